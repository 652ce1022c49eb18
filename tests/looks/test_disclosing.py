"""The pages on which people disclose, as they meet them."""

from datetime import date, timedelta

import pytest

from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.disclosures.testing import disclosed
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"


@pytest.fixture
def amina():
    return cast().amina


@pytest.fixture
def pack(amina):
    return adopted()


def go_on(page):
    page.get_by_role("button", name="Continue", exact=True).click()


def test_choosing_and_what_it_is_about(page, amina, pack, sign_in, looks_fine):
    sign_in(page, amina)
    page.goto("/disclose/")
    looks_fine(page, "disclose")
    page.goto("/disclose/new/financial_interest/")
    looks_fine(page, "disclose-begin")


def test_a_gift_from_the_first_step_to_the_thanks(page, amina, pack, sign_in, looks_fine):
    sign_in(page, amina)
    page.goto("/disclose/new/gift_received/")
    page.locator("main button").first.click()
    for number in range(1, 12):
        if "/files/" in page.url:
            break
        if number in (1, 3, 4):
            page.get_by_role("button", name="Continue", exact=True).click()
            looks_fine(page, f"disclose-gift-{number}-errors")
        answer(page)
        looks_fine(page, f"disclose-gift-{number}")
        go_on(page)
    assert "/files/" in page.url
    looks_fine(page, "disclose-gift-files")
    page.get_by_role("link", name="Continue without").click()
    looks_fine(page, "disclose-gift-check")
    page.locator("main form button.button").last.click()
    looks_fine(page, "disclose-gift-sent")


def answer(page):
    """Something in each field of the step."""
    fields = page.locator("main fieldset")
    for index in range(fields.count()):
        fields.nth(index).locator("input[type=radio]").first.check()
    texts = page.locator("main input[type=text], main textarea")
    for index in range(texts.count()):
        field = texts.nth(index)
        if not field.is_visible():
            continue
        number = field.get_attribute("inputmode") == "decimal"
        field.fill("250" if number else "A wristwatch from Delta Bearings" if index else LONG[:90])
    days = page.locator("main input[type=date]")
    for index in range(days.count()):
        days.nth(index).fill(today().isoformat())


def test_my_disclosures_none_one_many(page, amina, pack, sign_in, looks_fine):
    sign_in(page, amina)
    page.goto("/disclosures/")
    looks_fine(page, "mine-empty")
    for number in range(30):
        disclosed(amina, other_side=LONG if number % 7 == 3 else f"Delta Bearings {number}", on=date(2026, 3, 2))
    page.goto("/disclosures/")
    looks_fine(page, "mine-many")


def test_one_disclosure_and_its_receipt(page, amina, pack, sign_in, looks_fine):
    version = disclosed(amina, other_side=LONG, on=today() - timedelta(days=1))
    sign_in(page, amina)
    address = f"/disclosures/{version.disclosure.public_id}/"
    for name in ("", "sent/", "receipt/", "withdraw/", "ended/"):
        page.goto(address + name)
        looks_fine(page, f"disclosure-{name.strip('/') or 'one'}")


def test_changing_what_was_said(page, amina, pack, sign_in, looks_fine):
    version = disclosed(amina)
    sign_in(page, amina)
    page.goto(f"/disclosures/{version.disclosure.public_id}/")
    page.get_by_role("button", name="Change what I said").click()
    looks_fine(page, "disclosure-changing")
    page.goto(f"/disclosures/{version.disclosure.public_id}/")
    looks_fine(page, "disclosure-with-changes")
    page.goto(f"/disclose/{version.disclosure.public_id}/discard/")
    looks_fine(page, "disclosure-discard")
