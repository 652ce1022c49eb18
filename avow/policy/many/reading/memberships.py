"""A file that says which party belonged to which group, from when until when."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from pathlib import Path

import duckdb

from avow.policy.many.reading.cells import cell, day
from avow.policy.many.reading.mapping import called
from avow.policy.many.reading.problems import BadFile, BadMapping
from avow.policy.many.reading.source import Heard, quoted
from avow.policy.many.reading.sources import open_source
from avow.policy.many.reading.tables import Check, Column, make, refused, text_of

GROUP = "party_group"


def read_memberships(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    dates: str = "iso",
    heard: Heard = lambda count: None,
) -> str:
    """The name of the table made of it. Every row must be right, since a missing one changes what is found.

    Columns: party, party_group or group, since (absent or blank: always), and until (the first day it is no longer so;
    absent or blank: still). Raises BadFile with the first things that are wrong, BadMapping where a column is missing.
    """
    source = open_source(path, connection)
    names = [called(name) for name in source.columns]
    if GROUP not in names:
        names = [GROUP if name == "group" else name for name in names]
    columns = []
    for name in ("party", GROUP, "since", "until"):
        if names.count(name) > 1 or (name not in ("since", "until") and name not in names):
            found = ", ".join(repr(one) for one in source.columns)
            raise BadMapping(
                f"{path} has no one column {name}. It needs party and group, and may have since and until; has {found}."
            )
        place = names.index(name) if name in names else None
        text, value = text_of(name), quoted(name)
        given = source.kind(place) if place is not None else "text"
        made = day(text, given, dates) if name in ("since", "until") else cell(None, text, given, dates)
        checks = [] if name in ("since", "until") else [Check(f"{text} IS NULL", "'is missing'")]
        if name == "until":
            checks.append(Check(f"{value} <= {quoted('since')}", "'is not after since'"))
        columns.append(Column(name, made, place, None if place is not None else "", tuple(checks)))
    table = make(connection, source, str(path), columns, heard)
    wrong = connection.execute(refused(table) + " LIMIT 5").fetchall()
    if wrong:
        said = "; ".join(
            f"{f'line {line}' if line else f'row {row}'}, {column or 'the row'} {reason}"
            for row, line, column, _, reason in wrong
        )
        raise BadFile(f"{path} cannot be used as long as rows of it are wrong: {said}.")
    twice = connection.execute(
        f"""SELECT party, "row" FROM (SELECT party, "row", since, lag(coalesce(until, DATE '9999-12-31'))
            OVER (PARTITION BY party ORDER BY since NULLS FIRST, "row") AS before FROM {table.name})
            WHERE before > coalesce(since, DATE '0001-01-01') ORDER BY "row" LIMIT 1"""
    ).fetchall()
    if twice:
        party, row = twice[0]
        raise BadFile(f"{path}: {party} is in two groups at once, the second of them in row {row:,}.")
    return table.name
