"""The few facts that somebody consulted for management is shown."""

import pytest

from avow.reviews import showing
from avow.reviews.testing import disclose, house

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
