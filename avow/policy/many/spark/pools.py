"""Which rows a total adds up together, on Spark: by the keys as they are, since there they need no numbering.

Only the names of parties that are typed come here, each distinct one once, to be made equal; they are joined back.
"""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from collections.abc import Iterable

from avow.policy.many.engine import quoted
from avow.policy.many.names import Columns
from avow.policy.many.parties import plainly
from avow.policy.many.plan import Plan
from avow.policy.many.totals import Pool

ALIKE = {"group": "_typed", "as_written": "_written"}
"""By what makes a party: the table of names, each with the one it is taken for."""


def equal_names(names: Iterable[str], same_party: str) -> list[tuple[str, str]]:
    """Each name with the one that it is taken for. Names that are none are left out."""
    found = ((name, name.strip() if same_party == "as_written" else plainly(name)) for name in names)
    return [(name, plain) for name, plain in found if plain]


def parties(plan: Plan) -> list[str]:
    """What makes a party, in the totals of a plan: "group", "as_written", both or neither."""
    return sorted({pool.same_party for pool in plan.pools if pool.by_party})


def typed(plan: Plan, tables: list[str], same_party: str) -> str | None:
    """SQL of the distinct typed names of parties, or None where these records have no such column."""
    if "other_side" not in plan.kept:
        return None
    where = "\"other_side\" <> ''"
    if same_party == "group" and "party_group" in plan.kept:
        where += " AND coalesce(\"party_group\", '') = ''"
    parts = [f'SELECT "other_side" AS "name" FROM {table} WHERE {where}' for table in tables]
    return f'SELECT DISTINCT "name" FROM ({" UNION ALL ".join(parts)}) n'


def pooled(plan: Plan, rows: str, names: dict[str, str]) -> str:
    """The rows with the keys that they are pooled by. `names` are the tables of typed names, by what makes a party.

    The last key is 0, or the row's own number where it lacks one of the others: then it pools with nothing.
    """
    kept = Columns(plan.pack.facts, plan.kept, "b")
    chosen, joins = ["b.*"], []
    for same_party, table in names.items():
        alias = ALIKE[same_party]
        joins.append(f'LEFT JOIN {table} AS {alias} ON {alias}."name" = b."other_side"')
    for number, pool in enumerate(plan.pools):
        keys = [_key(plan, name, pool, kept, names) for name in pool.over]
        alone = " OR ".join(f"({key}) IS NULL" for key in keys)
        keys.append(f'CASE WHEN {alone} THEN b."row" ELSE 0 END')
        plan.pool_columns[number] = [f"_p{number}_{i}" for i in range(len(keys))]
        chosen += [f'{sql} AS "_p{number}_{i}"' for i, sql in enumerate(keys)]
    return f"SELECT {', '.join(chosen)} FROM {rows} b {' '.join(joins)}"


def _key(plan: Plan, name: str, pool: Pool, kept: Columns, names: dict[str, str]) -> str:
    if name == "kind":
        return 'b."_k"'
    if name != "party_group":
        return kept.fact(name).sql if name != "person" else f"b.{quoted(name)}"
    typed_ = f"'t' || {ALIKE[pool.same_party]}.\"plain\"" if pool.same_party in names else "CAST(NULL AS VARCHAR)"
    if pool.same_party == "as_written" or "party_group" not in plan.kept:
        return typed_
    return f"coalesce('g' || nullif(b.\"party_group\", ''), {typed_})"
