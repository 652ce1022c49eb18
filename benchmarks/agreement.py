"""Whether two contenders gave the same answers, and whether judging one gives them too. No ratio without this."""

import json
import random
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

SHAPES = {
    "counts": "clause, rule, fires::BIGINT, unknown::BIGINT",
    "totals": '"row"::BIGINT, clause::VARCHAR, {known}::DECIMAL(38, 2), uncertain::BIGINT',
    "findings": '"row"::BIGINT, person::VARCHAR, counterparty, "on"::DATE, clause, rule, values::VARCHAR',
}
Answer = dict[tuple[str, str], tuple[str, dict[str, Any]]]  # by clause and rule: the outcome, and values if it fires


def differences(folder: Path, *others: Path) -> list[str]:
    """In words, each of the three answers that is not the same in another folder, row by row."""
    found = []
    for name in SHAPES:
        one = fingerprint(folder, name)
        for other in others:
            two = fingerprint(other, name)
            if one != two:
                found.append(f"{name} of {folder.name} and {other.name} differ: {one} and {two} (rows, sum of hashes)")
    return found


def fingerprint(folder: Path, name: str) -> tuple[Any, ...]:
    """How many rows, and the sum of the hashes of all of them: equal for equal rows in whatever order."""
    connection = duckdb.connect(config={"memory_limit": "4GB"})
    path = folder / f"{name}.parquet"
    columns = {row[0]: row[1] for row in connection.execute(f"DESCRIBE FROM '{path}'").fetchall()}
    whole = name == "totals" and "DECIMAL" not in columns["known"] and "DOUBLE" not in columns["known"]
    shape = SHAPES[name].format(known="(known * 0.01)" if whole else "known")
    row = connection.execute(f"SELECT count(*), sum(hash({shape})) FROM '{path}'").fetchone()
    return row or ()


def judged_one_by_one(gifts: Path, folder: Path, people: int = 60, most: int = 150) -> list[str]:
    """In words, how the answers of some people's rows differ from what judging one says of each of those rows."""
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW gifts AS FROM read_parquet('{gifts}')")
    names = connection.execute(
        f"SELECT person FROM gifts GROUP BY person HAVING count(*) BETWEEN 2 AND {most} ORDER BY hash(person)"
    ).fetchall()
    chosen = random.Random(1).sample([name for (name,) in names], min(people, len(names)))
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    found = connection.execute('FROM gifts WHERE person IN (SELECT unnest($1)) ORDER BY "row"', [chosen])
    titles = [column[0] for column in found.description]
    for values in found.fetchall():
        row = {name: value for name, value in zip(titles, values, strict=True) if value is not None}
        rows[row["person"]].append(row)
    many, totals = answers(connection, folder, chosen)
    wrong = []
    for theirs in rows.values():
        for row in theirs:
            one, sums = judged(row, [other for other in theirs if other is not row])
            number = row["row"]
            given = many.get(number, {})
            if given != one:
                wrong.append(f"row {number}: judging one finds {one}, and the file has {given}")
            if totals.get(number) not in sums:
                wrong.append(f"row {number}: judging one adds up to {sums}, and the file has {totals.get(number)}")
    if not rows:
        wrong.append("there is nobody to judge")
    return wrong


def answers(connection: duckdb.DuckDBPyConnection, folder: Path, people: list[str]) -> tuple[dict, dict]:
    """From the files: the findings with their values, and the totals, by row."""
    connection.execute(
        'CREATE TEMP TABLE chosen AS SELECT "row" FROM gifts WHERE person IN (SELECT unnest($1))', [people]
    )
    shape = SHAPES["totals"].format(known="(known * 0.01)" if folder.name == "pandas" else "known")
    many: dict[int, dict] = defaultdict(dict)
    query = f'SELECT "row", clause, rule, values FROM \'{folder}/findings.parquet\' SEMI JOIN chosen USING ("row")'
    for number, clause, rule, values in connection.execute(query).fetchall():
        many[number][clause, rule] = {name: plain(value) for name, value in json.loads(values).items()}
    query = f"SELECT {shape} FROM '{folder}/totals.parquet' SEMI JOIN chosen USING (\"row\")"
    return many, {row[0]: row[1:] for row in connection.execute(query).fetchall()}


def judged(row: dict[str, Any], past: list[dict[str, Any]]) -> tuple[dict, list[tuple[str, Decimal, int]]]:
    """What judging one finds in a row, with the values, and the totals it comes to."""
    from avow.policy import judge

    judgement = judge(
        corporate(), facts(row), on=row["on"], past=[{**facts(one), "on": one["on"]} for one in past], explain=False
    )
    found = {
        (one.clause, one.rule): {value.name: plain(value.value) for value in one.values} for one in judgement.findings
    }
    sums = [(one.clause, Decimal(total.known), total.uncertain) for one in judgement.looked for total in one.totals]
    return found, sums


@cache
def corporate() -> Any:
    from avow.policy import find, load

    return load(find("corporate"))


def facts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("row", "on")}


def plain(value: Any) -> Any:
    """Yes and no, numbers and texts in one form, from either side."""
    if value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool) or value is None:
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value
