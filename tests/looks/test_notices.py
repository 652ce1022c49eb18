"""What was sent to oneself, and the outbox: empty, full, failing, in doubt, and with long names."""

from datetime import UTC, datetime, time, timedelta

import pytest
from playwright.sync_api import expect

from avow.access.models import Role
from avow.access.testing import grant
from avow.certifications.campaigns import testing
from avow.certifications.campaigns.testing import BEGIN
from avow.config.clock import today
from avow.notices.models import MailEnded
from avow.notices.sending import work
from avow.notices.testing import mail_server, plain, wanted
from avow.people import acts as people
from avow.reviews.testing import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Wilhelmina Konstantinopoulou-Featherstonehaugh"


def last_monday():
    """Half past nine, so that whoever looks on a Sunday sees mail too."""
    day = today() - timedelta(days=today().weekday())
    return datetime.combine(day, time(9, 30), UTC)


def test_notices(page, sign_in, looks_fine):
    us, at = house(), last_monday()
    on = at.date()
    plain()
    people.put("A1", on=on, by="system", at=at, name=LONG)
    sign_in(page, us.amina)
    page.goto("/notices/")
    looks_fine(page, "notices-empty")
    sign_in(page, us.chen)
    page.goto("/outbox/")
    looks_fine(page, "outbox-empty")
    us.amina.refresh_from_db()
    for topic in ("certify:spring", "acknowledge:2026"):
        wanted(us.amina, on, topic)
        wanted(us.boris, on, topic, about=us.amina, audience="manager")
    wanted(us.dolores, on)
    wanted(us.emeka, on)

    def behave(number, to):
        return "later 451 4.7.1 not now" if to.startswith("emeka") else "drop" if to.startswith("boris") else ""

    with mail_server(behave) as server:
        work.work_through(lambda: at, server.setting)
    sign_in(page, us.amina)
    page.goto("/notices/")
    looks_fine(page, "notices")
    page.goto(f"/notices/{MailEnded.objects.get(to=us.amina).public_id}/")
    looks_fine(page, "notice")
    sign_in(page, us.chen)
    page.goto("/outbox/")
    looks_fine(page, "outbox")
    page.goto(f"/outbox/{MailEnded.objects.get(to=us.boris).public_id}/")
    looks_fine(page, "outbox-in-doubt")
    doubt = page.url
    grant(us.farah, Role.ADMINISTRATOR)
    sign_in(page, us.farah)
    page.goto("/outbox/")
    looks_fine(page, "outbox-administrator")
    page.goto(doubt)
    looks_fine(page, "outbox-in-doubt-administrator")
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("It is on its way.")).to_be_visible()
    looks_fine(page, "outbox-sent-again")


def test_remind_those_who_are_missing(page, sign_in, looks_fine):
    on = today()
    begun = on - timedelta(days=10)
    us = testing.under_way(BEGIN, begun, opens=begun, due=on + timedelta(days=20), closes=on + timedelta(days=60))
    testing.put("S0", on, email="s0@example.com", hr_department=f"{LONG} Human Resources")
    grant(us.cast.farah, Role.HR_PARTNER, BEGIN, "Sever HR")
    sign_in(page, us.cast.chen)
    page.goto(f"/campaigns/{us.campaign.public_id}/")
    page.get_by_role("link", name="Remind those who are missing now").click()
    expect(page.get_by_role("heading", name="Remind those who are missing now")).to_be_visible()
    looks_fine(page, "remind")
    page.get_by_role("button", name="Remind them").click()
    expect(page.get_by_role("status")).to_contain_text("3 people get a mail. 4 people have no e-mail address")
    page.goto(f"/campaigns/{us.campaign.public_id}/remind/")
    looks_fine(page, "remind-nobody")
    sign_in(page, us.cast.farah)
    page.goto(f"/hr/{us.campaign.public_id}/")
    page.get_by_role("link", name="Remind those who are missing now").click()
    expect(page.get_by_text("Sever HR only.")).to_be_visible()
    looks_fine(page, "remind-department")
