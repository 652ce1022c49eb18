"""Every small way of getting a clause wrong, to see whether its worked cases would notice.

`mutants` yields each clause with exactly one thing changed: an expression (see `expression_mutants.py`), a figure by
its smallest unit, the first day of a figure's value, the window, keys, sum, condition or parties of a total. `survives`
says whether all worked cases still hold; such a mutant shows a missing case, unless it means the same as the original.
Only outcomes and questions count as noticing: a case that merely states the figure's value does not protect it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain

from avow.policy.cases import bare_outcomes, outcomes, wrong_outcomes
from avow.policy.expression_mutants import changed_expressions, changed_sums, same_meaning
from avow.policy.expressions import Expr
from avow.policy.figures import Figure, FigureValue
from avow.policy.pack import Clause, Pack, Rule
from avow.policy.totals import KEYS, SAME_PARTY, Total


@dataclass(frozen=True)
class Mutant:
    """A clause with one thing changed. `id` is stable as long as what it changes is."""

    clause: Clause
    place: str  # "when of main", "applies of main", "figure limit", "total x"
    what: str
    changed: tuple[Expr, Expr] | None = None  # the expression before and after, where it is one

    @property
    def id(self) -> str:
        return f"{self.clause.number} {self.place}: {self.what}"


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Every mutant of every clause that has rules, and of every cohort that has worked cases."""
    for clause in pack.judging.values():
        if clause.rules and (clause.cases or clause.number in pack.clauses):
            yield from mutants_of(pack, clause)


def mutants_of(pack: Pack, clause: Clause) -> Iterator[Mutant]:
    """Every mutant of one clause."""
    for place, expr, put in _expressions(clause):
        for what, changed in changed_expressions(expr):
            yield Mutant(put(changed), place, what, (expr, changed))
    if any(rule.applies is not None for rule in clause.rules):
        rules = tuple(replace(rule, applies=None) for rule in clause.rules)
        yield Mutant(replace(clause, rules=rules), "applies", "to every kind")
    for figure in clause.figures.values():
        for what, values in _figure_changes(figure):
            new = replace(figure, values=tuple(values))
            yield Mutant(replace(clause, figures={**clause.figures, figure.name: new}), f"figure {figure.name}", what)
    for total in clause.totals.values():
        for what, other in _total_changes(pack, total):
            yield Mutant(replace(clause, totals={**clause.totals, total.name: other}), f"total {total.name}", what)


class _Put:
    """Puts a changed expression where the old one stood."""

    def __init__(self, clause: Clause, field: str, old: Expr, total: str = "") -> None:
        self.clause, self.field, self.old, self.total = clause, field, old, total

    def __call__(self, new: Expr) -> Clause:
        if self.total:
            changed = replace(self.clause.totals[self.total], where=new)
            return replace(self.clause, totals={**self.clause.totals, self.total: changed})
        rules = tuple(self._rule(rule, new) for rule in self.clause.rules)
        return replace(self.clause, rules=rules)

    def _rule(self, rule: Rule, new: Expr) -> Rule:
        if self.field == "when" and rule.when is self.old:
            return replace(rule, when=new)
        return replace(rule, applies=new) if self.field == "applies" and rule.applies is self.old else rule


def _expressions(clause: Clause) -> Iterator[tuple[str, Expr, _Put]]:
    seen: list[Expr] = []
    for rule in clause.rules:
        yield f"when of {rule.id}", rule.when, _Put(clause, "when", rule.when)
        if rule.applies is not None and not any(rule.applies is other for other in seen):
            seen.append(rule.applies)
            yield f"applies of {rule.id}", rule.applies, _Put(clause, "applies", rule.applies)
    for total in clause.totals.values():
        if total.where is not None:
            yield f"where of total {total.name}", total.where, _Put(clause, "where", total.where, total.name)


def _figure_changes(figure: Figure) -> Iterator[tuple[str, list[FigureValue]]]:
    step = figure.type.step
    for i, value in enumerate(figure.values):
        rest = [other for other in figure.values if other is not value]
        where = f" in {value.country}" if value.country else ""
        label = f"{value.value} from {value.since}{where}"
        for sign in (1, -1):
            other = value.value + sign * step
            yield f"{label}: {other} instead", [*rest, replace(value, value=other)]
        yield f"{label}: a day later", [*rest, replace(value, since=value.since + timedelta(days=1))]
        if any(other.country == value.country and other.since < value.since for other in figure.values[:i]):
            yield f"{label}: a day earlier", [*rest, replace(value, since=value.since - timedelta(days=1))]
        if value.country is not None:
            yield f"{label}: left out", rest


def _total_changes(pack: Pack, total: Total) -> Iterator[tuple[str, Total]]:
    if total.months is None:
        yield "12 months instead of the calendar year", replace(total, months=12, window="months")
    else:
        for months in (total.months + 1, total.months - 1):
            if months > 0:
                yield f"months {months}", replace(total, months=months)
        yield "the calendar year instead of months", replace(total, months=None, window="calendar_year")
    if total.where is not None:
        yield "without its where", replace(total, where=None)
    for key in dict.fromkeys([*KEYS, *total.over]):
        if key == "person":
            continue  # the rows given are the person's own
        if key in total.over:
            yield f"over without {key}", replace(total, over=tuple(k for k in total.over if k != key))
        else:
            yield f"over with {key}", replace(total, over=(*total.over, key))
    if "party_group" in total.over:
        other = next(way for way in SAME_PARTY if way != total.same_party)
        yield f"same party: {other}", replace(total, same_party=other)
    for what, changed in chain(changed_expressions(total.sum), changed_sums(total.sum, pack.facts)):
        yield f"sum: {what}", replace(total, sum=changed)


def survives(pack: Pack, mutant: Mutant) -> bool:
    """Whether every worked case of its clause still holds."""
    original = pack.judging[mutant.clause.number]
    if any(bare_outcomes(mutant.clause, case) != case.expect for case in original.cases):
        return False
    for case in original.cases:
        if case.asks is not None and any(wrong_outcomes(case, outcomes(pack, mutant.clause, case))):
            return False
    return True


def means_the_same(pack: Pack, mutant: Mutant) -> bool:
    """Whether the changed expression gives the same answer whatever the facts: tried out, not guessed."""
    if mutant.changed is None:
        return False
    old, new = mutant.changed
    return same_meaning(old, new, pack.facts, pack.judging[mutant.clause.number])


def surviving(pack: Pack) -> list[Mutant]:
    """The mutants that no worked case notices and that do not mean the same."""
    return [mutant for mutant in mutants(pack) if survives(pack, mutant) and not means_the_same(pack, mutant)]
