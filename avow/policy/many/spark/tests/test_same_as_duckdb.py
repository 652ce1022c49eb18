"""One meaning: Spark finds what DuckDB finds, in the same words, and asks the same questions."""

import pytest

from avow.policy import corporate, load
from avow.policy.many.spark.tests.both import beside_each_other, cases, on_duckdb, on_spark

CORPORATE = load(corporate())
GIFTS = ["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]


def hold_together(spark, pack, made):
    given = beside_each_other(pack, made)
    duckdb, there = on_duckdb(pack, given), on_spark(spark, pack, given)
    for what in duckdb:
        assert there[what] == duckdb[what], what
    return duckdb


def test_some_records_of_every_kind(spark):
    found = hold_together(spark, CORPORATE, cases(CORPORATE, list(CORPORATE.kinds), 40))
    assert len(found["findings"]) > 50, "too few findings to say anything"


@pytest.mark.long
@pytest.mark.parametrize("kinds", [GIFTS, list(CORPORATE.kinds)], ids=["gifts", "every kind"])
def test_thousands_of_cases(spark, kinds):
    found = hold_together(spark, CORPORATE, cases(CORPORATE, kinds, 2_000))
    assert len(found["findings"]) > 1_000 and len(found["questions"]) > 1_000
