"""The few facts that somebody consulted for management is shown."""

import pytest

from avow.reviews import showing
from avow.reviews.testing import disclose, given_a_watch, house

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Delta Bearings plc", "Delta Bearings plc"),
        (" delta  bearings PLC", "Delta Bearings plc"),
        ("The bearing people", "Delta Bearings plc (they wrote: The bearing people)"),
    ],
)
def test_the_other_side_is_called_as_in_the_register(typed, shown):
    h = house()
    version = disclose(h, h.amina, other_side=typed).latest_version
    assert [row["value"] for row in showing.for_management(version) if row["value"] and "elta" in row["value"]] == [
        shown
    ]


def test_what_is_not_in_the_register_is_shown_as_typed():
    h = house()
    version = disclose(h, h.amina, other_side="The parish council", counterparty="").latest_version
    assert "The parish council" in [row["value"] for row in showing.for_management(version)]


def test_what_a_gift_comes_to_for_each_is_shown():
    h = house()
    disclosure = given_a_watch(h, h.amina, worth="500.00", shared_by="2")
    rows = {row["label"]: row["value"] for row in showing.for_management(disclosure.latest_version)}
    assert rows["What does it come to for each, in the currency of the policy?"] == "USD 250.00"
