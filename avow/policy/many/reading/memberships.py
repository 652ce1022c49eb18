"""A file that says which party belonged to which group, from when until when."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from pathlib import Path

import duckdb

from avow.policy.many.reading.cells import cell, day
from avow.policy.many.reading.problems import BadFile, BadMapping
from avow.policy.many.reading.source import Heard, quoted
from avow.policy.many.reading.sources import open_source
from avow.policy.many.reading.tables import Check, Column, make, refused, text_of


def read_memberships(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    dates: str = "iso",
    heard: Heard = lambda count: None,
) -> str:
    """The name of the table made of it. Every row must be right, since a missing one changes what is found.

    Columns: party, party_group, since, and, where it has ended, until (the first day it is no longer so). Raises
    BadFile with the first things that are wrong, BadMapping where a column is missing.
    """
    source = open_source(path, connection)
    names = [name.casefold() for name in source.columns]
    columns = []
    for name in ("party", "party_group", "since", "until"):
        if names.count(name) != 1 and (name != "until" or names.count(name) > 1):
            found = ", ".join(repr(one) for one in source.columns)
            raise BadMapping(
                f"{path} has no one column {name}. It needs party, party_group, since, until; has {found}."
            )
        place = names.index(name) if name in names else None
        text, value = text_of(name), quoted(name)
        given = source.kind(place) if place is not None else "text"
        made = day(text, given, dates) if name in ("since", "until") else cell(None, text, given, dates)
        checks = [] if name == "until" else [Check(f"{text} IS NULL", "'is missing'")]
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
            OVER (PARTITION BY party ORDER BY since, "row") AS before FROM {table.name})
            WHERE before > since ORDER BY "row" LIMIT 1"""
    ).fetchone()
    if twice:
        raise BadFile(f"{path}: {twice[0]} is in two groups at once, the second of them in row {twice[1]:,}.")
    return table.name
