"""Groups that change: the group of the judged day counts for every record in the window, also the earlier ones.

Where a party was in one group all along, plain windows are right. Only the pools that a party ever entered or left are
counted by joining each judged record with the records that belong to its pool on its day.
"""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from avow.policy.many.engine import quoted
from avow.policy.many.names import Columns, Place
from avow.policy.many.plan import Column, Plan

BEGINNING, END = "DATE '0001-01-01'", "DATE '9999-12-31'"
COLUMNS = ("party", "party_group", "since", "until")


def memberships(source: str) -> str:
    """Memberships with an open beginning and end made days; `until` is the first day that they no longer hold."""
    return (
        f'SELECT "party", "party_group", coalesce(CAST("since" AS DATE), {BEGINNING}) AS "since", '
        f'coalesce(CAST("until" AS DATE), {END}) AS "until" FROM {source} WHERE "party" IS NOT NULL'
    )


def overlapping(members: str) -> str:
    """Parties that are in two groups on one day."""
    before = 'lag("until") OVER (PARTITION BY "party" ORDER BY "since") AS "before"'
    return f'SELECT "party" FROM (SELECT "party", "since", {before} FROM {members}) m WHERE "before" > "since" LIMIT 1'


def on_the_day(members: str) -> str:
    """The membership of a record's own day, to be joined to the records `r`."""
    return f'LEFT JOIN {members} m ON m."party" = r."party" AND r."on" >= m."since" AND r."on" < m."until"'


def changed(rows: str, members: str) -> str:
    """Parties that were not in one and the same group from the day of their first record to the last day of all."""
    seen = f'SELECT "party", min("on") AS "lo", (SELECT max("on") FROM {rows}) AS "hi" FROM {rows} GROUP BY "party"'
    held = (
        f'SELECT s."party", m."party_group", s."lo", s."hi", greatest(m."since", s."lo") AS "a", '
        f'least(m."until", s."hi" + 1) AS "b" FROM ({seen}) s JOIN {members} m ON m."party" = s."party" '
        'WHERE m."since" <= s."hi" AND m."until" > s."lo"'
    )
    return (
        f'SELECT "party" FROM ({held}) h GROUP BY "party", "lo", "hi" '
        'HAVING count(DISTINCT coalesce("party_group", \'\')) > 1 OR sum("b" - "a") < "hi" - "lo" + 1'
    )


def spells(members: str, parties: str) -> str:
    """For each of these parties, every day from beginning to end: in which group it was, NULL for the record's own."""
    mine = f'SELECT m.* FROM {members} m JOIN {parties} c ON c."party" = m."party"'
    after = (
        'SELECT "party", CAST(NULL AS VARCHAR) AS "party_group", "until" AS "since", '
        f'lead("since", 1, {END}) OVER (PARTITION BY "party" ORDER BY "since") AS "until" FROM ({mine}) a'
    )
    before = (
        f'SELECT "party", CAST(NULL AS VARCHAR) AS "party_group", {BEGINNING} AS "since", min("since") AS "until" '
        f'FROM ({mine}) b GROUP BY "party"'
    )
    every = f"{mine} UNION ALL SELECT * FROM ({after}) x UNION ALL SELECT * FROM ({before}) y"
    return f'SELECT "party", "party_group", "since", "until" FROM ({every}) z WHERE "since" < "until"'


def at_each_time(plan: Plan, rows: str, spells_: str) -> str:
    """The records of parties that changed, once for each time: in the group that their party then was in."""
    chosen = [f"r.{quoted(name)}" for name in ("row", "on", "_o", "_k", *plan.kept) if name != "party_group"]
    group = 'coalesce(s."party_group", r."_own_group") AS "party_group"'
    return (
        f'SELECT {", ".join(chosen)}, {group}, s."since" AS "_since", s."until" AS "_until" '
        f'FROM {rows} r JOIN {spells_} s ON s."party" = r."party"'
    )


def members_of(plan: Plan, pool: int, pooled: str, times: str) -> str:
    """Who belongs to the pools that changed, and when: records of parties that did, and of those that never did."""
    keys = [quoted(name) for name in plan.pool_columns[pool]]
    same = " AND ".join(f"p.{key} = t.{key}" for key in keys)
    chosen = ", ".join(keys)
    touched = f"SELECT DISTINCT {chosen} FROM {times}"
    still = (
        f'SELECT p."row", {", ".join(f"p.{key}" for key in keys)}, {BEGINNING} AS "_since", {END} AS "_until" '
        f'FROM {pooled} p JOIN ({touched}) t ON {same} WHERE p."row" NOT IN (SELECT "row" FROM {times})'
    )
    return f'SELECT "row", {chosen}, "_since", "_until" FROM {times} UNION ALL {still}'


def marked(plan: Plan, pools: list[int], pooled: str, times: str) -> str:
    """The pooled rows with `_c…`: whether their pool is one that changed."""
    chosen, joins = ["p.*"], []
    for pool in pools:
        keys = [quoted(name) for name in plan.pool_columns[pool]]
        same = " AND ".join(f"p.{key} = t{pool}.{key}" for key in keys)
        joins.append(f"LEFT JOIN (SELECT DISTINCT {', '.join(keys)} FROM {times}) t{pool} ON {same}")
        chosen.append(f'(t{pool}.{keys[0]} IS NOT NULL) AS "_c{pool}"')
    return f"SELECT {', '.join(chosen)} FROM {pooled} p {' '.join(joins)}"


def joined(plan: Plan, column: Column, members: str, table: str) -> str:
    """The records `r` of `table` that a judged record `j` of a changed pool counts, itself among them."""
    same = " AND ".join(f"m.{quoted(name)} = j.{quoted(name)}" for name in plan.pool_columns[column.pool])
    return (
        f'JOIN {members} m ON {same} AND j."on" >= m."_since" AND j."on" < m."_until" '
        f'JOIN {table} r ON r."row" = m."row" AND {column.counted.frame.holds("r", "j")}'
    )


def counted(plan: Plan, column: Column, members: str, table: str) -> str:
    """A total of the records in changed pools, by joining."""
    r, j = (Columns(plan.pack.facts, plan.kept, at) for at in ("r", "j"))
    names = Place(column.counted.clause, r, None, j)
    added = column.counted.added(r, 'r."_k"', plan.codes, plan.engine.widens, names)
    return (
        f'SELECT j."row", sum({added.known}) AS "known", count(CASE WHEN {added.uncertain} THEN 1 END) AS "uncertain" '
        f'FROM {table} j {joined(plan, column, members, table)} WHERE j."_c{column.pool}" GROUP BY j."row"'
    )
