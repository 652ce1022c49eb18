"""Silence is never leave: without an answer the deputy is asked, then the next one up; what nobody used lapses."""

from datetime import date, timedelta

import pytest

from avow.disclosures.acts import Refused
from avow.gifts.models import Gift
from avow.leave import acts, moving_on
from avow.leave.models import Deputy
from avow.leave.moving_on import work_through
from avow.leave.standing import current
from avow.leave.testing import MONDAY, answered, asked_of, house, moment, wants_to_give
from avow.ledger.models import Entry

pytestmark = pytest.mark.django_db
WEDNESDAY, THURSDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)
NEXT_TUESDAY, NEXT_THURSDAY = MONDAY + timedelta(days=8), MONDAY + timedelta(days=10)
LATER = MONDAY + timedelta(days=20)
LAST = LATER + timedelta(days=30)


def who(disclosure):
    return [(one.person.name.split()[0], one.because) for one in asked_of(disclosure)]


def away(us, manager, deputy, since=MONDAY, until=None):
    return acts.name_deputy(manager, deputy, from_day=since, until=until, on=since, at=moment(since))


def test_it_goes_to_the_deputy_then_up_and_each_step_is_a_row():
    us = house()
    away(us, us.boris, us.farah)
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    assert work_through(WEDNESDAY, moment(WEDNESDAY)) == 0, "Boris has until the end of Wednesday"
    assert work_through(THURSDAY, moment(THURSDAY)) == 1
    assert who(wine) == [("Boris", "manager"), ("Farah", "deputy")]
    assert asked_of(wine)[1].answer_by == date(2026, 3, 9), "two working days, over a weekend"
    assert work_through(NEXT_TUESDAY, moment(NEXT_TUESDAY)) == 1
    assert who(wine)[2:] == [("Dolores", "above")]
    friday = NEXT_TUESDAY + timedelta(days=3)
    assert work_through(friday, moment(friday)) == 1
    assert who(wine)[3:] == [("Chen", "officer")]
    assert wine.state(friday).id == "waiting_for_leave", "silence is never leave"


def test_run_again_it_does_nothing_twice():
    us = house()
    wants_to_give(us, us.amina, MONDAY, LATER)
    assert work_through(THURSDAY, moment(THURSDAY)) == 1
    entries = Entry.objects.count()
    assert work_through(THURSDAY, moment(THURSDAY)) == 0
    assert Entry.objects.count() == entries


def test_killed_in_the_middle_the_next_run_does_the_rest(monkeypatch):
    us = house()
    first, second = (wants_to_give(us, us.amina, MONDAY, LATER, worth=worth) for worth in ("10.00", "20.00"))
    real, calls = moving_on.move_on, []

    def dies(leave, **given):
        calls.append(leave)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(leave, **given)

    monkeypatch.setattr(moving_on, "move_on", dies)
    with pytest.raises(KeyboardInterrupt):
        work_through(THURSDAY, moment(THURSDAY))
    monkeypatch.undo()
    assert work_through(THURSDAY, moment(THURSDAY)) == 1
    assert len(asked_of(first)) == len(asked_of(second)) == 2


def test_one_that_fails_holds_up_none_behind_it(monkeypatch, caplog):
    us = house()
    first, second = (wants_to_give(us, us.amina, MONDAY, LATER, worth=worth) for worth in ("10.00", "20.00"))
    real = moving_on.move_on

    def fails(leave, **given):
        if leave.version.disclosure == first:
            raise ValueError("for whatever reason")
        return real(leave, **given)

    monkeypatch.setattr(moving_on, "move_on", fails)
    with pytest.raises(ExceptionGroup, match="could not be moved on"):
        work_through(THURSDAY, moment(THURSDAY))
    assert "could not be moved on" in caplog.text
    assert (len(asked_of(first)), len(asked_of(second))) == (1, 2)
    monkeypatch.undo()
    assert work_through(THURSDAY, moment(THURSDAY)) == 1


def test_the_manager_may_still_answer_while_nobody_has():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    work_through(THURSDAY, moment(THURSDAY))
    boris, dolores = asked_of(wine)
    answered(boris, us.boris, THURSDAY)
    with pytest.raises(Refused, match="Boris Lindqvist was quicker and gave leave"):
        answered(dolores, us.dolores, THURSDAY)


def test_a_deputy_holds_on_the_days_named_and_until_the_manager_is_back():
    us = house()
    row = away(us, us.boris, us.farah, until=WEDNESDAY)
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    work_through(THURSDAY, moment(THURSDAY))
    assert who(wine)[1:] == [("Dolores", "above")]
    acts.end_deputy(row, by=us.boris, on=MONDAY, at=moment(MONDAY))
    assert not Deputy.objects.on(MONDAY).exists()


def test_a_deputy_who_reports_to_the_one_who_gives_is_passed_over():
    us = house()
    away(us, us.dolores, us.amina)
    wine = wants_to_give(us, us.boris, MONDAY, LATER)
    work_through(THURSDAY, moment(THURSDAY))
    assert who(wine) == [("Dolores", "manager"), ("Chen", "officer")]


def test_used_in_time_it_stays_given():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    acts.tell_given(wine, by=us.amina, given_on=LATER, on=LATER, at=moment(LATER))
    assert work_through(LAST + timedelta(days=1), moment(LAST)) == 0
    assert wine.latest_version.judged.facts["leave_given"] is True
    assert wine.state(LAST).id == "recorded"


def test_unused_it_lapses_after_its_last_day_and_does_not_count():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    assert current(wine).last_day == LAST
    assert work_through(LAST, moment(LAST)) == 0
    after = LAST + timedelta(days=1)
    assert work_through(after, moment(after)) == 1
    assert wine.state(after).id == "leave_lapsed"
    assert not Gift.objects.get(disclosure=wine).counts
    assert not wine.latest_version.judged.findings


def test_given_after_it_lapsed_is_found():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    after = LAST + timedelta(days=1)
    work_through(after, moment(after))
    acts.tell_given(wine, by=us.amina, given_on=after, on=after, at=moment(after))
    assert {one["clause"] for one in wine.latest_version.judged.findings} == {"5.5"}
    assert Gift.objects.get(disclosure=wine).counts


def test_given_the_day_before_leave_is_without_leave():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    answered(asked_of(wine)[0], us.boris, WEDNESDAY)
    acts.tell_given(wine, by=us.amina, given_on=MONDAY, on=WEDNESDAY, at=moment(WEDNESDAY))
    assert wine.latest_version.judged.facts["leave_given"] is False


def test_not_given_after_all_ends_it():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    acts.tell_not_given(wine, by=us.amina, on=MONDAY, at=moment(MONDAY))
    assert work_through(THURSDAY, moment(THURSDAY)) == 0
    assert wine.state(THURSDAY).id == "recorded"
    with pytest.raises(Refused, match="not needed any more"):
        answered(asked_of(wine)[0], us.boris, THURSDAY)


def test_the_others_are_counted_anew_when_one_lapses():
    us = house()
    answers = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), True)
    wine = wants_to_give(us, us.amina, MONDAY, LATER, worth="150.00", **answers)
    more = wants_to_give(us, us.amina, MONDAY, LATER + timedelta(days=1), worth="60.00")
    for one in (wine, more):
        answered(asked_of(one)[0], us.boris, MONDAY)
    over = {one["clause"] for one in more.versions.last().judged.findings}
    assert "5.2" in over
    acts.tell_given(more, by=us.amina, given_on=LATER, on=LATER, at=moment(LATER))
    after = LAST + timedelta(days=1)
    work_through(after, moment(after))
    assert not more.versions.last().judged.findings
