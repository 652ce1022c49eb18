"""Packs with calendar years, occasions, floors, counts and multiplied numbers: Spark finds what DuckDB finds."""

import pytest

from avow.policy import load
from avow.policy.loading import corporate, find
from avow.policy.many.spark.tests.both import beside_each_other, cases, on_duckdb, on_spark
from avow.policy.many.tests.worked_cases import worked_cases

OTHERS = sorted(
    folder.name
    for folder in corporate().parent.iterdir()
    if (folder / "policy.toml").is_file() and folder != corporate()
)


@pytest.mark.long
@pytest.mark.parametrize("name", OTHERS)
def test_every_worked_case(spark, name):
    pack = load(find(name))
    given, _ = worked_cases(pack)
    duckdb, there = on_duckdb(pack, given), on_spark(spark, pack, given)
    assert len(duckdb["findings"]) > 5 and len(duckdb["questions"]) > 5
    assert {what: there[what] == duckdb[what] for what in duckdb} == dict.fromkeys(duckdb, True)


@pytest.mark.long
@pytest.mark.parametrize("name", OTHERS)
def test_records_made_at_random(spark, name):
    pack = load(find(name))
    given = beside_each_other(pack, cases(pack, list(pack.kinds), 60))
    duckdb, there = on_duckdb(pack, given), on_spark(spark, pack, given)
    assert len(duckdb["questions"]) > 5
    assert {what: there[what] == duckdb[what] for what in duckdb} == dict.fromkeys(duckdb, True)
