"""Clauses as people read them, readings, and the policy as a whole: words, days, what counts as one party."""

from __future__ import annotations

from collections.abc import Iterator

from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, paired, told
from avow.policy.differing.figures import figures
from avow.policy.differing.rules import PARTY, added, rules, totals
from avow.policy.differing.words import Words
from avow.policy.pack import Clause, Pack, Reading
from avow.policy.values import Type, shown

FORM = {
    "title": "the title", "acknowledgement": "what one acknowledges", "good_faith": "the sentence on good faith",
    "signature": "what one signs", "who_reads": "who reads it", "who_does_not_read": "who does not read it",
    "not_needed": "what one need not tell", "authority": "the sentence on authorities",
}  # fmt: skip


def policy(old: Pack, new: Pack) -> Iterator[Change]:
    """What policy.toml says of the whole."""
    for name, called, was, now in (
        ("name", "The policy's name", old.name, new.name),
        ("version", "The version", old.version, new.version),
        ("in_force_from", "The first day it can bind", _day(old), _day(new)),
        ("currency", "The currency", old.currency, new.currency),
        ("same_party", "What counts as the same party", PARTY[old.same_party], PARTY[new.same_party]),
    ):
        if was != now:
            yield Change("", "policy", CHANGED, name, f"{called} is {now}; it was {was}.", was, now)
    if old.answer_within_days != new.answer_within_days:
        was, now = str(old.answer_within_days), str(new.answer_within_days)
        says = f"An answer is due within {now} working days; it was {was}."
        yield Change("", "policy", CHANGED, "answer_within_days", says, was, now)
    for name, one, other in paired(old.form, new.form):
        what = f"The acknowledgement and reporting form (6.5): {FORM.get(name, name)}"
        yield from told("", "wording", f"form.{name}", what, one or "", other or "")
    for name, reading, instead in paired(old.readings, new.readings):
        yield from _reading("", name, f"How “{name.replace('_', ' ')}” is read", reading, instead)


def _day(pack: Pack) -> str:
    return shown(Type("date"), pack.in_force_from)


def _reading(clause: str, name: str, what: str, old: Reading | None, new: Reading | None) -> Iterator[Change]:
    was, now = (one.text if one else "" for one in (old, new))
    by = f" Adopted by {new.adopted_by} on {shown(Type('date'), new.adopted_on)}." if new else ""
    if was == now and old != new:
        yield Change(clause, "reading", CHANGED, name, f"{what} stays, and is adopted anew.{by}", was, now)
    for change in told(clause, "reading", name, what, was, now):
        says = change.says.replace("is worded otherwise", "is changed")
        yield Change(clause, "reading", change.what, name, says + by, was, now)


def clauses(old: Pack, new: Pack) -> Iterator[Change]:
    """Every clause that is added, removed, or otherwise in any of its parts."""
    for number, was, now in paired(old.clauses, new.clauses):
        if was is None and now is not None:
            yield from _added(new, now)
        elif now is None and was is not None:
            says = f"Clause {number} “{was.title}” is left out."
            yield Change(number, "clause", REMOVED, number, says, was.summary, "")
        elif was is not None and now is not None:
            yield from words(was, now)
            yield from figures(was, now)
            yield from totals(old, new, was, now)
            yield from rules(old, new, was, now)


def _added(pack: Pack, clause: Clause) -> Iterator[Change]:
    says = f"Clause {clause.number} “{clause.title}” is added. {clause.summary}"
    yield Change(clause.number, "clause", ADDED, clause.number, says, "", clause.summary)
    for rule in clause.rules:
        yield added(clause.number, rule, Words(pack, clause), len(clause.rules) > 1)


def words(old: Clause, new: Clause) -> Iterator[Change]:
    """The title, the summary, what it means, and how it is read."""
    number = new.number
    for name, what in (("title", "The title"), ("summary", "The summary"), ("means", "What it means for the reader")):
        yield from told(number, "wording", name, what, getattr(old, name), getattr(new, name))
    yield from _reading(number, "reading", "How the clause is read", _of(old), _of(new))


def _of(clause: Clause) -> Reading | None:
    if not clause.reading or clause.reading_adopted_on is None:
        return None
    return Reading(clause.reading, clause.reading_adopted_by, clause.reading_adopted_on)
