"""Signed out while typing: what stands on the page says so, and nothing that was typed is lost."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.gifts.models import Gift
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_signed_out_while_recording_a_gift(page, sign_in, looks_fine):
    people = cast()
    grant(people.chen, "compliance_officer")
    adopted()
    sign_in(page, people.amina)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/gifts/record/")
    page.get_by_label("Which company").fill("Ito Trading")
    page.locator("[name=description]").fill("a calendar")
    expect(page.locator("[data-kept]")).to_have_text("Saved")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("[name=worth]").fill("12")
    expect(page.locator("[data-kept]")).to_contain_text("you were signed out")
    expect(page.get_by_label("Your password")).to_have_count(0)
    page.locator("button[name=send]").click()
    expect(page.get_by_role("heading", name="This was not sent yet")).to_be_visible()
    looks_fine(page, "not-sent-yet")
    sign_in(page, people.amina)
    page.get_by_role("button", name="Send it again").click()
    page.get_by_label("As far as you know, what are they to us").select_option("none")
    page.locator("button[name=send]").click()
    expect(page.locator("main")).to_contain_text("It is on record")
    assert [(gift.party_name, str(gift.amount)) for gift in Gift.objects.all()] == [("Ito Trading", "12.00")]
