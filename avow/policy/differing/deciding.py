"""Who decides and how: routing, outcomes, consultations."""

from __future__ import annotations

from collections.abc import Iterator

from avow.policy.deciding import Consultation, Outcome
from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, either, list_changes, paired, told
from avow.policy.differing.rules import same
from avow.policy.differing.words import Words
from avow.policy.pack import CITED, Pack

WORDS = {
    "compliance_officer": "the compliance officer",
    "chief_executive": "the chief executive",
    "board_committee": "the board committee",
    "": "whoever decides",
}


def routing(old: Pack, new: Pack) -> Iterator[Change]:
    """Each row of the routing, and what holds where none fits."""
    before, after = Words(old), Words(new)
    rows = [{row.route.name: row for row in pack.routing.rows} for pack in (old, new)]
    for name, was, now in paired(rows[0], rows[1]):
        called = f"Who decides, “{name}”"
        if was is None and now is not None:
            says = f"{called} is added: {WORDS[now.route.decides]} decides."
            yield Change("", "routing", ADDED, name, says, "", after.whole(now.when))
        elif now is None and was is not None:
            yield Change("", "routing", REMOVED, name, f"{called} is left out.", before.whole(was.when), "")
        elif was is not None and now is not None:
            if was.route.decides != now.route.decides:
                who = WORDS[was.route.decides], WORDS[now.route.decides]
                yield Change("", "routing", CHANGED, name, f"{called}: {who[1]} instead of {who[0]}.", *who)
            if not same(was.when, now.when):
                texts = before.whole(was.when), after.whole(now.when)
                yield Change(
                    "", "routing", CHANGED, name, f"{called} fits when {texts[1]}; before, when {texts[0]}.", *texts
                )
            yield from told("", "routing", name, f"{called}: why", was.route.because, now.route.because)
    shared = [name for name in rows[0] if name in rows[1]]
    if shared != [name for name in rows[1] if name in rows[0]]:
        yield Change(
            "",
            "routing",
            CHANGED,
            "order",
            "The rows that say who decides come in another order; the first that fits counts.",
        )
    if old.routing.otherwise != new.routing.otherwise:
        who = WORDS[old.routing.otherwise], WORDS[new.routing.otherwise]
        yield Change(
            "", "routing", CHANGED, "otherwise", f"Where no row fits, {who[1]} decides instead of {who[0]}.", *who
        )


def citations(old: Pack, new: Pack) -> Iterator[Change]:
    """The clauses under which Avow itself does what it does."""
    for what, words in CITED.items():
        was, now = old.cites.get(what, ""), new.cites.get(what, "")
        if was != now:
            if now:
                instead = f" instead of clause {was}" if was else ""
                says = f"Avow cites clause {now}{instead} for this: {words}."
            else:
                says = f"Avow no longer cites clause {was} for this: {words}."
            yield Change("", "citation", CHANGED if was and now else ADDED if now else REMOVED, what, says, was, now)


def decisions(old: Pack, new: Pack) -> Iterator[Change]:
    """Each outcome that can be chosen, and what consultations show and ask."""
    for name, was, now in paired(old.decisions, new.decisions):
        if was is None or now is None:
            what, says = (ADDED, "can be decided now") if was is None else (REMOVED, "can be decided no longer")
            title = either(was, now).title
            yield Change("", "decision", what, name, f"“{title}” {says}.")
        else:
            yield from _outcome(was, now)
    yield from _consultation("", old.consultation.general, new.consultation.general)
    for name in dict.fromkeys([*new.consultation.kinds, *old.consultation.kinds]):
        yield from _consultation(f" on {name}", old.consultation.of(name), new.consultation.of(name))


def _outcome(old: Outcome, new: Outcome) -> Iterator[Change]:
    called = f"The outcome “{new.title}”"
    yield from told("", "decision", old.id, f"{called}: the title", old.title, new.title)
    yield from told("", "decision", old.id, f"{called}: what the person reads", old.says, new.says)
    parts = []
    if old.for_ != new.for_:
        parts.append(f"it is for what is {new.for_} and was for what is {old.for_}")
    if old.conditions != new.conditions:
        parts.append("it needs conditions" if new.conditions else "it has no conditions")
    if old.register != new.register:
        parts.append(f"it is listed in {new.register or 'no register'} instead of {old.register or 'none'}")
    if old.decides != new.decides:
        parts.append(f"{WORDS[new.decides]} chooses it instead of {WORDS[old.decides]}")
    if parts:
        yield Change("", "decision", CHANGED, old.id, f"{called}: {'; '.join(parts)}.")


def _consultation(where: str, old: Consultation, new: Consultation) -> Iterator[Change]:
    name = f"consultation{where}"
    if old.management_sees != new.management_sees:
        says = f"What management sees when consulted{where}: {list_changes(old.management_sees, new.management_sees)}."
        yield Change(
            "", "decision", CHANGED, name, says, ", ".join(old.management_sees), ", ".join(new.management_sees)
        )
    yield from told(
        "", "decision", name, f"What management reads when consulted{where}", old.management_says, new.management_says
    )
    for who, was, now in (
        ("management", old.management_questions, new.management_questions),
        ("the person", old.discloser_questions, new.discloser_questions),
    ):
        if was != now:
            says = list_changes(was, now, lambda one: f"“{one}”")
            yield Change(
                "",
                "decision",
                CHANGED,
                name,
                f"What {who} is asked when consulted{where}: {says}.",
                "\n".join(was),
                "\n".join(now),
            )
