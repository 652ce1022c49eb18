"""The header: on a phone one row with "Menu", which opens without script and by keyboard; elsewhere a row of links."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import expect

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.people import acts as people
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 390, "height": 844}
ONE_ROW = 60
"""Pixels: one row of things to press is 44 high."""


@pytest.fixture
def us():
    found = cast()
    adopted()
    return found


def link(page, name: str):
    """A link of the header that is there to be seen."""
    return page.locator("header").get_by_role("link", name=name, exact=True)


def height(page) -> float:
    return page.locator("header").bounding_box()["height"]


@pytest.mark.parametrize("width", [320, 390, 700])
def test_on_a_phone_the_header_is_one_row(page, sign_in, us, width):
    sign_in(page, us.amina)
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    assert height(page) < ONE_ROW
    expect(link(page, "Record a gift")).to_have_count(0)
    expect(link(page, "Sign out")).to_be_visible()


def test_the_menu_opens_without_script_and_covers_nothing_that_it_needs(page_without_javascript, sign_in, us):
    page = page_without_javascript
    sign_in(page, us.amina)
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    expect(link(page, "Home")).to_have_attribute("aria-current", "page")
    assert height(page) < ONE_ROW
    link(page, "May I?").click()
    expect(page.get_by_role("heading", name="May I?")).to_be_visible()
    expect(link(page, "Home")).to_have_count(0)


def test_the_menu_goes_by_keyboard(page, sign_in, us):
    sign_in(page, us.amina)
    page.set_viewport_size(PHONE)
    page.goto("/")
    for name in ("Skip to the main part", "Avow", "Menu"):
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text(name)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Home")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(link(page, "Home")).to_have_count(0)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Sign out")


def test_the_open_menu_looks_fine(page, sign_in, us, looks_fine):
    long = "Wilhelmina Konstantinopoulou-Featherstonehaugh"
    people.put("C1", name=long, on=date(2026, 1, 2), by="system", at=datetime(2026, 1, 2, 9, tzinfo=UTC))
    grant(us.chen, Role.COMPLIANCE_OFFICER)
    sign_in(page, us.chen)
    page.set_viewport_size(PHONE)
    page.goto("/policy/")
    assert height(page) < ONE_ROW
    page.get_by_text("Menu", exact=True).click()
    looks_fine(page, "menu")


def test_where_there_is_room_there_is_no_menu(page, sign_in, us):
    sign_in(page, us.amina)
    for width in (820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto("/")
        expect(page.get_by_text("Menu", exact=True)).to_be_hidden()
        expect(link(page, "Record a gift")).to_have_count(1)
