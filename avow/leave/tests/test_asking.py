"""Nothing is given before the manager's leave (5.5): who is asked, and what an answer does."""

from datetime import date, timedelta

import pytest

from avow.disclosures.acts import NotTheirs, Refused
from avow.gifts.models import Gift
from avow.leave.models import AskedOf, Leave
from avow.leave.standing import current
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, wants_to_give

pytestmark = pytest.mark.django_db
FRIDAY = MONDAY + timedelta(days=4)


def test_the_manager_is_asked_and_no_case_opens():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    (asked,) = asked_of(wine)
    assert (asked.person, asked.because) == (us.boris, "manager")
    assert asked.answer_by == date(2026, 3, 4), "two working days later"
    assert current(wine).last_day == FRIDAY + timedelta(days=30)
    assert wine.state(MONDAY).id == "waiting_for_leave"
    assert wine.latest_version.judged.facts["leave_given"] is None


def test_with_leave_a_small_gift_is_recorded():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY, remark="Do.")
    version = wine.latest_version
    assert version.judged.facts["leave_given"] is True
    assert wine.state(MONDAY).id == "leave_given"


def test_refused_it_is_closed_and_does_not_count():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    row = answered(asked_of(wine)[0], us.boris, MONDAY, is_given=False, remark="They are in a tender with us.")
    assert row.remark() == "They are in a tender with us."
    assert wine.state(MONDAY).id == "leave_refused"
    assert not wine.state(MONDAY).open
    assert wine.latest_version.judged.facts["leave_given"] is False
    assert not Gift.objects.get(disclosure=wine).counts


def test_what_was_turned_down_needs_no_leave():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY, declined=True)
    assert not Leave.objects.exists()
    assert wine.state(MONDAY).id == "recorded"


def test_a_refusal_needs_a_reason_and_only_those_asked_answer():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    with pytest.raises(Refused, match="why not"):
        answered(asked_of(wine)[0], us.boris, MONDAY, is_given=False)
    with pytest.raises(NotTheirs):
        answered(asked_of(wine)[0], us.dolores, MONDAY)


def test_who_is_named_in_it_is_passed_over():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY, other_side="Boris Lindqvist", counterparty="")
    assert [one.person for one in asked_of(wine)] == [us.dolores]
    assert asked_of(wine)[0].because == "above"


def test_with_nobody_above_the_compliance_officer_is_asked_and_it_is_said():
    us = house()
    wine = wants_to_give(us, us.goran, MONDAY, FRIDAY)
    (asked,) = asked_of(wine)
    assert (asked.person, asked.because) == (us.chen, "officer")
    assert "nobody in the line" in asked.words


def test_counsel_is_not_asked_about_who_stands_above_them():
    us = house()
    wine = wants_to_give(us, us.dolores, MONDAY, FRIDAY)
    assert not asked_of(wine), "Chen and Emeka both report to Dolores"
    assert wine.state(MONDAY).id == "waiting_for_leave"


def test_another_amount_needs_leave_anew():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    first = asked_of(wine)[0]
    answered(first, us.boris, MONDAY)
    changed(wine, MONDAY, worth="55.00")
    assert Leave.objects.count() == 2
    assert wine.versions.last().judged.facts["leave_given"] is None
    assert wine.state(MONDAY).id == "waiting_for_leave"
    with pytest.raises(Refused, match="was quicker"):
        answered(AskedOf.objects.get(pk=first.pk), us.boris, MONDAY)


def test_other_words_in_the_story_keep_the_leave():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    changed(wine, MONDAY, story="She retires next month.")
    assert Leave.objects.count() == 1
    assert current(wine).carried.count() == 1
    assert wine.versions.last().judged.facts["leave_given"] is True
    assert wine.state(MONDAY).id == "leave_given"


def test_after_a_refusal_one_may_change_it_and_ask_again():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, FRIDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY, is_given=False, remark="Too much.")
    changed(wine, MONDAY, worth="15.00")
    assert wine.state(MONDAY).id == "waiting_for_leave"
    assert Gift.objects.get(disclosure=wine).counts
    answered(asked_of(wine)[0], us.boris, MONDAY)
    assert wine.state(MONDAY).id == "leave_given"
