"""The questions of many records: asked once for each sort of record that a rule cannot tell apart, then joined back.

`asking.missing` says what is asked, of one record of each sort. The days of earlier records are each record's own, and
are found in SQL. Where a rule reads a fact that its totals also pool by, and that is unknown, other records would count
if it were known: those records are asked one by one.
"""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa

from avow.policy.asking import Missing, missing, question
from avow.policy.kleene import Operand, Sum
from avow.policy.many import groups
from avow.policy.many.engine import quoted, text
from avow.policy.many.likeness import likeness, own_of
from avow.policy.many.names import Columns, Place
from avow.policy.many.plan import Judge, Plan
from avow.policy.many.pools import packed
from avow.policy.situation import Situation
from avow.policy.totals import Figures, History, Row, Total
from avow.policy.values import Type, shown

A_DAY = date(1234, 5, 6)  # stands in a sentence for the days of each record
CITED = "\x00"

ITEMS = pa.schema(
    {
        "rule": pa.int64(),
        "first": pa.int64(),
        "fact": pa.int64(),
        "words": pa.int64(),
        "earlier": pa.bool_(),
        "days": pa.list_(pa.date32()),
        "said": pa.string(),
    }
)
WORDS = pa.schema([("words", pa.int64()), *((name, pa.string()) for name in ("fact", "source", "a", "b", "c"))])


@dataclass
class Asked:
    """Makes the questions of one judging, in tables of the connection.

    Facts and sentences are numbers until the end, so that millions of questions take little room.
    """

    connection: duckdb.DuckDBPyConnection
    plan: Plan
    table: str
    name: str
    facts: dict[str, int] = field(default_factory=dict)
    words: dict[tuple[str | None, ...], int] = field(
        default_factory=dict
    )  # fact, source, and the parts of the sentence

    def relation(self) -> duckdb.DuckDBPyRelation:
        """row, person, counterparty, on, clause (all that ask, in the pack's order), fact, source, says, rows."""
        items: list[dict[str, object]] = []
        likes = []
        for judge in self.plan.judges:
            ((unknown,),) = self.connection.execute(
                f"SELECT count(*) FROM {self.table} WHERE {judge.column} IS NULL"
            ).fetchall()
            if unknown:
                likes.append(self._sorts(judge))
                items += self._items(judge)
        self._put(items, likes)
        return self.connection.sql(self._questions())

    def _put(self, items: list[dict[str, object]], likes: list[str]) -> None:
        """Make the tables that the questions are read from."""
        self._give("items", pa.Table.from_pylist(items, ITEMS))
        said = [dict(zip(WORDS.names, (number, *parts), strict=True)) for parts, number in self.words.items()]
        self._give("words", pa.Table.from_pylist(said, WORDS))
        self._make("asked", self._asked(likes))
        self._make("earlier", self._earlier([judge for judge in self.plan.judges if self._has_earlier(items, judge)]))

    def _give(self, what: str, rows: pa.Table) -> None:
        given = f"{self.name}_given"
        self.connection.register(given, rows)
        self._make(what, f"SELECT * FROM {quoted(given)}")
        self.connection.unregister(given)

    def _table(self, what: str) -> str:
        return quoted(f"{self.name}_{what}")

    def _make(self, what: str, select: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {self._table(what)} AS {select}")

    # ------------------------------------------------------------ what is asked of each sort

    def _sorts(self, judge: Judge) -> str:
        """Each record in which the rule is unknown, with the first of its sort; the SQL that reads them."""
        like = likeness(self.plan, judge)
        columns = [*packed(like.codes, '"row"'), *like.exact]
        alone = self._pools_unknown(judge)
        if alone:
            columns.append(f'CASE WHEN {alone} THEN "row" ELSE 0 END')
        named = [f"l{i}" for i in range(len(columns))]
        chosen = ", ".join(f"{sql} AS {name}" for sql, name in zip(columns, named, strict=True))
        rows = f'SELECT "row", {chosen} FROM {self.table} WHERE {judge.column} IS NULL'
        what = f"like_{judge.number}"
        self._make(what, f'SELECT "row", min("row") OVER (PARTITION BY {", ".join(named)}) AS "first" FROM ({rows}) l')
        return f'SELECT "row", "first", {judge.number} AS "rule" FROM {self._table(what)}'

    def _pools_unknown(self, judge: Judge) -> str:
        """SQL of whether a fact is unknown that the rule reads and a total of the clause pools by."""
        names = self._pooled_by(judge)
        return " OR ".join(f"{self.plan.columns.fact(name).sql} IS NULL" for name in names)

    def _pooled_by(self, judge: Judge) -> list[str]:
        totals = judge.clause.totals_of(judge.rule)
        if not totals:
            return []
        read = {*judge.rule.when.names, *(name for total in totals for name in total.reads())}
        keys = {name for total in judge.clause.totals.values() for name in total.keys}
        return sorted(name for name in read & keys if name != "kind" and name in self.plan.pack.facts)

    def _items(self, judge: Judge) -> Iterable[dict[str, object]]:
        """What is missing in the first record of each sort."""
        for first, at in self._situations(judge):
            for one in missing(judge.rule.when, at, self.plan.pack.facts):
                alone = not isinstance(at.history, _Uncertain)
                asked = Missing(one.fact, (A_DAY,)) if one.rows else Missing(one.fact)
                made = question(asked, (CITED,), self.plan.pack.facts, A_DAY)
                a, _, rest = made.says.partition(CITED)
                b, _, c = rest.partition("6 May 1234")
                parts = (one.fact, made.source, a, b, c if "6 May 1234" in rest else None)
                yield {
                    "rule": judge.number,
                    "first": first,
                    "fact": self._number(one.fact),
                    "words": self.words.setdefault(parts, len(self.words)),
                    "earlier": bool(one.rows),
                    "days": list(one.rows) if alone and one.rows else None,
                    "said": ", ".join(shown(Type("date"), day) for day in one.rows) if alone and one.rows else None,
                }

    def _number(self, fact: str) -> int:
        return self.facts.setdefault(fact, len(self.facts))

    def _situations(self, judge: Judge) -> Iterable[tuple[int, Situation]]:
        clause, totals = judge.clause, judge.clause.totals_of(judge.rule)
        names = list(
            dict.fromkeys([*self.plan.read_by(clause), *(("country",) if "country" in self.plan.kept else ())])
        )
        names = [name for name in names if name in self.plan.kept]
        place = self.plan.place(clause)
        chosen = ['t."row"', 't."on"', 't."_k"', 't."person"', *(f"t.{quoted(name)}" for name in names)]
        for total in totals:
            own, value = own_of(self.plan, clause.number, total.name), place(total.name)
            chosen.append(f"{value.sql} - {own.known}")
            uncertain = f"(CASE WHEN {own.uncertain} THEN 1 ELSE 0 END)"
            chosen.append("0" if value.uncertain == "0" else f"{value.uncertain} - {uncertain}")
        first = f'SELECT DISTINCT "first" FROM {self._table(f"like_{judge.number}")}'
        rows = self.connection.execute(
            f'SELECT {", ".join(chosen)} FROM {self.table} t WHERE t."row" IN ({first})'
        ).fetchall()
        kinds = {code: kind for kind, code in self.plan.codes.items()}
        pooled_by = self._pooled_by(judge)
        histories = self._histories([row for row in rows], names, pooled_by, kinds) if pooled_by else {}
        for number, on, kind, person, *rest in rows:
            facts: dict[str, Operand] = {"kind": kinds[kind], "person": person}
            facts |= dict(zip(names, rest, strict=False))
            sums = rest[len(names) :]
            before = {total.name: Sum(Decimal(sums[2 * i]), int(sums[2 * i + 1])) for i, total in enumerate(totals)}
            country = facts.get("country")
            where = country if isinstance(country, str) else None
            figures = {name: figure.on(on, where) for name, figure in clause.figures.items()}
            history = histories.get(number) or _Uncertain(on)
            yield number, Situation(clause, facts, on, figures, before, history)

    def _histories(
        self, rows: list[tuple[object, ...]], names: list[str], pooled_by: list[str], kinds: Mapping[int, str]
    ) -> dict[object, History]:
        """All other records of the person, for records that are asked one by one."""
        at = {name: 4 + i for i, name in enumerate(names)}
        alone = [row for row in rows if any(name not in at or row[at[name]] is None for name in pooled_by)]
        people = sorted({str(row[3]) for row in alone})
        if not people:
            return {}
        given = f"{self.name}_people"
        self.connection.register(given, pa.table({"person": pa.array(people, pa.string())}))
        chosen = ", ".join(['"row"', '"on"', '"_k"', '"person"', *(quoted(name) for name in names)])
        others = self.connection.execute(
            f'SELECT {chosen} FROM {self.table} WHERE "person" IN (SELECT "person" FROM {quoted(given)}) ORDER BY "row"'
        ).fetchall()
        self.connection.unregister(given)
        by_person: dict[str, list[dict[str, object]]] = {}
        for number, on, kind, person, *rest in others:
            record = {
                "id": number,
                "on": on,
                "kind": kinds[kind],
                "person": person,
                **dict(zip(names, rest, strict=True)),
            }
            by_person.setdefault(str(person), []).append(record)
        return {row[0]: History(record for record in by_person[str(row[3])] if record["id"] != row[0]) for row in alone}

    # ------------------------------------------------------------ joined back

    @staticmethod
    def _has_earlier(items: list[dict[str, object]], judge: Judge) -> bool:
        return any(item["rule"] == judge.number and item["earlier"] and item["days"] is None for item in items)

    def _asked(self, likes: list[str]) -> str:
        """Every record with everything that a rule asks of it."""
        items = self._table("items")
        if not likes:
            nothing = 'CAST(NULL AS BIGINT) AS "row", 0 AS "place"'
            return f"SELECT {nothing}, i.* FROM {items} i WHERE FALSE"
        places = {number: place for place, number in enumerate(self.plan.pack.clauses)}
        cited = ", ".join(f"({judge.number}, {places[judge.clause.number]})" for judge in self.plan.judges)
        return (
            f'SELECT l."row", v."place", i.* FROM ({" UNION ALL ".join(likes)}) l '
            f'JOIN {items} i ON i."rule" = l."rule" AND i."first" = l."first" '
            f'JOIN (VALUES {cited}) v("rule", "place") ON v."rule" = l."rule"'
        )

    def _earlier(self, judges: list[Judge]) -> str:
        """The days of earlier records, by record, rule and fact, in the order in which they are named."""
        parts = [
            days
            for judge in judges
            for place, total in enumerate(judge.clause.totals_of(judge.rule))
            for days in self._days(judge, total, place)
        ]
        nothing = (
            'SELECT CAST(0 AS BIGINT) AS "row", 0 AS "rule", 0 AS "fact", '
            'DATE \'2000-01-01\' AS "day", 0 AS "place" WHERE FALSE'
        )
        each = (
            f'SELECT "row", "rule", "fact", "day", min("place") AS "place" '
            f'FROM ({" UNION ALL ".join([nothing, *parts])}) d GROUP BY "row", "rule", "fact", "day"'
        )
        return (
            f'SELECT "row", "rule", "fact", {self.plan.engine.listed("day", ("place", "day"))} AS "days", '
            f'{self.plan.engine.joined(self.plan.engine.day_in_words(quoted("day")), ("place", "day"))} AS "said" '
            f'FROM ({each}) e GROUP BY "row", "rule", "fact"'
        )

    def _days(self, judge: Judge, total: Total, place: int) -> list[str]:
        """Earlier records in the window that are uncertain, with each fact that is missing in them."""
        column = self.plan.total_of[judge.clause.number, total.name]
        r, j = (Columns(self.plan.pack.facts, self.plan.kept, at) for at in ("r", "j"))
        names = Place(judge.clause, r, None, j)
        added = column.counted.added(r, 'r."_k"', self.plan.codes, self.plan.engine.widens, names)
        asked = (
            f'SELECT DISTINCT "row" FROM {self._table("asked")} '
            f'WHERE "rule" = {judge.number} AND "earlier" AND "days" IS NULL'
        )
        joins = [f"JOIN {self.table} r ON {self.plan.together(column, 'r', 'j')}"]
        counts = f'r."row" <> j."row" AND {added.uncertain}'
        if column.pool in self.plan.changed:
            joins[0] += f' AND NOT j."_c{column.pool}"'
            joins.append(groups.joined(self.plan, column, self.plan.changed[column.pool], self.table))
            joins[1] += f' AND j."_c{column.pool}"'
        return [
            f'SELECT j."row", {judge.number} AS "rule", {self._number(fact)} AS "fact", r."on" AS "day", '
            f'{place} AS "place" '
            f'FROM ({asked}) a JOIN {self.table} j ON j."row" = a."row" {join} '
            f"WHERE {counts} AND {r.fact(fact).sql} IS NULL"
            for fact in total.reads()
            if fact != "kind"
            for join in joins
        ]

    def _questions(self) -> str:
        """Questions that differ in nothing but the clause are one, which cites them all."""
        engine = self.plan.engine
        asked = (
            'SELECT DISTINCT a."row", a."place", a."words", '
            'coalesce(a."days", e."days") AS "days", coalesce(a."said", e."said") AS "said" '
            f"FROM {self._table('asked')} a LEFT JOIN {self._table('earlier')} e "
            'ON a."earlier" AND e."row" = a."row" AND e."rule" = a."rule" AND e."fact" = a."fact" '
            'WHERE NOT a."earlier" OR a."days" IS NOT NULL OR e."days" IS NOT NULL'
        )
        clauses = ", ".join(f"({place}, {text(number)})" for place, number in enumerate(self.plan.pack.clauses))
        same = 'q."row", q."words", q."days", q."said"'
        grouped = (
            f'SELECT {same}, {engine.joined(quoted("clause"), ("place",))} AS "clause" FROM (SELECT a.*, v."clause" '
            f'FROM ({asked}) a JOIN (VALUES {clauses}) v("place", "clause") ON v."place" = a."place") q GROUP BY {same}'
        )
        says = (
            'w."a" || g."clause" || w."b" || CASE WHEN w."c" IS NULL THEN \'\' ELSE '
            f'coalesce(g."said", {engine.day_in_words(quoted("on"))}) || w."c" END'
        )
        return (
            f'SELECT g."row", j."person", {self.plan.counterparty("j")} AS "counterparty", j."on", g."clause", '
            f'w."fact", w."source", {says} AS "says", coalesce(g."days", CAST([] AS DATE[])) AS "rows" '
            f'FROM ({grouped}) g JOIN {self._table("words")} w ON w."words" = g."words" '
            f'JOIN {self.table} j ON j."row" = g."row"'
        )


class _Uncertain(History):
    """Stands for earlier records of which some are uncertain: which, is found in SQL."""

    def __init__(self, on: date) -> None:
        super().__init__()
        self.on = on

    def rows_in(self, total: Total, current: Row, on: date, figures: Figures = {}) -> list[Row]:  # noqa: B006  # read only
        """A row for each kind that counts, of which nothing is known."""
        return [{"on": self.on, "kind": kind} for kind in sorted(total.kinds)]
