"""Whoever was asked for leave answers as manager, deputy or officer: not once they are that no longer (5.5)."""

from datetime import timedelta

import pytest

from avow.access.acts import end_role
from avow.access.duties import duties_for
from avow.access.models import RoleGrant
from avow.access.testing import grant, sign_in
from avow.config.testing import stand_still
from avow.disclosures.acts import NotTheirs, Refused
from avow.leave import acts
from avow.leave.models import Answered
from avow.leave.moving_on import work_through
from avow.leave.testing import BEGIN, MONDAY, answered, asked_of, house, moment, wants_to_give
from avow.ledger.testing import at_once
from avow.ledger.verify import verify
from avow.people.acts import end, put

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=more) for more in range(1, 5))
LATER = MONDAY + timedelta(days=20)
NO_LONGER = "you no longer manage them"


def who(disclosure):
    return [(one.person.name.split()[0], one.because) for one in asked_of(disclosure)]


def manages(us, number: str, on) -> None:
    """From that day Amina reports to whoever has this number."""
    put(us.amina.number, on=on, by="system", at=moment(on), manager=number)


def stands_in(us, until=None):
    """Farah answers for Boris, and is asked on Thursday; gives the row that names her, and what she is asked about."""
    row = acts.name_deputy(us.boris, us.farah, from_day=MONDAY, until=until, on=MONDAY, at=moment(MONDAY))
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    work_through(THURSDAY, moment(THURSDAY))
    assert who(wine) == [("Boris", "manager"), ("Farah", "deputy")]
    return row, wine


def test_who_was_their_manager_does_not_answer_and_the_new_one_is_asked_at_once():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    manages(us, us.emeka.number, TUESDAY)
    with pytest.raises(Refused, match=NO_LONGER):
        answered(asked_of(wine)[0], us.boris, TUESDAY)
    assert work_through(TUESDAY, moment(TUESDAY)) == 1, "before the time of the one asked first is over"
    assert who(wine) == [("Boris", "manager"), ("Emeka", "manager")]
    assert work_through(TUESDAY, moment(TUESDAY)) == 0
    answered(asked_of(wine)[1], us.emeka, TUESDAY)
    assert wine.state(TUESDAY).id == "leave_given"


def test_a_manager_who_is_further_up_by_now_still_answers():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    put(us.emeka.number, on=TUESDAY, by="system", at=moment(TUESDAY), manager=us.boris.number)
    manages(us, us.emeka.number, TUESDAY)
    answered(asked_of(wine)[0], us.boris, TUESDAY)
    assert wine.state(TUESDAY).id == "leave_given"


def test_a_deputy_who_is_their_manager_by_now_answers():
    us = house()
    _, wine = stands_in(us)
    manages(us, us.farah.number, THURSDAY)
    answered(asked_of(wine)[1], us.farah, THURSDAY)
    assert wine.state(THURSDAY).id == "leave_given"


def test_a_manager_who_left_does_not_answer_and_the_next_one_up_is_asked():
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    end(us.boris, on=TUESDAY, by="system", at=moment(TUESDAY))
    with pytest.raises(NotTheirs):
        answered(asked_of(wine)[0], us.boris, TUESDAY)
    assert work_through(TUESDAY, moment(TUESDAY)) == 1
    assert who(wine)[1:] == [("Dolores", "manager")], "the line goes on to who was above the one who left"


def test_a_deputy_whose_days_are_over_does_not_answer():
    us = house()
    _, wine = stands_in(us, until=THURSDAY)
    with pytest.raises(Refused, match=NO_LONGER):
        answered(asked_of(wine)[1], us.farah, FRIDAY)
    assert work_through(FRIDAY, moment(FRIDAY)) == 1
    assert who(wine)[2:] == [("Dolores", "above")]
    answered(asked_of(wine)[0], us.boris, FRIDAY)
    assert wine.state(FRIDAY).id == "leave_given", "the manager still may"


def test_a_deputy_of_somebody_who_is_not_above_them_any_more_does_not_answer():
    us = house()
    _, wine = stands_in(us)
    manages(us, us.emeka.number, THURSDAY)
    with pytest.raises(Refused, match=NO_LONGER):
        answered(asked_of(wine)[1], us.farah, THURSDAY)


@pytest.mark.parametrize("role", ["compliance_officer", "deputy", "board_committee"])
def test_counsel_whose_role_ended_does_not_answer(role):
    us = house()
    if role != "compliance_officer":
        end_role(RoleGrant.objects.get(person=us.chen), None, BEGIN, moment(BEGIN))
        grant(us.farah, role, BEGIN)
    wine = wants_to_give(us, us.goran, MONDAY, LATER)
    (asked,) = asked_of(wine)
    held = RoleGrant.objects.get(person=asked.person, role=role, to_day=None)
    end_role(held, None, TUESDAY, moment(TUESDAY))
    with pytest.raises(Refused, match=NO_LONGER):
        answered(asked, asked.person, TUESDAY)
    grant(us.emeka, "compliance_officer", TUESDAY)
    assert work_through(TUESDAY, moment(TUESDAY)) == 1
    assert who(wine)[1:] == [("Emeka", "officer")]


def test_the_page_shows_nothing_of_it_and_it_is_no_duty(client, monkeypatch):
    us = house()
    stand_still(monkeypatch, moment(TUESDAY))
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    (asked,) = asked_of(wine)
    sign_in(client, us.boris)
    assert "bottle of wine" in client.get(asked.get_absolute_url()).content.decode()
    manages(us, us.emeka.number, TUESDAY)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert NO_LONGER in page and "bottle of wine" not in page and "Give leave</button>" not in page
    assert "bottle of wine" not in client.get("/leave/").content.decode()
    assert not [one for one in duties_for(us.boris, TUESDAY) if "leave" in one.title]
    client.post(asked.get_absolute_url(), {f"{asked.public_id}-answer": "give"})
    assert not Answered.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_deputy_answers_while_the_manager_ends_it():
    us = house()
    row, wine = stands_in(us)
    asked = asked_of(wine)[1]
    ended, said = at_once(
        lambda: acts.end_deputy(row, by=us.boris, on=THURSDAY, at=moment(THURSDAY)),
        lambda: answered(asked, us.farah, THURSDAY),
    )
    assert not isinstance(ended, BaseException), ended
    if isinstance(said, Answered):
        assert said.attested.entry_id < ended.ended_by_id, "it was answered first"
    else:
        assert isinstance(said, Refused) and NO_LONGER in str(said), said
        assert not Answered.objects.exists()
    assert not [one.says for one in verify().findings if one.kind != "head"]
