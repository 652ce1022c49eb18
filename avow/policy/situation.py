"""One set of facts on one judged day, as the rules of one clause see it: the value of every name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from avow.policy.figures import FigureValue
from avow.policy.kleene import Operand, Sum
from avow.policy.pack import Clause
from avow.policy.totals import History, Total


@dataclass(frozen=True)
class Situation:
    """Facts (in their one form), the figures in force, and what earlier rows add to each total."""

    clause: Clause
    facts: Mapping[str, Operand]
    on: date
    figures: Mapping[str, FigureValue | None]
    before: Mapping[str, Sum] = field(default_factory=dict)

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
        before, own = self.before[total.name], total.adds(self.facts.get)
        return Sum(before.known + own.known, before.uncertain + own.uncertain)

    def given(self, facts: Mapping[str, Operand]) -> Situation:
        """The same situation with some facts otherwise; totals follow."""
        return replace(self, facts={**self.facts, **facts})

    def settled(self, extra: Decimal) -> Situation:
        """The same situation with every earlier uncertain row known, adding `extra` to each total that had any."""
        before = {name: Sum(one.known + extra) if one.uncertain else one for name, one in self.before.items()}
        return replace(self, before=before)


def situation(
    clause: Clause, facts: Mapping[str, Operand], on: date, country: str | None, history: History
) -> Situation:
    """What one clause sees of a record."""
    return Situation(
        clause,
        facts,
        on,
        {name: figure.on(on, country) for name, figure in clause.figures.items()},
        {name: history.before(total, facts, on) for name, total in clause.totals.items()},
    )
