from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.testing import sign_in
from avow.disclosures import acts as disclosing
from avow.reviews import acts
from avow.reviews.states import state_of
from avow.reviews.testing import MONDAY, amend, case_of, decided, disclose, house, moment, prepared

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 3, 3)


def test_the_whole_way_from_submission_to_the_end():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    assert state_of(disclosure, MONDAY).id == "under_review"
    question = acts.ask(case, by=h.chen, text="Since when?", on=MONDAY, at=moment(MONDAY))
    assert state_of(disclosure, MONDAY).id == "asked"
    acts.answer_question(question, by=h.amina, text="Since May.", on=MONDAY, at=moment(MONDAY))
    assert state_of(disclosure, MONDAY).id == "under_review"
    decided(prepared(case, h.chen), h.chen)
    assert state_of(disclosure, MONDAY).id == "in_force"
    amend(disclosure, TUESDAY, share_percent="3")
    assert state_of(disclosure, TUESDAY).id == "under_review"
    disclosing.end(disclosure, h.amina, TUESDAY, moment(TUESDAY))
    assert state_of(disclosure, TUESDAY).id == "ended"


@pytest.mark.parametrize(
    ("outcome", "state"), [("no_conflict", "decided"), ("refused", "decided"), ("approved", "in_force")]
)
def test_what_does_not_last_is_decided_and_what_does_is_in_force(outcome, state):
    h = house()
    disclosure = disclose(h, h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen, outcome=outcome)
    assert state_of(disclosure, MONDAY).id == state


@pytest.mark.parametrize(
    ("outcome", "title"),
    [("refused", "Not approved"), ("approved", "Approved"), ("no_conflict", "No conflict")],
)
def test_a_decided_one_is_called_by_its_outcome_in_the_list_of_my_disclosures(outcome, title):
    h = house()
    disclosure = disclose(h, h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen, outcome=outcome)
    assert state_of(disclosure, MONDAY).title == title
    assert title in sign_in(Client(), h.amina).get(reverse("disclosures:mine")).content.decode()


def test_before_its_day_an_approval_is_decided():
    h = house()
    disclosure = disclose(h, h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen, start_on=date(2026, 3, 20))
    assert state_of(disclosure, date(2026, 3, 19)).id == "decided"
    assert state_of(disclosure, date(2026, 3, 20)).id == "in_force"


def test_taken_back_is_withdrawn():
    h = house()
    disclosure = disclose(h, h.amina)
    disclosing.withdraw(disclosure, h.amina, "I will not do it.", moment(MONDAY))
    assert state_of(disclosure, MONDAY).id == "withdrawn"


def test_many_states_take_as_many_queries_as_one(django_assert_num_queries):
    from avow.disclosures import states
    from avow.disclosures.models import Disclosure

    h = house()
    for person in (h.amina, h.boris, h.farah):
        disclose(h, person)
    disclosures = list(Disclosure.objects.all())
    for some in (disclosures[:1], disclosures):
        with django_assert_num_queries(7):
            assert [state.id for state in states.of(some, MONDAY).values()] == ["under_review"] * len(some)
