"""Somebody who asked for leave is erased: nobody is asked about it any more, and the ledger still verifies."""

from datetime import timedelta

import pytest
from django.test import Client

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.disclosures.acts import Refused
from avow.leave import acts
from avow.leave.models import Answered, AskedOf, Given, Lapsed
from avow.leave.moving_on import work_through
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, moment, wants_to_give
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.retention.acts import erase

pytestmark = pytest.mark.django_db(transaction=True)
THURSDAY, LATER = MONDAY + timedelta(days=3), MONDAY + timedelta(days=20)
GONE = LATER + timedelta(days=31)


def erased(person):
    erase(person.key, by="command line", at=moment(MONDAY), reason="Five years after leaving.")


def wrong() -> list[str]:
    return [one.says for one in verify().findings if one.kind != "head"]


def test_while_it_waits_nobody_is_asked_any_more(now):
    us = house()
    asked = asked_of(wants_to_give(us, us.amina, MONDAY, LATER))[0]
    erased(us.amina)
    assert not [one.title for one in duties_for(us.boris, MONDAY) if "leave" in one.title.lower()]
    boris = sign_in(Client(), us.boris)
    for page in ("/leave/", asked.get_absolute_url()):
        text = boris.get(page).content.decode()
        for word in ("Amina", "Haddad", "bottle of wine", "Give leave</button>"):
            assert word not in text, (page, word)
    with pytest.raises(Refused, match="not needed any more"):
        answered(asked, us.boris, MONDAY)
    boris.post(asked.get_absolute_url(), {f"{asked.public_id}-answer": "give"})
    assert not Answered.objects.exists()
    assert wrong() == []


def test_the_worker_asks_nobody_further_and_lets_nothing_lapse(now):
    us = house()
    wants_to_give(us, us.amina, MONDAY, LATER)
    erased(us.amina)
    entries = Entry.objects.count()
    for day in (THURSDAY, GONE):
        assert work_through(day, moment(day)) == 0
    assert (AskedOf.objects.count(), Lapsed.objects.count()) == (1, 0)
    assert Entry.objects.count() == entries
    assert wrong() == []


def test_what_was_asked_answered_carried_given_and_refused_verifies_without_the_words(now):
    us = house()
    wine, ham = (wants_to_give(us, us.amina, MONDAY, LATER, worth=worth) for worth in ("10.00", "20.00"))
    answered(asked_of(wine)[0], us.boris, MONDAY, remark="My best wishes.")
    changed(wine, MONDAY, story="She retires next month.")
    acts.tell_given(wine, by=us.amina, given_on=MONDAY, on=MONDAY, at=moment(MONDAY))
    answered(asked_of(ham)[0], us.boris, MONDAY, is_given=False, remark="They are in a tender.")
    assert wrong() == []
    erased(us.amina)
    assert wrong() == []
    assert {row.remark() for row in Answered.objects.all()} == {"(erased)"}
    assert Given.objects.get().given_on == MONDAY
    boris, chen = (sign_in(Client(), person) for person in (us.boris, us.chen))
    for text in (boris.get("/leave/"), chen.get(f"/disclosures/{wine.public_id}/")):
        for word in ("Amina", "best wishes", "bottle of wine"):
            assert word not in text.content.decode(), word


def test_the_manager_who_answered_may_be_erased(now):
    us = house()
    wine = wants_to_give(us, us.amina, MONDAY, LATER)
    answered(asked_of(wine)[0], us.boris, MONDAY, remark="Do.")
    erased(us.boris)
    assert wrong() == []
    page = sign_in(Client(), us.amina).get(f"/disclosures/{wine.public_id}/").content.decode()
    assert "Boris" not in page and "There is leave until" in page
