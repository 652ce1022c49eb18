"""The pages of gifts as people meet them: on the dock, with a phone in one hand."""

from datetime import date, timedelta

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures.models import Version
from avow.disclosures.testing import noon
from avow.gifts.testing import received
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGIN = date(2026, 1, 1)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"


@pytest.fixture
def people():
    found = cast()
    grant(found.chen, "compliance_officer")
    adopted()
    return found


@pytest.fixture
def delta(people):
    """Delta Bearings, of the group from which Amina has accepted 140 of 200."""
    put("D-0", "Delta Holding")
    found = put("D-1", "Delta Bearings", parent="D-0")
    put("D-2", LONG, parent="D-0")
    received(people.amina, today() - timedelta(days=40), "140", party=found)
    return found


def put(number: str, name: str, **given):
    standings = [("supplier", "present")]
    return counterparties.put(number, on=BEGIN, by="system", at=noon(BEGIN), name=name, standings=standings, **given)


def with_one_thumb(page, people, sign_in) -> None:
    sign_in(page, people.amina)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/gifts/record/")


def test_the_watch_is_three_taps_from_the_sum(page, people, delta, sign_in, looks_fine):
    """Tap the name and type, tap the company, tap the worth and type: the sum is there, before anything is accepted."""
    with_one_thumb(page, people, sign_in)
    looks_fine(page, "record-empty")
    taps = 0
    for act in (
        lambda: page.get_by_label("Which company").press_sequentially("delta be"),
        lambda: page.get_by_label("Delta Bearings", exact=True).check(),
        lambda: page.get_by_role("textbox", name="About what is it worth?").press_sequentially("250"),
    ):
        act()
        taps += 1
    page.locator("#id_worth_in").select_option("USD")
    words = page.locator(".watch .bar .words").first
    words.get_by_text("390.00").wait_for()
    said = words.inner_text().replace("\u00a0", " ")
    assert said == "Accepted so far from this group: USD 140.00 of 200.00. With this: USD 390.00. Needs approval."
    assert taps == 3
    assert Version.objects.count() == 1
    looks_fine(page, "record-watch")
