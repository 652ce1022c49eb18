"""Possible breaches, as the compliance officer meets them."""

from datetime import timedelta

import pytest

from avow.breaches.models import PossibleBreach
from avow.config.clock import today
from avow.disclosures import acts as disclosing
from avow.leave import acts
from avow.leave import testing as leave
from avow.reviews.testing import case_of, disclose, house, moment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_none_then_one(page, sign_in, looks_fine):
    us, on = house(), today()
    sign_in(page, us.chen)
    page.goto("/breaches/")
    looks_fine(page, "breaches-empty")
    sent = disclose(us, us.amina, on - timedelta(days=3))
    disclosing.tell_started(sent, us.amina, on - timedelta(days=1), moment(on))
    page.goto("/breaches/")
    looks_fine(page, "breaches")
    page.goto(PossibleBreach.objects.get().get_absolute_url())
    looks_fine(page, "breach")
    page.goto(case_of(sent).get_absolute_url())
    looks_fine(page, "breach-in-case")


def test_given_although_leave_was_refused(page, sign_in, looks_fine):
    us, on = leave.house(), today()
    wine = leave.wants_to_give(us, us.amina, on - timedelta(days=2), on - timedelta(days=1))
    asked = leave.asked_of(wine)[0]
    leave.answered(asked, us.boris, on - timedelta(days=2), is_given=False, remark="They are in a tender with us.")
    acts.tell_given(wine, by=us.amina, given_on=on - timedelta(days=1), on=on, at=moment(on))
    sign_in(page, us.chen)
    page.goto("/breaches/")
    looks_fine(page, "breaches-given")
    page.goto(PossibleBreach.objects.get().get_absolute_url())
    looks_fine(page, "breach-given")
    page.goto(case_of(wine).get_absolute_url())
    looks_fine(page, "breach-given-in-case")
