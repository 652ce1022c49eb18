# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()
"""A whole pack as SQL: which columns are read, which totals are counted over which windows, what each rule comes to.

All rules are judged in one pass over one table that has one row a record; totals that are alike share their windows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from avow.policy import wording
from avow.policy.many.counting import Column, Counting, Judge
from avow.policy.many.engine import Engine, quoted, text
from avow.policy.many.names import Columns, Place, type_of
from avow.policy.many.pools import Numbers, key_of, packed
from avow.policy.many.totals import Counted, Pool, day_number
from avow.policy.many.writing import Value, Writer
from avow.policy.pack import Clause, Pack, Rule

__all__ = ["Column", "Judge", "Plan"]

ALWAYS = ("person", "party_group", "other_side", "party", "country")


class Plan(Counting):
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
