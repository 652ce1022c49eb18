"""What differs between two wordings of one clause, in sentences that someone who is no lawyer reads too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from avow.policy.expressions import Expr
from avow.policy.pack import Clause
from avow.policy.values import Type, shown


@dataclass(frozen=True)
class Change:
    """One thing that changed, in a sentence; for words also how they were and how they are."""

    says: str
    was: str = ""
    now: str = ""


BINDS = {
    "prohibited": "is not allowed",
    "approval": "needs approval first",
    "judgement": "is looked at by the compliance officer with you",
    "note": "is something to know",
}


def changes(before: Clause, after: Clause) -> list[Change]:
    """Everything but the figures, which have days of their own (see history.py)."""
    return [*_words(before, after), *_readings(before, after), *_rules(before, after)]


def _words(before: Clause, after: Clause) -> Iterator[Change]:
    if before.title != after.title:
        yield Change("It has another title.", before.title, after.title)
    if before.summary != after.summary:
        yield Change("Its wording changed.", before.summary, after.summary)
    if before.means != after.means:
        yield Change("What it means for you is put differently.", before.means, after.means)


def _readings(before: Clause, after: Clause) -> Iterator[Change]:
    if (before.reading, before.reading_adopted_by, before.reading_adopted_on) == (
        after.reading,
        after.reading_adopted_by,
        after.reading_adopted_on,
    ):
        return
    if not after.reading:
        yield Change("There is no longer a reading of its open words.", before.reading, "")
        return
    by = adopted(after.reading_adopted_by, after.reading_adopted_on)
    if before.reading == after.reading:
        yield Change(f"Its reading was adopted anew. {by}".strip())
    elif before.reading:
        yield Change(f"It is read differently. {by}".strip(), before.reading, after.reading)
    else:
        yield Change(f"There is now a reading of its open words. {by}".strip(), "", after.reading)


def adopted(by: str, on: date | None) -> str:
    """Who adopted a reading, and when; nothing where it is not said."""
    if not by:
        return ""
    day = shown(Type("date"), on)
    return f"Adopted by the {by} on {day}." if on else f"Adopted by the {by}."


def _rules(before: Clause, after: Clause) -> Iterator[Change]:
    old, new = ({rule.id: rule for rule in clause.rules} for clause in (before, after))
    for name in [*old, *(name for name in new if name not in old)]:
        one, other = old.get(name), new.get(name)
        if one is None and other is not None:
            yield Change(f"A rule is new. What it finds {BINDS[other.finding]}.", "", other.says)
        elif other is None and one is not None:
            yield Change("A rule is gone.", one.says, "")
        elif one is not None and other is not None:
            if one.finding != other.finding:
                yield Change(f"What it finds {BINDS[other.finding]}; before, it {_was(one.finding)}.")
            if (_text(one.when), _text(one.applies)) != (_text(other.when), _text(other.applies)):
                yield Change("What is tested changed, in the rule's own words.", _rule(one), _rule(other))
            if one.says != other.says:
                yield Change("What you are told changed.", one.says, other.says)
    totals = {name: _total(clause) for name, clause in (("before", before), ("after", after))}
    if totals["before"] != totals["after"]:
        yield Change("How amounts are added up changed.", totals["before"], totals["after"])


def _was(finding: str) -> str:
    return BINDS[finding].replace("is ", "was ", 1).replace("needs", "needed", 1)


def _text(expr: Expr | None) -> str:
    return " ".join(expr.text.split()) if expr is not None else ""


def _rule(rule) -> str:
    where = _text(rule.applies)
    return f"{_text(rule.when)} (for {where})" if where else _text(rule.when)


def _total(clause: Clause) -> str:
    lines = []
    for total in clause.totals.values():
        where = f", where {_text(total.where)}" if total.where else ""
        window = "this calendar year" if total.months is None else f"{total.months} months"
        lines.append(
            f"{total.name.replace('_', ' ')}: {_text(total.sum)} over {', '.join(total.over)} in {window}{where}"
        )
    return "\n".join(lines)
