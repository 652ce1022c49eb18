"""Amounts in other currencies: each becomes the pack's currency by the rate of the judged day, or is unknown."""

# ruff: noqa: S608  # every name in the SQL is ours, and every text is quoted

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa

from avow.policy.many.reading.cells import Cell
from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.source import literal, quoted
from avow.policy.many.reading.tables import Table
from avow.policy.rates import JOINED_THE_EURO, PLACES, Rates

DIGITS = 20  # of a rate: eight before the point, twelve after it
MOST = 10**8
NO_CURRENCY = "no currency"


def cell(text: str, rates: Rates, own: str) -> Cell:
    """A currency as three letters that has, or had, rates."""
    code = f"upper({text})"
    known = ", ".join(literal(one) for one in sorted({*rates.currencies, own}))
    ended = " ".join(
        f"WHEN {literal(one)} THEN 'ended with the euro ({per} were 1 EUR): give the amount in euro'"
        for one, (per, _) in JOINED_THE_EURO.items()
        if one not in rates.currencies and one != own
    )
    reason = "'is no currency that has rates here; write three letters such as GBP'"
    return Cell(
        f"CASE WHEN {code} IN ({known}) THEN {code} END", f"CASE {code} {ended} ELSE {reason} END" if ended else reason
    )


def convert(
    connection: duckdb.DuckDBPyConnection, table: Table, money: Sequence[str], own: str, rates: Rates
) -> tuple[Table, dict[str, int]]:
    """The table with every amount in `own`, and by currency how many rows have an amount without a rate.

    Rates are looked up once for each pair of currency and day. What is too large once it is converted is refused.
    """
    pairs = connection.execute(
        f'SELECT DISTINCT currency, "on" FROM {table.name} WHERE problems IS NULL AND currency IS NOT NULL'
    ).fetchall()
    found = f"rates_{table.name}"
    connection.register(found, _looked_up(pairs, own, rates))
    made = Table(f"{table.name}_converted", table.read)
    new = {name: f"TRY_CAST(round({quoted(name)} * rate, 2) AS DECIMAL(18, 2))" for name in money}
    replaced = "".join(f", {sql} AS {quoted(name)}" for name, sql in new.items())
    large = ", ".join(
        f"""CASE WHEN {quoted(name)} IS NOT NULL AND rate IS NOT NULL AND {sql} IS NULL THEN {{
            'column': {literal(name)}, 'value': CAST({quoted(name)} AS VARCHAR),
            'reason': 'is too large once it is converted'}} END"""
        for name, sql in new.items()
    )
    problems = f"nullif(list_filter([{large}], lambda p: p IS NOT NULL), [])" if large else "problems"
    amounts = " OR ".join(f"{quoted(name)} IS NOT NULL" for name in money) or "FALSE"
    joined = f"""{table.name} t LEFT JOIN {found} r ON t.currency = r.currency AND t."on" = r.day"""
    try:
        connection.execute(
            f"""CREATE TABLE {made.name} AS SELECT * EXCLUDE (rate)
                REPLACE (CASE WHEN problems IS NULL THEN {problems} ELSE problems END AS problems{replaced})
                FROM (SELECT t.*, r.rate FROM {joined}) ORDER BY "row\""""
        )
        lost = connection.execute(
            f"""SELECT coalesce(t.currency, {literal(NO_CURRENCY)}), count(*) FROM {joined}
                WHERE problems IS NULL AND ({amounts}) AND r.rate IS NULL GROUP BY 1 ORDER BY 1"""
        ).fetchall()
    finally:
        connection.unregister(found)
    connection.execute(f"DROP TABLE {table.name}")
    return made, {str(currency): int(count) for currency, count in lost}


def _looked_up(pairs: Sequence[tuple[str, date]], own: str, rates: Rates) -> pa.Table:
    rows = [(currency, on, rates.rate(currency, own, on)) for currency, on in pairs]
    for currency, on, rate in rows:
        if rate is not None and rate.value >= MOST:
            raise BadFile(f"One {currency} would be {rate.value:,.0f} {own} on {on}; {rates.source} cannot be right.")
    return pa.table(
        {
            "currency": pa.array([row[0] for row in rows], pa.string()),
            "day": pa.array([row[1] for row in rows], pa.date32()),
            "rate": pa.array(
                [row[2].value if row[2] else None for row in rows],
                pa.decimal128(DIGITS, -int(PLACES.as_tuple().exponent)),
            ),
        }
    )
