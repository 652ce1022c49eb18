# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()
"""A whole pack as SQL: which columns are read, which totals are counted over which windows, what each rule comes to.

All rules are judged in one pass over one table that has one row a record; totals that are alike share their windows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from avow.policy import wording
from avow.policy.many import figures
from avow.policy.many.engine import Engine, quoted, text
from avow.policy.many.names import Columns, Place, type_of
from avow.policy.many.pools import Numbers, key_of, packed
from avow.policy.many.totals import Counted, Fixed, Pool, day_number
from avow.policy.many.widths import Width
from avow.policy.many.writing import Value, Writer
from avow.policy.pack import Clause, Pack, Rule

MOST_SHARED = 18  # digits of what is added up for several totals: as many as a whole number of a machine has
ALWAYS = ("person", "party_group", "other_side", "party", "country")


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


class Plan:
    """The SQL for one pack over a table with these columns and kinds of records."""

    def __init__(
        self, pack: Pack, there: Collection[str], kinds: Collection[str], engine: Engine, grouped: bool = False
    ) -> None:
        """`grouped`: memberships say of each party in which group it was when."""
        self.pack, self.engine = pack, engine
        self.given_group = "party_group" in there
        there = {*there, "party_group"} if grouped else there
        self.there = frozenset(name for name in there if name in pack.facts or name in ALWAYS)
        self.codes = {kind: i for i, kind in enumerate(pack.kinds, start=1)}
        self.here = frozenset(self.codes[kind] for kind in kinds)
        self.judges = self._judges()
        self.pools: list[Pool] = []
        self.totals: list[Column] = []
        self.total_of: dict[tuple[str, str], Column] = {}
        self.pool_columns: dict[int, list[str]] = {}  # filled by `pooled`
        self.changed: dict[int, str] = {}  # by pool in which groups changed: the table of who belongs, and when
        self.joined: dict[int, str] = {}  # by total: the table of what was counted by joining
        for judge in self.judges:
            for total in judge.clause.totals_of(judge.rule):
                self._count(Counted(judge.clause, total, judge.rule.id))
        self.kept = self._kept()
        self.columns = Columns(pack.facts, self.there)
        for judge in self.judges:  # says at once which number is too wide
            self.truth(judge)

    def _judges(self) -> list[Judge]:
        found: list[Judge] = []
        for clause in self.pack.clauses.values():
            for rule in clause.rules:
                kinds = tuple(code for kind, code in self.codes.items() if code in self.here and rule.applies_to(kind))
                if kinds:
                    found.append(Judge(len(found), clause, rule, kinds))
        return found

    def _count(self, counted: Counted) -> None:
        key = (counted.clause.number, counted.total.name)
        if key in self.total_of:
            return
        if counted.pool not in self.pools:
            self.pools.append(counted.pool)
        for other in self.totals:
            if _alike(other.counted, counted):
                self.total_of[key] = other
                return
        column = Column(len(self.totals), counted, self.pools.index(counted.pool))
        self.totals.append(column)
        self.total_of[key] = column

    def _kept(self) -> tuple[str, ...]:
        """The facts that anything reads, in the pack's order, and the columns that say whom and what a record is on."""
        names = {"person", "other_side", "party_group", "party"}
        for judge in self.judges:
            clause = judge.clause
            names.update(judge.rule.when.names)
            for _, name in wording.places(judge.rule.says):
                names.add("other_side" if name == "party" else name)
            for total in clause.totals_of(judge.rule):
                names.update(total.columns)
            if any(value.country for figure in clause.figures.values() for value in figure.values):
                names.add("country")
        if not any("kind" in (*judge.rule.when.names, *_said(judge.rule)) for judge in self.judges):
            names.discard("kind")
        order = [*ALWAYS, *(name for name in self.pack.facts if name not in ALWAYS)]
        return tuple(name for name in order if name in names and name in self.there)

    # ------------------------------------------------------------ reading

    def base(self, source: str, group: str | None = None, beside: str = "") -> str:
        """A row a record: its day as a number, its kind as a number, and the facts that are read.

        `group` is SQL for the corporate group where memberships say it, joined `beside` the records `r`; the record's
        own is kept as `_own_group` then.
        """
        given = Columns(self.pack.facts, self.there, "r")
        whens = " ".join(f"WHEN {text(kind)} THEN {code}" for kind, code in self.codes.items())
        chosen = ['r."row"', 'CAST(r."on" AS DATE) AS "on"', f'{day_number("r.on")} AS "_o"']
        chosen.append(f'CAST(CASE r."kind" {whens} END AS TINYINT) AS "_k"')
        for name in self.kept:
            sql = group if name == "party_group" and group else given.column(name)
            chosen.append(f"CAST({sql} AS {type_of(self.pack.facts.get(name))}) AS {quoted(name)}")
        if group:
            chosen.append(f'{self._own_group()} AS "_own_group"')
        return f"SELECT {', '.join(chosen)} FROM {source} r {beside}".rstrip()

    def _own_group(self) -> str:
        return 'CAST(r."party_group" AS VARCHAR)' if self.given_group else "CAST(NULL AS VARCHAR)"

    def group(self) -> str:
        """The group of the record's own day, by the membership `m` beside it."""
        return f'coalesce(m."party_group", {self._own_group()})'

    def pooled(self, inner: str, numbers: Numbers, also: Sequence[str] = ()) -> str:
        """What is added up of the same rows, with the numbers that they are pooled by; and columns that are named."""
        chosen = [f"b.{quoted(name)}" for name in ("row", "on", "_o", "_k", *self.added_up(), *also)]
        kept = Columns(self.pack.facts, self.kept, "b")
        for number, pool in enumerate(self.pools):
            keys = [
                key_of(name, pool, self.pack.facts, kept, numbers, len(self.codes), self.party(pool.same_party))
                for name in pool.over
            ]
            columns = packed(keys, 'b."row"')
            self.pool_columns[number] = [f"_p{number}_{i}" for i in range(len(columns))]
            chosen += [f'{sql} AS "_p{number}_{i}"' for i, sql in enumerate(columns)]
        return f"SELECT {', '.join(chosen)} FROM ({inner}) b {' '.join(self.joins('b'))}"

    def party(self, same_party: str) -> str:
        """The number of a row's party, over the tables that number them."""
        if same_party == "as_written":
            return '_written."number"' if "other_side" in self.kept else "CAST(NULL AS BIGINT)"
        group = '_groups."number"' if "party_group" in self.kept else "CAST(NULL AS BIGINT)"
        typed = '_typed."number"' if "other_side" in self.kept else "CAST(NULL AS BIGINT)"
        return f"coalesce({group}, {typed})"

    def joins(self, b: str) -> list[str]:
        """The tables of numbers beside the rows `b`."""
        if not self.pools:
            return []
        found = [f'JOIN _people ON _people."name" = {b}."person"']
        parties = {pool.same_party for pool in self.pools if pool.by_party}
        if "group" in parties and "party_group" in self.kept:
            found.append(f'LEFT JOIN _groups ON _groups."name" = {b}."party_group"')
        if "group" in parties and "other_side" in self.kept:
            found.append(f'LEFT JOIN _typed ON _typed."name" = {b}."other_side"')
        if "as_written" in parties and "other_side" in self.kept:
            found.append(f'LEFT JOIN _written ON _written."name" = {b}."other_side"')
        for name in self.text_keys():
            table = quoted("_text_" + name)
            found.append(f'LEFT JOIN {table} ON {table}."name" = {b}.{quoted(name)}')
        return found

    def text_keys(self) -> list[str]:
        """The texts that rows are pooled by."""
        names = dict.fromkeys(name for pool in self.pools for name in pool.over)
        return [n for n in names if n not in ("person", "party_group", "kind") and self._is_text(n) and n in self.kept]

    def _is_text(self, name: str) -> bool:
        return self.pack.facts[name].type == "text"

    # ------------------------------------------------------------ totals

    def place(self, clause: Clause, at: str = "") -> Place:
        return Place(clause, Columns(self.pack.facts, self.kept, at), lambda name: self.total(clause, name))

    def total(self, clause: Clause, name: str) -> Value:
        column = self.total_of[clause.number, name]
        width = column.counted.added(self.columns, '"_k"', self.codes, self.engine.widens).width
        return Value(column.known, width.added_up(), column.uncertain)

    def kinds_of(self, clause: str, total: str) -> set[int]:
        """The kinds of which some rule asks this total."""
        asked = [judge for judge in self.judges if judge.clause.number == clause and total in judge.rule.when.names]
        return {kind for judge in asked for kind in judge.kinds}

    def read_by(self, clause: Clause) -> list[str]:
        """The facts that the rules of a clause read, and those that its totals read or pool by."""
        names: dict[str, None] = {}
        for judge in self.judges:
            if judge.clause is clause:
                names |= dict.fromkeys(judge.rule.when.names)
                for total in clause.totals_of(judge.rule):
                    names |= dict.fromkeys([*total.reads(), *total.keys])
        return [name for name in names if name in self.pack.facts and name not in ("kind", "person")]

    def counterparty(self, at: str = "") -> str:
        """Whom a record is about, as far as it says: the name typed, else the group, else the party."""
        kept = Columns(self.pack.facts, self.kept, at)
        names = [kept.column(name) for name in ("other_side", "party_group", "party") if name in self.kept]
        return f"CAST(coalesce({', '.join([*names, 'NULL'])}) AS VARCHAR)"

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

    # ------------------------------------------------------------ rules

    def truth(self, judge: Judge) -> str:
        """SQL of what a rule comes to, for the kinds that it is asked for."""
        writer = Writer(self.place(judge.clause), judge.clause.number, f"rule {judge.rule.id}", self.engine.widens)
        return writer.truth(judge.rule.when)

    def judged(self, counted: str) -> str:
        """The rows with the outcome of every rule: `_r…` is TRUE (it fires), FALSE (it does not), NULL (unknown)."""
        chosen = ["c.*"]
        for judge in self.judges:
            truth = self.truth(judge)
            if frozenset(judge.kinds) != self.here:
                truth = f'CASE WHEN "_k" IN ({", ".join(map(str, judge.kinds))}) THEN {truth} ELSE FALSE END'
            chosen.append(f"{truth} AS {judge.column}")
        return f"SELECT {', '.join(chosen)} FROM ({counted}) c"


def _cases(cases: list[tuple[str, str]], otherwise: str) -> str:
    return f"CASE {' '.join(f'WHEN {when} THEN {then}' for when, then in cases)} ELSE {otherwise} END"


def _alike(one: Counted, other: Counted) -> bool:
    a, b = one.total, other.total
    return (
        (a.sum.tree == b.sum.tree)
        and (a.where.tree if a.where else None) == (b.where.tree if b.where else None)
        and (one.pool, one.frame, a.kinds) == (other.pool, other.frame, b.kinds)
        and all(one.clause.figures[name] == other.clause.figures.get(name) for name in one.figures)
    )


def _said(rule: Rule) -> list[str]:
    return [name for _, name in wording.places(rule.says)]
