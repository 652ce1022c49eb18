"""The pages on which people disclose, as they meet them."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures.testing import disclosed, noon
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGIN = date(2026, 1, 1)
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


def test_the_watch_from_the_first_step_to_the_thanks(page, amina, pack, sign_in, looks_fine):
    delta = counterparties.put(
        "D-1", on=BEGIN, by="system", at=noon(BEGIN), name="Delta Bearings plc", standings=[("supplier", "present")]
    )
    disclosed(amina, "gift_received", counterparty=delta, on=today() - timedelta(days=40), amount="140")
    sign_in(page, amina)
    page.goto("/disclose/new/gift_received/")
    page.get_by_role("button", name="Begin").click()
    for number in range(1, 12):
        if "/files/" in page.url:
            break
        if number in (1, 3, 4):
            go_on(page)
            looks_fine(page, f"watch-{number}-errors")
        answer(page)
        looks_fine(page, f"watch-{number}")
        go_on(page)
    looks_fine(page, "watch-files")
    go_on(page)
    assert "With this USD\u00a0390.00" in page.locator(".bar .words").first.inner_text()
    looks_fine(page, "watch-check")
    page.get_by_role("button", name="Send to the compliance officer").click()
    looks_fine(page, "watch-sent")


def test_the_watch_without_javascript(page_without_javascript, amina, pack, sign_in):
    page = page_without_javascript
    sign_in(page, amina)
    page.goto("/disclose/new/gift_received/")
    page.get_by_role("button", name="Begin").click()
    while "/files/" not in page.url:
        answer(page, searching=False)
        go_on(page)
    go_on(page)
    page.get_by_role("button", name="Send to the compliance officer").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


ANSWERS = {
    "Whose is it?": "Mine",
    "As far as you know": "A supplier",
    "Is it a favour": "No",
    "Was it turned down": "No",
    "Is it one of these": "Delta Bearings plc",
}


def answer(page, searching: bool = True):
    """What a person with a watch would say on this step."""
    texts = page.locator("main input[type=text], main textarea")
    for index in range(texts.count()):
        field = texts.nth(index)
        what = field.get_attribute("name")
        field.fill(
            {"worth": "250", "shared_by": "1", "other_side": "Delta Bearings"}.get(what, "A wristwatch in its box")
        )
        if what == "other_side" and searching:
            field.press("End")
            page.get_by_text("Is it one of these in our register?").wait_for()
    for group in page.locator("main fieldset").all():
        legend = group.locator("legend").inner_text()
        chosen = next((said for asked, said in ANSWERS.items() if legend.startswith(asked)), "Yes")
        group.get_by_label(chosen, exact=True).check()
    for day in page.locator("main input[type=date]").all():
        day.fill(today().isoformat())


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
