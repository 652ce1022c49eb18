"""Records of a file as the typed table that is judged, with what was refused, taken for granted, or left unknown."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import duckdb

from avow.policy.many.reading import currencies
from avow.policy.many.reading.cells import Cell, cell, day
from avow.policy.many.reading.mapping import CURRENCY, DAY, PERSON, Mapped, mapped
from avow.policy.many.reading.problems import BadMapping
from avow.policy.many.reading.source import Heard, Source, literal, quoted
from avow.policy.many.reading.sources import open_source
from avow.policy.many.reading.tables import Check, Column, Table, make, refused, text_of
from avow.policy.pack import Pack
from avow.policy.rates import Rates
from avow.policy.values import plain

EARLIEST = date(2000, 1, 1)


class HasConnection(Protocol):
    """Whatever judges many: its connection is where the table is made."""

    connection: duckdb.DuckDBPyConnection


@dataclass(frozen=True)
class Records:
    """`table` is typed and ready to be judged; `read` = `count` judged + `refused_rows`, always.

    `columns` by fact: the heading it was read from. `constants` by fact: the one value given for all rows. `unasked` by
    fact: what the pack takes for facts nobody was asked for. `unknown`: facts that rules read and no column has.
    `unconverted`: by currency, rows whose amounts are unknown for want of a rate.
    """

    connection: duckdb.DuckDBPyConnection
    table: str
    made: Table
    count: int
    refused_rows: int
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    unasked: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    unconverted: Mapping[str, int] = field(default_factory=dict)

    @property
    def read(self) -> int:
        return self.made.read

    def refused(self) -> duckdb.DuckDBPyRelation:
        """Every problem of every unusable row: row, line, column, value, reason; in the order of the file."""
        return self.connection.sql(refused(self.made))

    def reasons(self) -> list[tuple[str, str, int]]:
        """(column, reason, rows), the most frequent first."""
        rows = self.connection.execute(
            f'SELECT "column", reason, count(*) FROM ({refused(self.made)}) GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2'
        ).fetchall()
        return [(str(column), str(reason), int(count)) for column, reason, count in rows]


def read_records(
    judging: HasConnection,
    path: Path,
    pack: Pack,
    *,
    latest: date,
    kind: str | None = None,
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    earliest: date = EARLIEST,
    dates: str = "iso",
    required: Collection[str] = (),
    rates: Rates | None = None,
    format: str | None = None,
    comma: bool = False,
    heard: Heard = lambda count: None,
    opened: Heard = lambda size: None,
) -> Records:
    """Read a file for judging. Usable days are `earliest` to `latest`, both included.

    `mapping` is column by fact, `constants` value by fact, `required` the facts without which a row is refused, `dates`
    how days are written ("iso", "dmy" or "mdy"), `comma` whether numbers of the file have a decimal comma. `heard` is
    told the progress, of the size that `opened` is told. Raises BadFile and BadMapping, with a sentence for the person
    who asked.
    """
    connection = judging.connection
    source = open_source(path, connection, format)
    opened(source.size)
    given = {**(constants or {}), **({"kind": kind} if kind is not None else {})}
    wishes = mapped(pack, str(path), source.columns, mapping or {}, given)
    reader = _Reader(pack, source, wishes, dates, earliest, latest, required, rates, comma)
    columns = reader.columns()
    _check_constants(connection, columns)
    unasked = {
        name: str(plain(fact.unasked)).lower() if isinstance(fact.unasked, bool) else str(plain(fact.unasked))
        for name, fact in pack.facts.items()
        if fact.unasked is not None and not wishes.has(name)
    }
    columns += [reader.column(name, None, value) for name, value in unasked.items()]
    table = make(connection, source, str(path), columns, heard)
    unconverted: dict[str, int] = {}
    if wishes.has(CURRENCY):
        table, unconverted = currencies.convert(connection, table, reader.money, pack.currency, reader.rates)
    view = f"records_of_{table.name}"
    connection.execute(
        f"CREATE VIEW {view} AS SELECT * EXCLUDE (line, problems{', currency' if wishes.has(CURRENCY) else ''}) "
        f"FROM {table.name} WHERE problems IS NULL"
    )
    count, bad = connection.execute(
        f"SELECT count(*) FILTER (problems IS NULL), count(*) FILTER (problems IS NOT NULL) FROM {table.name}"
    ).fetchall()[0]
    kinds = [str(one) for (one,) in connection.execute(f"SELECT DISTINCT kind FROM {view}").fetchall()]
    read = facts_read(pack, kinds)
    return Records(
        connection,
        view,
        table,
        int(count),
        int(bad),
        {name: source.columns[place] for name, place in wishes.columns.items()},
        wishes.constants,
        {name: value for name, value in unasked.items() if name in read},
        tuple(name for name in pack.facts if name in read and not wishes.has(name) and name not in unasked),
        unconverted,
    )


def facts_read(pack: Pack, kinds: Collection[str]) -> set[str]:
    """The facts that rules and totals read of records of these kinds."""
    found: set[str] = set()
    for kind in kinds:
        for clause, rules in pack.rules_for(kind):
            for rule in rules:
                found.update(clause.reads(rule))
    return found


class _Reader:
    """How each column of the file becomes one of the table."""

    def __init__(
        self,
        pack: Pack,
        source: Source,
        wishes: Mapped,
        dates: str,
        earliest: date,
        latest: date,
        required: Collection[str],
        rates: Rates | None,
        comma: bool = False,
    ) -> None:
        if comma and not hasattr(source, "delimiter"):
            raise BadMapping("--decimal comma is for CSV. Numbers of other files have a point before their decimals.")
        self.comma = comma
        self.pack, self.source, self.wishes, self.dates = pack, source, wishes, dates
        self.earliest, self.latest, self.required = earliest, latest, required
        self.rates = rates or (Rates.bundled() if wishes.has(CURRENCY) else Rates((), ""))
        names = (*wishes.columns, *wishes.constants)
        self.money = [name for name in names if name in pack.facts and pack.facts[name].type == "money"]
        missing = [name for name in required if not wishes.has(name)]
        if missing:
            raise BadMapping(f"--require {missing[0]}: no column says {missing[0]}. Name it with --map {missing[0]}=….")

    def columns(self) -> list[Column]:
        """In the order of the file, so that the problems of a row are too."""
        placed = sorted(self.wishes.columns.items(), key=lambda one: one[1])
        mapped = [self.column(name, place, None) for name, place in placed]
        return mapped + [self.column(name, None, value) for name, value in self.wishes.constants.items()]

    def column(self, name: str, place: int | None, constant: str | None) -> Column:
        given = self.source.kind(place) if place is not None else "text"
        text, value = text_of(name), quoted(name)
        checks = []
        if name in (DAY, PERSON, "kind", *self.required):
            checks.append(Check(f"{text} IS NULL", "'is missing'"))
        if name == CURRENCY:
            made = currencies.cell(text, self.rates, self.pack.currency)
        elif name == DAY:
            made = day(text, given, self.dates)
            checks.append(Check(f"{value} < DATE '{self.earliest}'", f"'is before {self.earliest}'"))
            checks.append(Check(f"{value} > DATE '{self.latest}'", f"'is after {self.latest}'"))
        else:
            made = cell(self.pack.facts.get(name), text, given, self.dates, self.comma and place is not None)
        if name == "kind":
            made = _known_kind(text, self.pack)
        if name in self.pack.added_up:
            checks.append(Check(f"{value} < 0", "'is negative, and totals add up what is not'"))
        return Column(name, made, place, constant, tuple(checks))


def _known_kind(text: str, pack: Pack) -> Cell:
    kinds = ", ".join(literal(kind) for kind in pack.kinds)
    words = literal("is none of the kinds of this policy: " + ", ".join(pack.kinds))
    return Cell(f"CASE WHEN {text} IN ({kinds}) THEN {text} END", words)


def _check_constants(connection: duckdb.DuckDBPyConnection, columns: list[Column]) -> None:
    """A value for all rows is read as a cell would be, before the file is."""
    for column in columns:
        if column.constant is None:
            continue
        tries = [Check(f"{quoted(column.name)} IS NULL", column.cell.reason), *column.checks]
        whens = " ".join(f"WHEN {check.when} THEN {check.reason}" for check in tries)
        (reason,) = connection.execute(
            f"SELECT CASE {whens} END FROM (SELECT *, {column.cell.value} AS {quoted(column.name)} "
            f"FROM (SELECT {literal(column.constant.strip())} AS {column.text}))"
        ).fetchall()[0]
        if reason is not None:
            raise BadMapping(f"{column.name} is given as {column.constant[:80]!r} for all rows, which {reason}.")
