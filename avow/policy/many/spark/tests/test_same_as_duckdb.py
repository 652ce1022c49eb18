"""One meaning: Spark finds what DuckDB finds, in the same words, and asks the same questions."""

import pytest

from avow.policy import corporate, load
from avow.policy.many.spark.tests.both import beside_each_other, cases, hold_together

CORPORATE = load(corporate())
GIFTS = ["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]


def test_some_gifts(spark):
    found = hold_together(spark, CORPORATE, beside_each_other(CORPORATE, cases(CORPORATE, ["gift_received"], 40)))
    assert len(found["findings"]) > 50 and len(found["questions"]) > 50, "too few to say anything"


@pytest.mark.long
@pytest.mark.parametrize("kinds", [GIFTS, list(CORPORATE.kinds)], ids=["gifts", "every kind"])
def test_thousands_of_cases(spark, kinds):
    found = hold_together(spark, CORPORATE, beside_each_other(CORPORATE, cases(CORPORATE, kinds, 2_000)))
    assert len(found["findings"]) > 1_000 and len(found["questions"]) > 1_000
