"""Duties come from every room, in the order in which they are due."""

from datetime import UTC, date, datetime

import pytest

from avow.access import acts, duties
from avow.access.duties import Duty
from avow.access.testing import grant
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_earliest_due_comes_first_and_the_weightier_of_one_day(monkeypatch):
    given = [Duty("whenever", "/"), Duty("light", "/", due=ON), Duty("heavy", "/", due=ON, weight=5)]
    given.append(Duty("late", "/", due=date(2026, 2, 1)))
    monkeypatch.setattr(duties, "SOURCES", [lambda person, on: given[:2], lambda person, on: given[2:]])
    assert [duty.title for duty in duties.duties_for(None, ON)] == ["late", "heavy", "light", "whenever"]


def test_registering_twice_asks_once(monkeypatch):
    monkeypatch.setattr(duties, "SOURCES", [])
    source = duties.register(lambda person, on: [Duty("one", "/")])
    duties.register(source)
    assert len(duties.duties_for(None, ON)) == 1


@pytest.mark.django_db
def test_a_waiting_proposal_is_a_duty_of_those_who_could_confirm_it():
    here = cast()
    grant(here.chen, "compliance_officer")
    grant(here.farah, "administrator")
    acts.propose_role(here.boris, "management", here.farah, ON, AT)

    def titles(person):
        return [duty.title for duty in duties.duties_for(person, ON) if duty.url == "/administration/proposals/"]

    assert titles(here.chen) == ["Confirm a role for someone"]
    assert titles(here.farah) == titles(here.boris) == titles(here.goran) == []
