"""The base page, home, the policy and the error pages as people meet them: axe, three widths, light and dark."""

from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from avow.access.testing import account_for, grant
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.people import acts as people
from avow.people.testing import cast
from avow.web.tests.test_long_policies import long_pack
from avow.web.tests.versions import GIFTS, INTEREST, LIMIT, adopt_version, edited

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def everyone():
    return cast()


def test_signing_in(page, everyone, looks_fine):
    page.goto("/")
    looks_fine(page, "sign-in")
    page.get_by_role("button", name="Sign in").click()
    looks_fine(page, "sign-in-refused")


def test_home_with_something_to_do(page, everyone, sign_in, looks_fine):
    adopted()
    sign_in(page, everyone.amina)
    page.goto("/")
    expect(page.get_by_role("link", name="Read and acknowledge the policy")).to_be_visible()
    looks_fine(page, "home")


def test_home_with_nothing_to_do(page, everyone, sign_in, looks_fine):
    sign_in(page, everyone.amina)
    page.goto("/")
    expect(page.get_by_text("Nothing is waiting for you")).to_be_visible()
    looks_fine(page, "home-empty")


def test_home_of_the_compliance_officer_with_a_very_long_name(page, everyone, sign_in, looks_fine):
    adopted()
    grant(everyone.chen, "compliance_officer")
    long = "Wilhelmina Konstantinopoulou-Featherstonehaugh Oyelaran-Oyeyinka von und zu Hohenlohe-Waldenburg"
    people.put("C1", on=date(2026, 1, 2), by="system", at=datetime(2026, 1, 2, tzinfo=UTC), name=long)
    sign_in(page, everyone.chen)
    page.goto("/")
    looks_fine(page, "home-officer")


def test_the_policy(page, everyone, sign_in, looks_fine):
    adopted()
    sign_in(page, everyone.amina)
    page.goto("/policy/")
    looks_fine(page, "policy")
    page.get_by_role("button", name="I acknowledge version").click()
    expect(page.get_by_text("You acknowledged version 2026.1 on")).to_be_visible()
    looks_fine(page, "policy-acknowledged")
    page.goto("/policy/4.5/")
    looks_fine(page, "clause")


def test_no_policy(page, everyone, sign_in, looks_fine):
    grant(everyone.goran, "administrator")
    sign_in(page, everyone.goran)
    page.goto("/policy/")
    looks_fine(page, "no-policy")


def test_nothing_here(page, everyone, sign_in, looks_fine):
    sign_in(page, everyone.amina)
    page.goto("/nothing/here/")
    looks_fine(page, "not-found")


def test_it_all_works_without_javascript(page_without_javascript, everyone):
    page = page_without_javascript
    adopted()
    account_for(everyone.amina, "a quiet word for tests")
    page.goto("/")
    page.get_by_label("Employee number").fill("A1")
    page.get_by_label("Password").fill("a quiet word for tests")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Read and acknowledge the policy").click()
    page.get_by_role("button", name="I acknowledge version 2026.1").click()
    expect(page.get_by_text("You acknowledged version 2026.1 on")).to_be_visible()


def test_the_first_tab_leads_past_the_header(page, everyone, sign_in):
    sign_in(page, everyone.amina)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_how_the_policy_changed(page, everyone, sign_in, looks_fine):
    adopted()
    lower = (LIMIT, LIMIT.replace(" ]", ', { from = 2026-09-01, value = "150.00", country = "SE" } ]'))
    other = ("You and your family may invest.", "You and your family may of course invest. " * 6)
    files = edited("2026.2", {GIFTS: lower, INTEREST: other})
    adopt_version(files, date(2026, 6, 1), everyone.chen, everyone.dolores)
    later = today() + timedelta(days=40)
    adopt_version(edited("2027.1", {}), later, everyone.chen, everyone.dolores, at=datetime.now(UTC))
    sign_in(page, everyone.amina)
    page.goto("/policy/")
    looks_fine(page, "policy-announced")
    page.get_by_role("link", name="what it changes").click()
    looks_fine(page, "policy-changes")
    page.goto("/policy/changes/?day=2000-01-01")
    looks_fine(page, "policy-changes-refused")
    page.goto("/policy/as-of/2026-03-01/")
    looks_fine(page, "policy-as-of")
    page.goto("/policy/4.5/")
    looks_fine(page, "clause-changed")


def test_a_policy_of_three_hundred_clauses(page, everyone, sign_in, looks_fine):
    adopted()
    adopt_version(long_pack(), date(2026, 6, 1), everyone.chen, everyone.dolores)
    sign_in(page, everyone.amina)
    page.goto("/policy/?part=3&find=2635.204")
    looks_fine(page, "policy-long")
    page.goto("/policy/2635.204(a)/")
    looks_fine(page, "clause-long-number")
