"""Possible breaches, as the compliance officer meets them."""

from datetime import timedelta

import pytest

from avow.breaches.models import PossibleBreach
from avow.config.clock import today
from avow.disclosures import acts as disclosing
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
