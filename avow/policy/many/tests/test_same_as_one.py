"""One meaning: what is judged in bulk comes out as it does one by one, in the same words, with the same questions."""

import pytest
from hypothesis import HealthCheck, given, settings

from avow.policy import corporate, load
from avow.policy.many.tests.one_by_one import in_bulk, one_by_one, table
from avow.policy.many.tests.records import records

CORPORATE = load(corporate())
GIFTS = ["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]
QUICK = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
DEEP = settings(max_examples=3_000, deadline=None, suppress_health_check=list(HealthCheck))


def hold_together(pack, made):
    rows, columns = made
    one, many = one_by_one(pack, rows), in_bulk(pack, table(pack, rows, columns))
    for what in many:
        assert many[what] == one[what], what


@QUICK
@given(made=records(CORPORATE, GIFTS))
def test_gifts_and_hospitality(made):
    hold_together(CORPORATE, made)


@QUICK
@given(made=records(CORPORATE, list(CORPORATE.kinds), most=8))
def test_every_kind(made):
    hold_together(CORPORATE, made)


@pytest.mark.long
@DEEP
@given(made=records(CORPORATE, GIFTS))
def test_gifts_and_hospitality_long(made):
    hold_together(CORPORATE, made)


@pytest.mark.long
@DEEP
@given(made=records(CORPORATE, list(CORPORATE.kinds), most=8))
def test_every_kind_long(made):
    hold_together(CORPORATE, made)
