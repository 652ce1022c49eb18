"""An invitation needs leave like a gift (5.4, 5.5): asked for, seen, answered, told, and refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.testing import sign_in
from avow.gifts.models import Gift
from avow.leave.moving_on import work_through
from avow.leave.testing import MONDAY, asked_of, changed, house, moment, wants_to_invite
from avow.ledger.verify import verify

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + timedelta(days=4)


def says(us, dinner, answer: str, remark: str = ""):
    """Boris answers on his page."""
    asked = asked_of(dinner)[0]
    sent = {f"{asked.public_id}-answer": answer, f"{asked.public_id}-remark": remark}
    return sign_in(Client(), us.boris).post(asked.get_absolute_url(), sent, follow=True)


def test_from_asking_to_telling_that_it_was(now):
    us = house()
    dinner = wants_to_invite(us, us.amina, MONDAY, FRIDAY)
    assert dinner.state(MONDAY).id == "waiting_for_leave"
    boris = sign_in(Client(), us.boris)
    page = boris.get(asked_of(dinner)[0].get_absolute_url()).content.decode()
    for seen in ("dinner after the acceptance test", "USD 240.00", "For each of those who get it", "USD 60.00",
                 "Their invitations to this party", "Delta Bearings plc", "5.5"):  # fmt: skip
        assert seen in page, seen
    for unseen in ("thirty years", "Mrs Ito"):
        assert unseen not in page, unseen
    assert "You have given leave." in says(us, dinner, "give").content.decode()
    assert dinner.state(MONDAY).id == "leave_given"
    now(FRIDAY)
    amina = sign_in(Client(), us.amina)
    told = amina.post(reverse("leave:given", args=[dinner.public_id]), {"day": FRIDAY.isoformat()})
    assert told.status_code == 302
    page = amina.get(reverse("disclosures:one", args=[dinner.public_id])).content.decode()
    assert ", with leave" in page
    assert dinner.latest_version.judged.facts["leave_given"] is True
    after = FRIDAY + timedelta(days=31)
    assert work_through(after, moment(after)) == 0
    assert not [one.says for one in verify().findings if one.kind != "head"]


def test_refused_and_held_all_the_same(now):
    us = house()
    dinner = wants_to_invite(us, us.amina, MONDAY, FRIDAY)
    says(us, dinner, "refuse", "They are in a tender with us.")
    assert dinner.state(MONDAY).id == "leave_refused"
    assert not Gift.objects.get().counts
    now(FRIDAY)
    sign_in(Client(), us.amina).post(reverse("leave:given", args=[dinner.public_id]), {"day": FRIDAY.isoformat()})
    assert Gift.objects.get().counts
    assert "5.5" in {one["clause"] for one in dinner.latest_version.judged.findings}


def test_more_guests_need_leave_anew(now):
    us = house()
    dinner = wants_to_invite(us, us.amina, MONDAY, FRIDAY)
    says(us, dinner, "give")
    changed(dinner, MONDAY, shared_by="2")
    assert dinner.state(MONDAY).id == "waiting_for_leave"
