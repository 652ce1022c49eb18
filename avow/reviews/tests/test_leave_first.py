"""Leave to give comes first (5.5): no case opens while it is waited for, and what is found then goes to review."""

from datetime import timedelta

import pytest

from avow.disclosures.acts import Refused
from avow.gifts.models import Gift
from avow.leave import acts
from avow.leave.models import Leave
from avow.leave.testing import answered, asked_of, wants_to_give
from avow.reviews.models import Case
from avow.reviews.testing import MONDAY, house, moment

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + timedelta(days=4)


def test_no_case_opens_while_leave_is_waited_for_nor_when_it_is_refused():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    assert not Case.objects.exists()
    answered(asked_of(wine)[0], us.boris, MONDAY, is_given=False, remark="No.")
    assert not Case.objects.exists()


def test_with_leave_and_within_the_limits_no_case_opens_either():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    assert not Case.objects.exists()
    assert wine.state(MONDAY).id == "leave_given"


def test_with_leave_one_over_the_limit_goes_to_review():
    us = house()
    watch = wants_to_give(us, us.amina, MONDAY, FRIDAY, worth="201.00", customary=True, modest=True, lawful=True,
                          employer_allows=True)  # fmt: skip
    assert not Case.objects.exists()
    answered(asked_of(watch)[0], us.boris, MONDAY)
    assert Case.objects.get().disclosure == watch
    assert "5.2" in {one["clause"] for one in watch.latest_version.judged.findings}


def test_refused_and_given_all_the_same_is_found_and_reviewed():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY, is_given=False, remark="No.")
    acts.tell_given(wine, by=us.amina, given_on=FRIDAY, on=FRIDAY, at=moment(FRIDAY))
    assert "5.5" in {one["clause"] for one in wine.latest_version.judged.findings}
    assert Gift.objects.get(disclosure=wine).counts
    assert Case.objects.get().disclosure == wine


def test_given_before_anybody_was_asked_is_found_and_reviewed():
    us = house()
    wine = wants_to_give(us, us.amina, FRIDAY, MONDAY)
    assert not Leave.objects.exists()
    assert "5.5" in {one["clause"] for one in wine.latest_version.judgement.findings}
    assert Case.objects.get().disclosure == wine


def test_told_as_given_before_the_answer_nobody_can_answer_any_more():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY)
    acts.tell_given(wine, by=us.amina, given_on=MONDAY, on=MONDAY, at=moment(MONDAY))
    with pytest.raises(Refused, match="not needed any more"):
        answered(asked_of(wine)[0], us.boris, MONDAY)
    assert wine.latest_version.judged.facts["leave_given"] is False
    assert Case.objects.get().disclosure == wine
