"""Leave to give (5.5), end to end in a real browser: it is asked for, given, and used; nobody answers a second one
until the next one up does, and it lapses unused.

The forms of the entry have tests of their own; here it is sent by the acts, and everything after it is done on pages.
"""

import re
from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO

import pytest
from playwright.sync_api import expect

from avow.cli.main import main
from avow.config.clock import today
from avow.gifts.models import Gift
from avow.leave.moving_on import work_through
from avow.leave.testing import house, moment, wants_to_give
from avow.reviews.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_is_used_and_another_lapses(page, sign_in, monkeypatch):
    us, on = house(), today()
    used = wants_to_give(us, us.amina, on, on, worth="40.00")
    sign_in(page, us.amina)
    page.goto(f"/disclosures/{used.public_id}/")
    expect(page.get_by_text("Waiting for leave")).to_be_visible()
    expect(page.get_by_text("Boris Lindqvist, the manager on that day")).to_be_visible()

    sign_in(page, us.boris)
    page.goto("/")
    page.get_by_role("link", name="Give leave, or do not: Amina Haddad").click()
    expect(page.get_by_text(re.compile(r"With this one, USD 40\.00 since .*the limit is USD 200\.00"))).to_be_visible()
    assert page.get_by_text("thirty years").count() == 0, "the story is not for him"
    page.get_by_label("Your remark").fill("Give her my best wishes.")
    page.get_by_role("button", name="Give leave", exact=True).click()
    expect(page.get_by_text("You have given leave.")).to_be_visible()

    sign_in(page, us.amina)
    page.goto("/")
    page.get_by_role("link", name=re.compile("Tell us when you have given it")).click()
    page.get_by_label("On which day did you give it?").fill(on.isoformat())
    page.get_by_role("button", name="I have given it").click()
    expect(page.get_by_text("Give her my best wishes.")).to_be_visible()
    expect(page.get_by_text(", with leave")).to_be_visible()
    expect(page.get_by_text("Recorded", exact=True)).to_be_visible()

    day = on + timedelta(days=14)
    lapsing = wants_to_give(us, us.amina, on, day, worth="50.00")
    late = on + timedelta(days=5)
    work_through(late, moment(late))
    sign_in(page, us.dolores)
    page.goto("/leave/")
    expect(page.get_by_text("the next one up the line")).to_be_visible()
    page.get_by_role("button", name="Give leave", exact=True).click()
    expect(page.get_by_text("You have given leave.")).to_be_visible()

    gone = day + timedelta(days=31)
    work_through(gone, moment(gone))
    sign_in(page, us.amina)
    page.goto(f"/disclosures/{lapsing.public_id}/")
    expect(page.get_by_text("Leave lapsed", exact=True)).to_be_visible()
    assert [gift.counts for gift in Gift.objects.order_by("pk")] == [True, False]
    assert not Case.objects.exists(), "both stayed within the limits"
    monkeypatch.setattr("avow.config.environment.nothing_there", lambda: "")  # the tests’ database is in memory
    with redirect_stdout(StringIO()) as said:
        assert main(["ledger", "verify"]) == 0, said.getvalue()
