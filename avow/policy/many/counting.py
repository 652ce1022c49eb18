"""Totals over all records: what is added up over which windows, and how each total is taken from it."""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from dataclasses import dataclass, field

from avow.policy.many import figures
from avow.policy.many.engine import Engine, quoted
from avow.policy.many.names import Columns, Place
from avow.policy.many.totals import Counted, Fixed, Pool
from avow.policy.many.widths import Width
from avow.policy.pack import Clause, Pack, Rule

MOST_SHARED = 18  # digits of what is added up for several totals: as many as a whole number of a machine has


@dataclass(frozen=True)
class Judge:
    """One rule and the kinds, by number, for which it is asked; its outcome is the column `_r…`."""

    number: int
    clause: Clause
    rule: Rule
    kinds: tuple[int, ...]

    @property
    def column(self) -> str:
        return f'"_r{self.number}"'


@dataclass
class Column:
    """One total as it is counted: the columns `_t…` (known) and `_u…` (rows that are uncertain)."""

    number: int
    counted: Counted
    pool: int
    certain: bool = False  # no row of these records is uncertain, so there is no `_u…`
    cases: list[dict[str, int]] = field(default_factory=lambda: [{}])  # of the figures it reads: those that occur

    @property
    def known(self) -> str:
        return f'"_t{self.number}"'

    @property
    def uncertain(self) -> str:
        return "0" if self.certain else f'"_u{self.number}"'


class Counting:
    """The part of a plan that counts totals."""

    pack: Pack
    engine: Engine
    codes: dict[str, int]  # by kind
    kept: tuple[str, ...]  # the facts that are read
    columns: Columns
    judges: list[Judge]
    pools: list[Pool]
    totals: list[Column]
    total_of: dict[tuple[str, str], Column]  # by clause and name
    pool_columns: dict[int, list[str]]  # by pool
    changed: dict[int, str]  # by pool in which groups changed: the table of who belongs, and when
    joined: dict[int, str]  # by total: the table of what was counted by joining

    def kinds_of(self, clause: str, total: str) -> set[int]:
        """The kinds of which some rule asks this total."""
        asked = [judge for judge in self.judges if judge.clause.number == clause and total in judge.rule.when.names]
        return {kind for judge in asked for kind in judge.kinds}

    def together(self, column: Column, earlier: str, judged: str) -> str:
        """Whether a row pools with another one and lies in its window; both are aliases of the judged rows."""
        same = [f'{earlier}."{name}" = {judged}."{name}"' for name in self.pool_columns[column.pool]]
        return " AND ".join([*same, column.counted.frame.holds(earlier, judged)])

    def windows(self, base: str) -> str:
        """The rows of `base` with every total counted: `_t…` and `_u…`. `base` has every column that is kept."""
        if not self.totals:
            return f"SELECT b.* FROM {base} b"
        chosen = [*(f"s.{quoted(name)}" for name in self.carried()), *self._picked("s")]
        inner = self.sums(base, self.carried())
        return f"SELECT {', '.join(chosen)} FROM ({inner}) s {' '.join(self._joins())}".rstrip()

    def beside(self, rows: str, sums: str) -> str:
        """The same, of rows without pools and a table of `sums` of them."""
        if not self.totals:
            return f"SELECT b.* FROM {rows} b"
        chosen = [*(f"b.{quoted(name)}" for name in self.carried(pools=False))]
        chosen += [f"s.{quoted(name)}" for name in self.pooled_by()] + self._picked("b")
        return f'SELECT {", ".join(chosen)} FROM {rows} b JOIN {sums} s ON s."row" = b."row" {" ".join(self._joins())}'

    def carried(self, pools: bool = True) -> list[str]:
        """The columns of the rows that are counted, kept while they are judged."""
        return ["row", "on", "_o", "_k", *self.kept, *(self.pooled_by() if pools else ())]

    def pooled_by(self) -> list[str]:
        pools = [name for number in range(len(self.pools)) for name in self.pool_columns[number]]
        return [*pools, *(f"_c{number}" for number in self.changed)]

    def added_up(self) -> list[str]:
        """The facts that decide what a row adds to totals, and what their figures are chosen by."""
        names: set[str] = set()
        for column in self.totals:
            names.update(column.counted.reads())
            if column.counted.figures:
                names.add("country")
        return [name for name in self.kept if name in names]

    def _joins(self) -> list[str]:
        return [f'LEFT JOIN {table} o{number} ON o{number}."row" = s."row"' for number, table in self.joined.items()]

    def sums(self, base: str, carried: list[str]) -> str:
        """What is added up over every window: `_s…` and `_v…`, for each case of the figures that a total reads.

        Totals of different kinds that pool alike by kind are one window: in each pool, only one of them is asked for.
        """
        chosen = [f"b.{quoted(name)}" for name in carried]
        named: dict[str, str] = {}
        columns = Columns(self.pack.facts, self.kept, "b")
        for slot, shared in enumerate(self.slots()):
            alias = named.setdefault(self._window(shared[0]), f"w{len(named)}")
            for i, case in enumerate(shared[0].cases):
                known, uncertain = [], []
                for column in shared:
                    place = Fixed(Place(column.counted.clause, columns), case)
                    added = column.counted.added(columns, 'b."_k"', self.codes, self.engine.widens, place)
                    kinds = ", ".join(map(str, sorted(self.asked_for(column))))
                    known.append((f'b."_k" IN ({kinds})', added.known))
                    uncertain.append((f'b."_k" IN ({kinds})', "FALSE" if column.certain else added.uncertain))
                width = self._width_of(shared)
                one = known[0][1] if len(shared) == 1 else f"CAST({_cases(known, '0')} AS {width.sql})"
                chosen.append(f'sum({one}) OVER {alias} AS "_s{slot}_{i}"')
                if not all(column.certain for column in shared):
                    maybe = uncertain[0][1] if len(shared) == 1 else _cases(uncertain, "FALSE")
                    chosen.append(f'count(CASE WHEN {maybe} THEN 1 END) OVER {alias} AS "_v{slot}_{i}"')
        windows = ", ".join(f"{alias} AS ({window})" for window, alias in named.items())
        return f"SELECT {', '.join(chosen)} FROM {base} b WINDOW {windows}"

    def slots(self) -> list[list[Column]]:
        """The totals by what is added up once for them."""
        found: list[list[Column]] = []
        for column in self.totals:
            for shared in found:
                first = shared[0]
                alike = first.pool == column.pool and first.counted.frame == column.counted.frame
                plain = not first.counted.figures and not column.counted.figures
                apart = all(not self.asked_for(other) & self.asked_for(column) for other in shared)
                by_kind = "kind" in self.pools[column.pool].over
                if alike and plain and apart and by_kind and self._width_of([*shared, column]).digits <= MOST_SHARED:
                    shared.append(column)
                    break
            else:
                found.append([column])
        return found

    def _width_of(self, shared: list[Column]) -> Width:
        width = Width(1, 0)
        for column in shared:
            width = width.beside(column.counted.added(self.columns, '"_k"', self.codes, self.engine.widens).width)
        return width

    def asked_for(self, column: Column) -> set[int]:
        """The kinds of which some rule asks a total."""
        mine = [key for key, other in self.total_of.items() if other is column]
        return {kind for clause, name in mine for kind in self.kinds_of(clause, name)}

    def _picked(self, at: str) -> list[str]:
        """`_t…` and `_u…` of each total, from what was added up."""
        found = []
        for slot, shared in enumerate(self.slots()):
            places = self._width_of(shared).places
            cases = range(len(shared[0].cases))
            for column in shared:
                known = self._pick(column, [f's."_s{slot}_{i}"' for i in cases], "known", at)
                own = column.counted.added(self.columns, '"_k"', self.codes, self.engine.widens).width.places
                if own != places:
                    known = f"CAST({known} AS DECIMAL(38, {own}))"
                found.append(f"{known} AS {column.known}")
                if not column.certain:
                    uncertain = self._pick(column, [f's."_v{slot}_{i}"' for i in cases], "uncertain", at)
                    found.append(f"{uncertain} AS {column.uncertain}")
        return found

    def _window(self, column: Column) -> str:
        frame = column.counted.frame
        keys = [f'b."{name}"' for name in self.pool_columns[column.pool]]
        if frame.months is None:
            keys.append('year(b."on")')
        return f'PARTITION BY {", ".join(keys)} ORDER BY b."_o" {frame.sql}'

    def _pick(self, column: Column, sums: list[str], what: str, at: str) -> str:
        """The sum that was counted with the figures of this row's day and country; by joining, where groups changed."""
        whens = []
        if column.number in self.joined:
            whens.append(f'WHEN s."_c{column.pool}" THEN o{column.number}.{quoted(what)}')
        if len(sums) > 1:
            for case, sum_ in zip(column.cases, sums, strict=True):
                same = " AND ".join(f"{self.which(column, name, at)} = {number}" for name, number in case.items())
                whens.append(f"WHEN {same} THEN {sum_}")
            return f"CASE {' '.join(whens)} END"
        return f"CASE {' '.join(whens)} ELSE {sums[0]} END" if whens else sums[0]

    def which(self, column: Column, name: str, at: str = "") -> str:
        """Which value of a figure is in force for a row."""
        there = Columns(self.pack.facts, self.kept, at)
        return figures.which(column.counted.clause.figures[name], there.column("on"), there.country())


def _cases(cases: list[tuple[str, str]], otherwise: str) -> str:
    return f"CASE {' '.join(f'WHEN {when} THEN {then}' for when, then in cases)} ELSE {otherwise} END"
