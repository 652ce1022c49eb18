"""Totals as SQL: what a row adds, which rows it pools with, and the window over them.

The day as a number, `(year·12 + month)·32 + day`, makes every window of calendar months one of a fixed length:
`(d − months, d]` is all from `months·32 − 1` below the day's number up to it, with the ends of months clamped as
`months_before` does. Rows of one day are peers.
"""

from __future__ import annotations

from dataclasses import dataclass

from avow.policy.expressions import Expr
from avow.policy.many import figures
from avow.policy.many.names import Columns, Place
from avow.policy.many.widths import Width
from avow.policy.many.writing import Names, Value, Writer, constant
from avow.policy.pack import Clause
from avow.policy.totals import Total


def day_number(day: str) -> str:
    """A day as a whole number in which a month is 32."""
    return f"((year({day}) * 12 + month({day})) * 32 + day({day}))"


@dataclass(frozen=True)
class Pool:
    """Which rows belong together: the keys, and what counts as one party."""

    over: tuple[str, ...]
    same_party: str

    @property
    def by_party(self) -> bool:
        return "party_group" in self.over


@dataclass(frozen=True)
class Frame:
    """Which days are in the window; months None: the calendar year."""

    months: int | None

    @property
    def sql(self) -> str:
        if self.months is None:
            return "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        return f"RANGE BETWEEN {self.months * 32 - 1} PRECEDING AND CURRENT ROW"

    def holds(self, earlier: str, judged: str) -> str:
        """Whether a row is in the window of another; `earlier` and `judged` are aliases of tables with both days."""
        if self.months is None:
            return f'{earlier}."_o" <= {judged}."_o" AND year({earlier}."on") = year({judged}."on")'
        return f'{earlier}."_o" <= {judged}."_o" AND {earlier}."_o" > {judged}."_o" - {self.months * 32}'


@dataclass(frozen=True)
class Added:
    """What a row adds: a number that is known, and whether it may add more."""

    known: str
    uncertain: str
    width: Width


@dataclass(frozen=True)
class Counted:
    """One total of one clause, ready to be written. Totals that are alike share their columns."""

    clause: Clause
    total: Total
    rule: str  # the first that reads it, for complaints

    @property
    def pool(self) -> Pool:
        return Pool(tuple(dict.fromkeys(self.total.over)), self.total.same_party if self.by_party else "")

    @property
    def by_party(self) -> bool:
        return "party_group" in self.total.over

    @property
    def frame(self) -> Frame:
        return Frame(self.total.months)

    @property
    def figures(self) -> tuple[str, ...]:
        """The figures that decide what a row adds: those of the judged day."""
        return self.total.figures

    def reads(self) -> tuple[str, ...]:
        return self.total.reads()

    def added(
        self, columns: Columns, kind: str, codes: dict[str, int], widens: bool, place: Names | None = None
    ) -> Added:
        """What one row adds, over the columns of its table; figures as `place` has them."""
        names: Names = place or Place(self.clause, columns)
        writer = Writer(names, self.clause.number, f"total {self.total.name}", widens, not_negative=True)
        number = writer.number(self.total.sum)
        kinds = sorted(codes[kind_] for kind_ in self.total.kinds if kind_ in codes)
        width = number.width or Width(18, 0)
        if not kinds:
            return Added("0", "FALSE", width)
        every = len(kinds) == len(codes)
        here = "TRUE" if every else f"{kind} IN ({', '.join(map(str, kinds))})"
        where: Expr | None = self.total.where
        counts = here if where is None else (writer.truth(where) if every else f"({here} AND {writer.truth(where)})")
        known = f"CASE WHEN {counts} AND {number.sql} > 0 THEN {number.sql} ELSE 0 END"
        uncertain = f"(({counts}) IS NOT FALSE AND (({counts}) IS NULL OR {number.sql} IS NULL))"
        return Added(f"CAST({known} AS {width.sql})", uncertain, width)


@dataclass(frozen=True)
class Fixed:
    """The names of a clause with its figures as they are in one of the cases that occur."""

    place: Place
    values: dict[str, int]  # by figure: which of its values, from 1; 0 for none

    def __call__(self, name: str) -> Value:
        if name in self.values:
            width = figures.value(self.place.clause.figures[name], "x", "x").width
            which = self.values[name]
            if not which:
                return Value(f"CAST(NULL AS {width.sql if width else 'DECIMAL(18, 2)'})", width)
            return Value(constant(self.place.clause.figures[name].values[which - 1].value).sql, width)
        return self.place(name)
