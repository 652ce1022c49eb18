"""Worked cases: which are added or gone, and which of the old ones come out otherwise under the new version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from avow.policy.cases import outcomes
from avow.policy.differing.change import ADDED, CHANGED, REMOVED, Change, listed
from avow.policy.pack import Case, Clause, Pack

COMES_OUT = {"fires": "applies", "none": "does not apply", "unknown": "cannot be said, and is asked about"}


@dataclass(frozen=True)
class CaseDiffers:
    """A worked case of the old version to which the new one gives another answer. `file` and `line` are in the old."""

    clause: str
    name: str
    file: str
    line: int
    rule: str
    expected: str
    found: str
    says: str

    def as_json(self) -> dict[str, object]:
        return dict(asdict(self))


def differing(old: Pack, new: Pack) -> Iterator[CaseDiffers]:
    """Every old case run under the new version: each rule of it that comes out otherwise."""
    for number, clause in old.clauses.items():
        instead = new.clauses.get(number)
        for case in clause.cases:
            yield from _one(new, clause, instead, case)


def _one(new: Pack, clause: Clause, instead: Clause | None, case: Case) -> Iterator[CaseDiffers]:
    found = outcomes(new, instead, case) if instead is not None else {}
    for rule, expected in case.expect.items():
        looked = found.get(rule)
        outcome = looked.outcome if looked is not None else "none"
        asks = set(looked.asks) if looked is not None and outcome == "unknown" else set()
        which = f"rule “{rule}” " if len(case.expect) > 1 else "the rule "
        if outcome != expected:
            gone = "" if instead is not None else f" (clause {clause.number} is left out)"
            says = f"“{case.name}”: {which}{COMES_OUT[expected]}; under the new version it {COMES_OUT[outcome]}{gone}."
        elif expected == "unknown" and case.asks is not None and len(case.expect) == 1 and asks != set(case.asks):
            before, after = listed(sorted(case.asks)), listed(sorted(asks))
            says = f"“{case.name}”: asks for {before}; under the new version for {after}."
        else:
            continue
        yield CaseDiffers(clause.number, case.name, clause.file, case.line, rule, expected, outcome, says)


def cases(old: Pack, new: Pack) -> Iterator[Change]:
    """By clause: the worked cases that are added, gone, or stated otherwise."""
    for number in dict.fromkeys([*new.clauses, *old.clauses]):
        was = old.clauses[number].cases if number in old.clauses else ()
        now = new.clauses[number].cases if number in new.clauses else ()
        yield from case_changes(number, number, was, now)


def case_changes(clause: str, name: str, old: tuple[Case, ...], new: tuple[Case, ...]) -> Iterator[Change]:
    """The worked cases of one thing, called `name`, that are added, gone, or stated otherwise."""
    was, now = {case.name: case for case in old}, {case.name: case for case in new}
    more, gone = [one for one in now if one not in was], [one for one in was if one not in now]
    other = [one for one in was if one in now and _stated(was[one]) != _stated(now[one])]
    for what, names, words in (
        (ADDED, more, "added"),
        (REMOVED, gone, "left out"),
        (CHANGED, other, "stated otherwise"),
    ):
        if names:
            count = "1 worked case is" if len(names) == 1 else f"{len(names)} worked cases are"
            of = "" if clause else f" ({name})"
            says = f"{count} {words}{of}: {listed([f'“{one}”' for one in names])}."
            yield Change(clause, "case", what, name, says)


def _stated(case: Case) -> tuple[object, ...]:
    """All that a case says, but for the line it stands on."""
    return case.on, dict(case.facts), case.past, dict(case.expect), case.asks, dict(case.values), dict(case.figures)
