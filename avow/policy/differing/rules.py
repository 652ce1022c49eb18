"""Rules and totals: what is asked otherwise, what comes of it otherwise, and what is added up otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, list_changes, listed, paired, told
from avow.policy.differing.words import Words
from avow.policy.expressions import Expr
from avow.policy.pack import Clause, Pack, Rule
from avow.policy.totals import Total

COMES_TO = {
    "prohibited": "not allowed",
    "approval": "needs approval",
    "judgement": "the compliance officer's judgement",
    "note": "something to know",
}


def rules(old: Pack, new: Pack, was: Clause, now: Clause) -> Iterator[Change]:
    """Each rule of a clause that is added, removed or otherwise."""
    before, after = Words(old, was), Words(new, now)
    several = len(was.rules) > 1 or len(now.rules) > 1
    for name, one, other in paired({rule.id: rule for rule in was.rules}, {rule.id: rule for rule in now.rules}):
        called = f"The rule “{name}”" if several else "The rule"
        if one is None and other is not None:
            yield added(now.number, other, after, several)
        elif other is None and one is not None:
            says = f"{called} is left out: {before.whole(one.when)} came to “{COMES_TO[one.finding]}”."
            yield Change(was.number, "rule", REMOVED, name, says, before.whole(one.when), "")
        elif one is not None and other is not None:
            yield from _one(now.number, called, one, other, before, after)


def added(number: str, rule: Rule, words: Words, several: bool) -> Change:
    """A rule that was not there."""
    called = f"The rule “{rule.id}”" if several else "A rule"
    compares = listed(words.comparisons(rule.when))
    says = f"{called} is added, which comes to “{COMES_TO[rule.finding]}”. It asks whether {compares}."
    return Change(number, "rule", ADDED, rule.id, says, "", words.whole(rule.when))


def _one(number: str, called: str, old: Rule, new: Rule, before: Words, after: Words) -> Iterator[Change]:
    if not same(old.when, new.when):
        asks = otherwise(before.comparisons(old.when), after.comparisons(new.when))
        says = f"{called} asks otherwise: {asks}."
        yield Change(number, "rule", CHANGED, new.id, says, before.whole(old.when), after.whole(new.when))
    if not same(old.applies, new.applies):
        kinds = list_changes(
            _kinds(old, before.pack), _kinds(new, after.pack), lambda kind: _title(kind, before, after)
        )
        was, now = (words.whole(one) if one else "" for words, one in ((before, old.applies), (after, new.applies)))
        says = f"{called} is asked of other kinds: {kinds or 'written otherwise, of the same kinds'}."
        yield Change(number, "rule", CHANGED, new.id, says, was, now)
    if old.finding != new.finding:
        was, now = COMES_TO[old.finding], COMES_TO[new.finding]
        says = f"{called} came to “{was}” and now comes to “{now}”."
        yield Change(number, "rule", CHANGED, new.id, says, was, now)
    yield from told(
        number, "wording", new.id, f"What people read when {called[0].lower()}{called[1:]} applies", old.says, new.says
    )


def same(old: Expr | None, new: Expr | None) -> bool:
    """Whether two expressions are the same tree, however they are written."""
    if old is None or new is None:
        return old is new
    return old.sql() == new.sql()


def otherwise(old: list[str], new: list[str]) -> str:
    """What is no longer asked, and what is asked now."""
    gone, more = [one for one in old if one not in new], [one for one in new if one not in old]
    said = [f"no longer whether {listed(gone)}"] if gone else []
    said += [f"now whether {listed(more)}"] if more else []
    return "; ".join(said) or "the same comparisons are joined in another way"


def _kinds(rule: Rule, pack: Pack) -> tuple[str, ...]:
    return tuple(kind for kind in pack.kinds if rule.applies_to(kind))


def totals(old: Pack, new: Pack, was: Clause, now: Clause) -> Iterator[Change]:
    """Each total of a clause that is added, removed or otherwise."""
    for name, one, other in paired(was.totals, now.totals):
        if one is None and other is not None:
            yield Change(
                now.number,
                "total",
                ADDED,
                name,
                f"The total {name} is added: {described(other)}.",
                "",
                described(other),
            )
        elif other is None and one is not None:
            yield Change(was.number, "total", REMOVED, name, f"The total {name} is left out.", described(one), "")
        elif one is not None and other is not None:
            parts = list(_parts(Words(old, was), Words(new, now), one, other))
            if parts:
                says = f"The total {name} is counted otherwise: {'; '.join(parts)}."
                yield Change(now.number, "total", CHANGED, name, says, described(one), described(other))


def _parts(before: Words, after: Words, old: Total, new: Total) -> Iterator[str]:
    if not same(old.sum, new.sum):
        yield f"it adds up {after.whole(new.sum)} instead of {before.whole(old.sum)}"
    if old.over != new.over:
        yield f"rows belong together {list_changes(_together(old), _together(new))}"
    if (old.months, old.window) != (new.months, new.window):
        yield f"over {window(new)} instead of {window(old)}"
    if not same(old.where, new.where):
        was, now = (words.comparisons(one) if one else [] for words, one in ((before, old.where), (after, new.where)))
        yield f"of which rows: {otherwise(was, now)}"
    if old.same_party != new.same_party:
        yield f"the same party is {PARTY[new.same_party]} instead of {PARTY[old.same_party]}"
    if old.kinds != new.kinds:
        yield f"it counts other kinds: {list_changes(tuple(sorted(old.kinds)), tuple(sorted(new.kinds)))}"


PARTY = {"group": "its corporate group", "as_written": "its name as written"}


def _together(total: Total) -> tuple[str, ...]:
    names = {"person": "by person", "party_group": "by party", "kind": "by kind"}
    return tuple(names.get(name, f"by {name}") for name in total.over)


def window(total: Total) -> str:
    """12 months; the calendar year."""
    if total.months is None:
        return "the calendar year"
    return "1 month" if total.months == 1 else f"{total.months} months"


def described(total: Total) -> str:
    """A total in one line."""
    where = f", where {' '.join(total.where.text.split())}" if total.where else ""
    return f"{' '.join(total.sum.text.split())} over {', '.join(total.over)} in {window(total)}{where}"


def _title(kind: str, before: Words, after: Words) -> str:
    found = after.pack.kinds.get(kind) or before.pack.kinds.get(kind)
    return f"“{found.title}”" if found else kind
