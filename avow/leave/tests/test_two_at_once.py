"""Two at the same moment: manager and deputy answer, or the entry is changed while the manager answers. What is
answered is what was shown."""

from datetime import timedelta

import pytest

from avow.disclosures.acts import Refused
from avow.disclosures.models import Version
from avow.leave import acts
from avow.leave.models import Answered, AskedOf, Given, Leave
from avow.leave.moving_on import work_through
from avow.leave.standing import current
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, moment, wants_to_give
from avow.ledger.models import Entry
from avow.ledger.testing import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LATER = MONDAY + timedelta(days=20)
THURSDAY = MONDAY + timedelta(days=3)


def test_manager_and_deputy_answer_at_the_same_moment():
    us = house()
    acts.name_deputy(us.boris, us.farah, from_day=MONDAY, until=None, on=MONDAY, at=moment(MONDAY))
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    work_through(THURSDAY, moment(THURSDAY))
    boris, farah = asked_of(wine)
    results = at_once(
        lambda: answered(AskedOf.objects.get(pk=boris.pk), us.boris, THURSDAY),
        lambda: answered(AskedOf.objects.get(pk=farah.pk), us.farah, THURSDAY, is_given=False, remark="No."),
    )
    assert sorted(type(one).__name__ for one in results) == ["Answered", "Refused"], results
    row = Answered.objects.get()
    assert wine.versions.last().judged.facts["leave_given"] is row.is_given
    assert Entry.objects.filter(verb__in=("leave given", "leave refused")).count() == 1


def test_changed_while_the_manager_answers_the_answer_is_about_what_was_shown():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    (shown,) = asked_of(wine)
    sent, said = at_once(
        lambda: changed(type(wine).objects.get(pk=wine.pk), MONDAY, worth="199.00"),
        lambda: answered(AskedOf.objects.get(pk=shown.pk), us.boris, MONDAY),
    )
    assert isinstance(sent, Version), sent
    assert isinstance(said, Answered | Refused), said
    now = current(wine)
    assert now.version == sent
    assert not Answered.objects.filter(leave=now).exists(), "nobody has answered for 199"
    assert sent.judgements.last().facts["leave_given"] is None


def test_answered_and_told_as_given_at_the_same_moment():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, MONDAY)
    (shown,) = asked_of(wine)
    said, told = at_once(
        lambda: answered(AskedOf.objects.get(pk=shown.pk), us.boris, MONDAY),
        lambda: acts.tell_given(type(wine).objects.get(pk=wine.pk), by=us.amina, given_on=MONDAY, on=MONDAY,
                                at=moment(MONDAY)),
    )  # fmt: skip
    assert isinstance(told, Given), told
    assert isinstance(said, Answered | Refused), said
    assert wine.versions.last().judged.facts["leave_given"] is isinstance(said, Answered)


def test_two_workers_move_on_once():
    us = house()
    wants_to_give(us, us.amina, MONDAY, LATER)
    results = at_once(*[lambda: work_through(THURSDAY, moment(THURSDAY))] * 2)
    assert sorted(results) == [0, 1], results
    assert AskedOf.objects.count() == 2
    assert Leave.objects.count() == 1
