"""Local HR: nothing, one's department, many of them, and each thing one signs; with long names."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from avow.access.testing import PASSWORD, grant
from avow.certifications.campaigns import following
from avow.certifications.local_hr import acts
from avow.certifications.local_hr.testing import BEGIN, SEVER, house, moment, taken_on
from avow.certifications.models import Included
from avow.certifications.testing import signed
from avow.config.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Wilhelmina Konstantinopoulou-Featherstonehaugh"
PLACE = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
def on():
    return today()


def of(on, before=lambda: None, **more):
    days = {"opens": on - timedelta(days=9), "due": on + timedelta(days=9), "closes": on + timedelta(days=40)}
    return house(on=on - timedelta(days=9), days={**days, **more}, before=before)


def many():
    """Fourteen departments more, each with its partner."""
    taken_on("L1", LONG, SEVER)
    for number in range(14):
        department = f"{number:02} {PLACE if number == 3 else 'Yard'} HR"
        grant(taken_on(f"P{number}", f"Pia {number}", department, grade="P3"), "hr_partner", BEGIN, department)
        for one in range(number + 1):
            taken_on(f"N{number}-{one}", f"Nils {number} {one}", department)


def test_nothing(page, sign_in, looks_fine, on):
    us = of(on)
    nobody = taken_on("P9", LONG, "Quiet HR", grade="P3", on=on)
    grant(nobody, "hr_partner", on, "Quiet HR")
    sign_in(page, nobody)
    page.goto("/hr/")
    looks_fine(page, "hr-nobody")
    sign_in(page, us.chen)
    page.goto("/hr/")
    looks_fine(page, "hr-officer-nothing")


def test_a_department(page, sign_in, looks_fine, on):
    us = of(on)
    taken_on("L1", LONG, SEVER, site=PLACE, on=on)
    for number in range(60):
        taken_on(f"M{number}", f"Mira {number}", SEVER, site="Plovdiv", manager="L1", on=on)
    following.work_through(on, lambda: moment(on))
    for number in ("L1", *(f"M{number}" for number in range(9))):
        signed(us.asked(number), ["relationship", "outside_role"] if number in ("L1", "M1") else [], on=on)
    told = list(us.asked("M1").forms.get().reported.all())
    given = acts.advise(told, by=us.greta, note="Please.", name=us.greta.name, on=on, at=moment(on))
    acts.receive_advice(given[:1], by=us.chen, on=on, at=moment(on))
    sign_in(page, us.greta)
    page.goto("/hr/")
    looks_fine(page, "hr-partner")
    page.goto("/")
    looks_fine(page, "home-hr")
    page.goto(f"/hr/{us.campaign.public_id}/")
    looks_fine(page, "hr-campaign")
    for box in page.locator("input[name=conflict]").all():
        box.check()
    page.get_by_role("button", name="Advise the compliance officer").click()
    expect(page.get_by_role("heading", name="Advise the compliance officer")).to_be_visible()
    looks_fine(page, "hr-advise")
    page.get_by_role("button", name="Sign and send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "hr-advise-wrong")
    page.goto(f"/hr/advice/{given[0].public_id}/")
    looks_fine(page, "hr-advice")
    page.goto(f"/hr/{us.campaign.public_id}/")
    page.get_by_role("link", name=re.compile("Exempt Mira 10")).click()
    expect(page.get_by_role("heading", name="Exempt Mira 10")).to_be_visible()
    looks_fine(page, "hr-exempt")
    page.get_by_label("Why need they not sign?").fill("Parental leave.")
    page.get_by_role("button", name="Exempt them").click()
    expect(page.get_by_role("heading", name="Exemption: Mira 10")).to_be_visible()
    looks_fine(page, "hr-exemption")
    page.goto(f"/hr/{us.campaign.public_id}/?show=exempt&sort=manager&site=plov")
    looks_fine(page, "hr-campaign-exempt")


def test_the_missing_by_site_and_shift(page, sign_in, looks_fine, on):
    us = of(on)
    shifts = ("Early", "Late", "Night", "")
    for number in range(40):
        site = (PLACE, "Foundry", "Mill")[number % 3]
        taken_on(f"M{number}", f"Mira {number}", SEVER, site=site, shift=shifts[number % 4], manager="B1", on=on)
    following.work_through(on, lambda: moment(on))
    sign_in(page, us.greta)
    page.goto(f"/hr/{us.campaign.public_id}/")
    looks_fine(page, "hr-by-site")
    page.get_by_role("link", name="missing: Foundry, Late").click()
    expect(page.get_by_text("Only Foundry, Late.")).to_be_visible()
    looks_fine(page, "hr-by-site-narrowed")
    page.get_by_role("link", name="All sites and shifts").click()
    expect(page.get_by_text("Only Foundry, Late.")).to_have_count(0)


def test_all_that_stands_in_the_way_of_a_return(page, sign_in, looks_fine, on):
    us = of(on)
    signed(us.asked("S0"), ["loan"], on=on)
    sign_in(page, us.greta)
    page.goto(f"/hr/{us.campaign.public_id}/return/?department=Sever+HR")
    expect(page.get_by_role("link", name="Advise the compliance officer first.")).to_be_visible()
    looks_fine(page, "hr-return-not-yet")


def test_returns_and_the_officer(page, sign_in, looks_fine, on):
    us = of(on, due=on - timedelta(days=1), before=many)
    sign_in(page, us.greta)
    page.goto(f"/hr/{us.campaign.public_id}/return/?department=Sever+HR")
    looks_fine(page, "hr-return-sign")
    page.get_by_label("Sign with your name").fill("Greta Sorensen")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign the return").click()
    expect(page.get_by_text("The closing return is signed.")).to_be_visible()
    signed(us.asked("L1"), ["loan", "other"], on=on)
    rows = list(us.asked("L1").forms.get().reported.all())
    acts.advise(rows[:1], by=us.greta, note="So.", name=us.greta.name, on=on, at=moment(on))
    page.reload()
    looks_fine(page, "hr-return")
    sign_in(page, us.chen)
    page.goto("/hr/")
    looks_fine(page, "hr-officer")
    page.goto(f"/hr/{us.campaign.public_id}/")
    looks_fine(page, "hr-campaign-officer")
    assert Included.objects.count() > 100


def test_the_board_committee_and_further_pages(page, sign_in, looks_fine, on):
    us = of(on, before=lambda: taken_on("C1", "Chen Wei", SEVER, manager="D1"))
    grant(us.goran, "board_committee", on)
    sign_in(page, us.goran)
    page.goto("/hr/")
    looks_fine(page, "hr-committee-nothing")
    taken_on("L1", LONG, SEVER, site=PLACE, on=on)
    for number in range(28):
        taken_on(f"M{number}", f"Mira {number}", SEVER, on=on)
    following.work_through(on, lambda: moment(on))
    for number in ("C1", "L1", *(f"M{number}" for number in range(28))):
        rows = list(signed(us.asked(number), ["relationship"], on=on).reported.all())
        acts.advise(rows, by=us.greta, note="Please.", name=us.greta.name, on=on, at=moment(on))
    page.reload()
    expect(page.get_by_role("link", name="Chen Wei")).to_be_visible()
    looks_fine(page, "hr-committee")
    page.get_by_role("link", name="Chen Wei").click()
    page.get_by_role("button", name="I have received this").click()
    expect(page.get_by_role("heading", name="What you received")).to_be_visible()
    looks_fine(page, "hr-committee-received")
    sign_in(page, us.greta)
    page.goto(f"/hr/{us.campaign.public_id}/")
    expect(page.get_by_role("link", name="Older")).to_be_visible()
    looks_fine(page, "hr-campaign-advised")
    page.get_by_role("link", name="Older").click()
    expect(page.get_by_role("link", name="Newer")).to_be_visible()
    looks_fine(page, "hr-campaign-advised-older")
