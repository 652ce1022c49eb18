"""Campaigns, as the compliance officer prepares, starts and watches them."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.acts import acknowledge
from avow.certifications.campaigns import acts, following, freezing, testing
from avow.certifications.campaigns.testing import BEGIN, moment, put
from avow.certifications.models import Campaign
from avow.config.clock import today
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne Human Resources"


def departments(on):
    """Supervisors in nine departments, one of them with a very long name."""
    for number in range(40):
        put(
            f"L{number}", on, name=f"Leading Person {number}", grade="supervisor", worker_type="full_time",
            hr_department=LONG if number < 9 else f"HR {number % 8}",
        )  # fmt: skip


def test_prepared_tried_and_started(page, sign_in, looks_fine):
    us, on = cast(BEGIN), today()
    adopted(BEGIN)
    grant(us.chen, Role.COMPLIANCE_OFFICER, BEGIN)
    departments(on)
    put("U1", on, name="Wilhelmina Konstantinopoulou-Featherstonehaugh")
    sign_in(page, us.chen)
    page.goto("/campaigns/")
    looks_fine(page, "campaigns-empty")
    page.get_by_role("link", name="Prepare a campaign").click()
    looks_fine(page, "campaign-prepare")
    page.get_by_label("Name").fill("")
    page.get_by_label("Last day in time").fill((on - timedelta(days=400)).isoformat())
    page.get_by_role("button", name="Prepare it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "campaign-prepare-wrong")
    page.get_by_label("Name").fill(f"Certification of {'everyone-who-leads' * 2}{LONG}{'everyonewholeads' * 4}"[:200])
    for label, days in (("First day", 0), ("Last day in time", 20), ("First day on which it is closed", 40)):
        page.get_by_label(label, exact=True).fill((on + timedelta(days=days)).isoformat())
    page.get_by_role("button", name="Prepare it").click()
    expect(page.get_by_role("heading", name=re.compile("Before"))).to_be_visible()
    looks_fine(page, "campaign-preview")
    page.get_by_role("button", name="Start it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "campaign-preview-not-seen")
    page.locator("input[name=person]").first.check()
    page.get_by_role("button", name="Try it on those ticked").click()
    expect(page.get_by_label("Their numbers")).to_have_value(re.compile(r"^\w+$"))
    looks_fine(page, "campaign-try")
    page.get_by_label("Their numbers").fill("A1, F1")
    page.get_by_role("button", name="Let them try it").click()
    expect(page.get_by_role("heading", name="Who tries it")).to_be_visible()
    looks_fine(page, "campaign-trial")
    page.goto("/campaigns/")
    expect(page.get_by_role("heading", name="Trials")).to_be_visible()
    looks_fine(page, "campaigns-with-trials")
    page.goto(f"/campaigns/{Campaign.objects.get(trial_of=None).public_id}/")
    looks_fine(page, "campaign-prepared")
    page.get_by_role("link", name="Withdraw it").click()
    looks_fine(page, "campaign-withdraw")
    page.go_back()
    page.get_by_role("link", name="See whom it would ask").click()
    page.get_by_label("I have seen what is to mend").check()
    page.get_by_role("button", name="Start it").click()
    expect(page.get_by_role("status").first).to_be_visible()
    looks_fine(page, "campaign-being-started")
    freezing.work_through(lambda: moment(on))
    expect(page.get_by_role("link", name=re.compile("Everyone counted"))).to_be_visible(timeout=10_000)


def test_who_has_not_acknowledged(page, sign_in, looks_fine):
    us, on = cast(BEGIN), today()
    pack = adopted(BEGIN)
    grant(us.chen, Role.COMPLIANCE_OFFICER, BEGIN)
    sign_in(page, us.chen)
    departments(BEGIN)
    put("N1", on, name="Wilhelmina Konstantinopoulou-Featherstonehaugh", hr_department=LONG, joined_on=on)
    acknowledge(us.amina, pack, on=on, at=moment(on))
    page.goto("/acknowledgements/")
    looks_fine(page, "acknowledgements")
    page.goto("/acknowledgements/?department=HR+1")
    looks_fine(page, "acknowledgements-of-one")
    page.get_by_role("link", name="Late").click()
    looks_fine(page, "acknowledgements-late-none")
    page.goto("/acknowledgements/?show=late")
    looks_fine(page, "acknowledgements-late")
    for person in Person.objects.all():
        acknowledge(person, pack, on=on, at=moment(on))
    page.goto("/acknowledgements/")
    looks_fine(page, "acknowledgements-all")


def test_under_way(page, sign_in, looks_fine):
    on = today()
    begun = on - timedelta(days=10)
    days = {"opens": begun, "due": on + timedelta(days=20), "closes": on + timedelta(days=60)}
    us = testing.prepared(BEGIN, begun, **days)
    departments(begun)
    acts.start(us.campaign, by=us.cast.chen, on=begun, at=moment(begun), seen=True)
    freezing.work_through(lambda: moment(begun))
    sign_in(page, us.cast.chen)
    page.goto(f"/campaigns/{us.campaign.public_id}/")
    looks_fine(page, "campaign-nothing-happened")
    put("N1", on, name="Wilhelmina Konstantinopoulou-Featherstonehaugh", grade="supervisor", joined_on=on)
    put("S1", on, hr_department=LONG)
    put("S2", on, grade="P1")
    put("U1", on, name="Nobody Said")
    people.end(Person.objects.get(number="S3"), on=on, by="system", at=moment(on))
    following.work_through(on, lambda: moment(on))
    page.goto("/campaigns/")
    looks_fine(page, "campaigns")
    page.goto(f"/campaigns/{us.campaign.public_id}/")
    looks_fine(page, "campaign")
    page.get_by_role("link", name=re.compile("Everyone counted")).click()
    looks_fine(page, "campaign-everyone")
