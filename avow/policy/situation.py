"""One set of facts on one judged day, as the rules of one clause see it: the value of every name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from avow.policy.figures import FigureValue
from avow.policy.kleene import Operand, Sum
from avow.policy.pack import Clause
from avow.policy.totals import History, Total, looked_up


@dataclass(frozen=True)
class Situation:
    """Facts (in their one form), the figures in force, and what earlier rows add to each total."""

    clause: Clause
    facts: Mapping[str, Operand]
    on: date
    figures: Mapping[str, FigureValue | None]
    before: Mapping[str, Sum] = field(default_factory=dict)
    history: History = field(default_factory=History, repr=False, compare=False)

    def __call__(self, name: str) -> Operand:
        """The value of a name in a rule: None when it is not known."""
        if name in self.figures:
            figure = self.figures[name]
            return figure.value if figure else None
        total = self.clause.totals.get(name)
        if total is not None:
            return self.total(total)
        return self.on if name == "on" else self.facts.get(name)

    def total(self, total: Total) -> Sum:
        """The earlier rows and this record together."""
        before, own = self.before[total.name], self.adds(total, self.facts)
        return Sum(before.known + own.known, before.uncertain + own.uncertain)

    def adds(self, total: Total, row: Mapping[str, object]) -> Sum:
        """What one row, this one or an earlier one, adds to a total as it is counted on the judged day."""
        return total.adds(looked_up(row, self.figures_of(total)))

    def rows_in(self, total: Total) -> list[Mapping[str, object]]:
        """The earlier rows in the total's window."""
        return self.history.rows_in(total, self.facts, self.on, self.figures_of(total))

    def figures_of(self, total: Total) -> dict[str, Operand]:
        """The figures that a total reads, as they are on the judged day."""
        return {name: self(name) for name in total.figures}

    def given(self, facts: Mapping[str, Operand]) -> Situation:
        """The same situation with some facts otherwise; totals follow, with other rows where a key is otherwise."""
        there = replace(self, facts={**self.facts, **facts})
        if any(name in facts for total in self.clause.totals.values() for name in total.keys):
            return there.counted()
        return there

    def counted(self) -> Situation:
        """With what the earlier rows add to each total."""
        before = {
            name: self.history.before(total, self.facts, self.on, self.figures_of(total))
            for name, total in self.clause.totals.items()
        }
        return replace(self, before=before)

    def settled(self, extra: Decimal) -> Situation:
        """The same situation with every earlier uncertain row known, adding `extra` to each total that had any."""
        before = {name: Sum(one.known + extra) if one.uncertain else one for name, one in self.before.items()}
        return replace(self, before=before)


def situation(
    clause: Clause, facts: Mapping[str, Operand], on: date, country: str | None, history: History
) -> Situation:
    """What one clause sees of a record."""
    figures = {name: figure.on(on, country) for name, figure in clause.figures.items()}
    at = Situation(clause, facts, on, figures, {}, history)
    return at.counted() if clause.totals else at
