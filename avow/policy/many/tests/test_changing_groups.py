"""A group that a party entered or left: that of the judged day counts for every record in the window."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from avow.policy import corporate, load
from avow.policy.many import Judging, Unfit
from avow.policy.many.tests.one_by_one import in_bulk, memberships_table, one_by_one, table
from avow.policy.many.tests.records import DAYS, NAMES

CORPORATE = load(corporate())
COLUMNS = ["party", "party_group", "other_side", "amount", "paid_back", "declined", "occasions", "excessive"]
RARE = {"deadline": None, "suppress_health_check": list(HealthCheck)}

records = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.sampled_from(DAYS),
            "kind": st.sampled_from(["gift_received", "gift_received", "gift_given", "hospitality_received"]),
            "person": st.sampled_from(["amina", "amina", "boris"]),
            "party": st.sampled_from(["p1", "p2", "p3", None]),
            "party_group": st.sampled_from([None, None, "delta"]),
            "other_side": st.sampled_from([None, *NAMES]),
            "amount": st.sampled_from([None, *map(Decimal, ("60.00", "100.00", "199.99", "200.01"))]),
            "paid_back": st.sampled_from([Decimal("0.00"), Decimal("30.00"), None]),
            "declined": st.sampled_from([False, False, False, True, None]),
            "occasions": st.sampled_from([None, Decimal(1), Decimal(3)]),
            "excessive": st.sampled_from([True, False, None]),
        }
    ),
    min_size=1,
    max_size=14,
)


@st.composite
def memberships(draw):
    """Some parties in one group after another, with gaps, or for good."""
    found = []
    for party in draw(st.sets(st.sampled_from(["p1", "p2", "p3"]), min_size=1)):
        days = sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=4)))
        ends = [*days[1:], draw(st.sampled_from([None, date(2025, 12, 1)]))]
        if draw(st.booleans()):
            days[0] = date(2000, 1, 1)
        groups = [draw(st.sampled_from(["delta", "echo", "foxtrot", None])) for _ in days]
        found += [(party, group, *spell) for group, *spell in zip(groups, days, ends, strict=True) if group]
    return found


def hold_together(made, groups):
    one = one_by_one(CORPORATE, made, groups)
    many = in_bulk(CORPORATE, table(CORPORATE, made, COLUMNS), memberships_table(groups))
    for what in many:
        assert many[what] == one[what], what


@settings(max_examples=5, derandomize=True, phases=[Phase.generate], **RARE)
@given(made=records, groups=memberships())
def test_as_one_by_one(made, groups):
    hold_together(made, groups)


@pytest.mark.long
@settings(max_examples=800, **RARE)
@given(made=records, groups=memberships())
def test_as_one_by_one_long(made, groups):
    hold_together(made, groups)


def gifts(*days):
    """Gifts of 120 from one party to Amina."""
    plain = {"kind": "gift_received", "person": "amina", "declined": False, "paid_back": Decimal("0.00")}
    return [{**plain, "on": on, "party": party, "amount": Decimal("120.00")} for on, party in days]


def fired(made, groups):
    found = in_bulk(CORPORATE, table(CORPORATE, made, COLUMNS), memberships_table(groups))
    return {row for row, clause, _, outcome in found["outcomes"] if clause == "5.2" and outcome == "fires"}


def test_a_party_bought_between_two_gifts_is_counted_from_then_on_with_what_it_gave_before():
    made = gifts((date(2025, 1, 10), "small"), (date(2025, 2, 10), "large"), (date(2025, 6, 10), "large"))
    bought = [("large", "delta", date(2000, 1, 1), None), ("small", "delta", date(2025, 5, 1), None)]
    assert fired(made[:2], bought) == set()
    assert fired([made[0], made[2]], bought) == {2}


def test_a_party_that_was_sold_no_longer_counts_with_its_former_group():
    made = gifts((date(2025, 1, 10), "small"), (date(2025, 6, 10), "large"))
    large = ("large", "delta", date(2000, 1, 1), None)
    assert fired(made, [large, ("small", "delta", date(2000, 1, 1), date(2025, 6, 10))]) == set()
    assert fired(made, [large, ("small", "delta", date(2000, 1, 1), date(2025, 6, 11))]) == {2}


def test_a_party_in_two_groups_on_one_day_is_refused():
    twice = [("small", "delta", date(2000, 1, 1), None), ("small", "echo", date(2020, 1, 1), None)]
    with pytest.raises(Unfit, match="small is in two groups on one day"):
        fired(gifts((date(2025, 1, 10), "small")), twice)


def test_memberships_without_a_column_for_the_party_are_refused():
    made = gifts((date(2025, 1, 10), "small"))
    with Judging(memory="200MB", threads=1) as judging, pytest.raises(Unfit, match="no column party"):
        judging.judge(CORPORATE, table(CORPORATE, made, ["amount"]), memberships_table([]))
    with Judging(memory="200MB", threads=1) as judging, pytest.raises(Unfit, match="no column party_group and no"):
        judging.judge(CORPORATE, table(CORPORATE, made, ["party"]), pa.table({"party": ["small"]}))
