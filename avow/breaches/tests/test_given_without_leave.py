"""What was given without leave is a possible breach, for a person to hear (5.5, 3.3)."""

from datetime import timedelta

import pytest

from avow.access.testing import sign_in
from avow.breaches.models import PossibleBreach
from avow.config.testing import stand_still
from avow.leave import acts
from avow.leave.moving_on import work_through
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, moment, wants_to_give
from avow.ledger.verify import verify
from avow.reviews.models import Case

pytestmark = pytest.mark.django_db
SUNDAY, TUESDAY, WEDNESDAY = (MONDAY + timedelta(days=more) for more in (-1, 1, 2))
LAPSED = MONDAY + timedelta(days=33)


def found(disclosure) -> list[tuple]:
    rows = PossibleBreach.objects.filter(disclosure=disclosure).order_by("pk")
    return list(rows.values_list("why", "clause", "began_on", "decided_on"))


def given(us, disclosure, day, on=None):
    on = on or day
    acts.tell_given(disclosure, by=us.amina, given_on=day, on=on, at=moment(on))


def refused(us):
    wine = wants_to_give(us, us.amina, MONDAY, TUESDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY, is_given=False, remark="They are in a tender with us.")
    return wine


def test_given_all_the_same_after_it_was_refused():
    us = house()
    wine = refused(us)
    assert found(wine) == []
    given(us, wine, TUESDAY)
    assert found(wine) == [("given_although_refused", "5.5", TUESDAY, MONDAY)]
    assert Case.objects.filter(disclosure=wine).exists()
    assert not [one.says for one in verify().findings if one.kind != "head"]


def test_given_before_there_was_an_answer():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, WEDNESDAY)
    given(us, wine, TUESDAY)
    assert found(wine) == [("given_before_leave", "5.5", TUESDAY, None)]


def test_given_after_leave_had_lapsed():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, TUESDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    work_through(LAPSED, moment(LAPSED))
    given(us, wine, LAPSED)
    assert found(wine) == [("given_after_leave", "5.5", LAPSED, MONDAY)]


def test_given_with_leave_or_not_at_all_is_none():
    us = house()
    wine, other = (wants_to_give(us, us.amina, MONDAY, TUESDAY, worth=worth) for worth in ("10.00", "20.00"))
    answered(asked_of(wine)[0], us.boris, MONDAY)
    given(us, wine, MONDAY)
    acts.tell_not_given(other, by=us.amina, on=MONDAY, at=moment(MONDAY))
    assert not PossibleBreach.objects.exists()


def test_entered_once_it_was_given_is_one_and_changing_the_entry_makes_no_second():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, SUNDAY)
    assert found(wine) == [("given_without_asking", "5.5", SUNDAY, None)]
    changed(wine, MONDAY, worth="45.00")
    assert len(found(wine)) == 1


def test_entered_as_turned_down_is_none():
    us = house()
    wants_to_give(us, us.amina, MONDAY, SUNDAY, declined=True)
    assert not PossibleBreach.objects.exists()


def test_a_worth_corrected_after_it_was_given_with_leave_does_not_say_that_nobody_asked():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, MONDAY)
    answered(asked_of(wine)[0], us.boris, MONDAY)
    given(us, wine, MONDAY)
    changed(wine, TUESDAY, worth="45.00")
    assert found(wine) == []


def test_officers_read_it_in_the_words_of_giving(client, monkeypatch):
    us = house()
    stand_still(monkeypatch, moment(WEDNESDAY))
    wine = refused(us)
    given(us, wine, TUESDAY)
    row = PossibleBreach.objects.get()
    sign_in(client, us.chen)
    listed = client.get("/breaches/").content.decode()
    assert "Given although leave was refused" in listed and row.get_absolute_url() in listed
    one = client.get(row.get_absolute_url()).content.decode()
    for words in ("Leave was answered on", "It was given on", "5.5"):
        assert words in one, words
    case = client.get(Case.objects.get().get_absolute_url()).content.decode()
    assert "was given on" in case and "it began on" not in case
    for person in (us.amina, us.boris, us.goran):
        assert sign_in(client, person).get(row.get_absolute_url()).status_code == 404
