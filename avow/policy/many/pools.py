"""Which rows a total adds up together, as whole numbers to sort by: person, party, kind and facts packed into one.

A row that lacks part of its key pools with nothing: it has a number of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from avow.policy.many.engine import quoted, text
from avow.policy.many.names import Columns
from avow.policy.many.totals import Pool, day_number
from avow.policy.pack import Fact

MOST = 2**62
DAYS = 12 * 10_000 * 32 + 400


@dataclass(frozen=True)
class Key:
    """One part of a key: a whole number from 0 (or NULL where it is not known), below `bound`."""

    sql: str
    bound: int
    nullable: bool = True


@dataclass(frozen=True)
class Numbers:
    """How many people, parties and distinct texts there are; each has a table that numbers them from 1."""

    people: int
    parties: Mapping[str, int]  # by same_party
    texts: Mapping[str, int]  # by fact


def key_of(
    name: str, pool: Pool, facts: Mapping[str, Fact], columns: Columns, numbers: Numbers, kinds: int, party: str
) -> Key:
    """The part of the key that one name of `over` is."""
    if name == "person":
        return Key('_people."number"', numbers.people + 1, nullable=False)
    if name == "party_group":
        return Key(party, numbers.parties[pool.same_party] + 1)
    if name == "kind":
        return Key('"_k"', kinds + 1, nullable=False)
    if name not in columns.there:
        return Key("CAST(NULL AS BIGINT)", 1)
    fact, column = facts[name], columns.fact(name).sql
    if fact.type == "boolean":
        return Key(f"CASE WHEN {column} THEN 1 WHEN NOT {column} THEN 0 END", 2)
    if fact.type == "choice":
        whens = " ".join(f"WHEN {text(choice.value)} THEN {i}" for i, choice in enumerate(fact.choices))
        return Key(f"CASE {column} {whens} END", len(fact.choices))
    if fact.type == "date":
        return Key(day_number(column), DAYS)
    return Key(f'{quoted("_text_" + name)}."number"', numbers.texts[name] + 1)


def packed(keys: list[Key], row: str) -> list[str]:
    """The keys as few BIGINTs: one, unless the numbers are too large for it."""
    columns: list[str] = []
    sql, bound = "", 1
    for key in keys:
        number = f"CAST({key.sql} AS BIGINT)"
        if not sql:
            sql, bound = number, key.bound
        elif bound * key.bound < MOST:
            sql, bound = f"({sql} * {key.bound} + {number})", bound * key.bound
        else:
            columns.append(sql)
            sql, bound = number, key.bound
    columns.append(sql)
    nullable = [key.sql for key in keys if key.nullable]
    if not nullable:
        return columns
    alone = " OR ".join(f"({sql}) IS NULL" for sql in nullable)
    return [
        f"CASE WHEN {alone} THEN {f'-1 - {row}' if i == 0 else '0'} ELSE {column} END"
        for i, column in enumerate(columns)
    ]
