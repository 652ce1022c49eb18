"""The same records judged on DuckDB and on Spark, so that tests can hold the two to each other."""

import json

import pyarrow as pa
from hypothesis import HealthCheck, Phase, given, settings

from avow.policy.many import Judging
from avow.policy.many.spark.judging import SparkJudging
from avow.policy.many.tests.one_by_one import table
from avow.policy.many.tests.records import records

ANSWERS = ("outcomes", "findings", "totals", "questions")


def on_duckdb(pack, given, memberships=None):
    with Judging(memory="1GB", threads=2) as judging:
        judged = judging.judge(pack, given, memberships)
        found = {what: as_rows(getattr(judged, what)().to_arrow_table()) for what in ANSWERS}
        return {**found, "counts": judged.counts()}


def on_spark(spark, pack, given, memberships=None):
    judging = SparkJudging(spark)
    judged = judging.judge(pack, given, memberships)
    try:
        found = {what: as_rows(getattr(judged, what)().toArrow()) for what in ANSWERS}
        return {**found, "counts": judged.counts()}
    finally:
        judging.close()


def as_rows(found: pa.Table):
    """Rows as they can be compared: JSON by what it says, decimals by their value."""
    rows = [tuple(_plain(name, value) for name, value in row.items()) for row in found.to_pylist()]
    return sorted(rows, key=repr)


def _plain(name, value):
    if name == "values":
        return json.dumps(json.loads(value))
    if name == "known":
        return format(value.normalize(), "f")
    return tuple(value) if isinstance(value, list) else value


def cases(pack, kinds, count):
    """That many small cases as hypothesis makes them."""
    found = []

    @settings(
        max_examples=count, database=None, phases=[Phase.generate], deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(made=records(pack, kinds))
    def collect(made):
        found.append(made)

    collect()
    return found


def beside_each_other(pack, made):
    """All cases in one table, each with people of its own, so that none adds to another's totals."""
    rows, columns = [], {}
    for number, (case, there) in enumerate(made):
        rows += [{**one, "person": f"{one['person']} {number}"} for one in case]
        columns.update(dict.fromkeys(there))
    return table(pack, rows, list(columns))


def hold_together(spark, pack, given, memberships=None):
    """Both find the same in a table. Gives what it was."""
    duckdb = on_duckdb(pack, given, memberships)
    there = on_spark(spark, pack, given, memberships)
    for what in duckdb:
        assert there[what] == duckdb[what], what
    return duckdb
