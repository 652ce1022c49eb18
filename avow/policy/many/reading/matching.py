"""Parties of the groups and parties of the records: which are the same, and which occur in no record."""

# ruff: noqa: S608  # every name in the SQL is ours

from __future__ import annotations

from collections import defaultdict

import duckdb
import pyarrow as pa

from avow.policy.many.parties import plainly


def matched(connection: duckdb.DuckDBPyConnection, records: str, groups: str) -> tuple[str, list[str]]:
    """The table of groups with parties as the records write them, and the parties that occur in no record.

    A party that is written alike in both is the same. Another one of the records is that of the groups whose name
    differs only in capitals, accents and punctuation, as in totals.
    """
    held = _parties(connection, groups)
    plain = defaultdict(list)
    for name in held:
        if plainly(name):
            plain[plainly(name)].append(name)
    known = set(held)
    pairs = [
        (name, party)
        for party in _parties(connection, records)
        for name in ([party] if party in known else plain.get(plainly(party), ()))
    ]
    table, beside = f"{groups}_matched", f"{groups}_names"
    texts = [pa.array([pair[i] for pair in pairs], pa.string()) for i in (0, 1)]
    connection.register(beside, pa.table({"held": texts[0], "written": texts[1]}))
    connection.execute(
        f"CREATE TABLE {table} AS SELECT DISTINCT n.written AS party, g.party_group, g.since, g.until "
        f"FROM {groups} g JOIN {beside} n ON n.held = g.party"
    )
    connection.unregister(beside)
    return table, sorted(known - {name for name, _ in pairs})


def _parties(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(f"SELECT DISTINCT party FROM {table} WHERE party IS NOT NULL").fetchall()
    return sorted(str(name) for (name,) in rows)
