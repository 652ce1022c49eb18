"""One meaning: what is judged in bulk comes out as it does one by one, in the same words, with the same questions."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from avow.policy import corporate, load
from avow.policy.many.tests.every_feature import every_feature
from avow.policy.many.tests.one_by_one import in_bulk, one_by_one, table
from avow.policy.many.tests.records import records

CORPORATE = load(corporate())
GIFTS = ["gift_received", "gift_given", "hospitality_received", "hospitality_offered"]
OFTEN = ["gift", "gift", "gift", "share"]
ANY = {"deadline": None, "suppress_health_check": list(HealthCheck)}
QUICK = settings(max_examples=5, derandomize=True, phases=[Phase.generate], **ANY)
DEEP = settings(max_examples=1_500, **ANY)


@pytest.fixture(scope="module", params=["group", "as_written"])
def full(request, tmp_path_factory):
    """The pack that uses all of the format, with each meaning of the same party."""
    return every_feature(tmp_path_factory.mktemp("packs") / request.param, request.param)


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


@QUICK
@given(data=st.data())
def test_every_feature(full, data):
    hold_together(full, data.draw(records(full, OFTEN, most=8)))


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


@pytest.mark.long
@DEEP
@given(data=st.data())
def test_every_feature_long(full, data):
    hold_together(full, data.draw(records(full, OFTEN)))
