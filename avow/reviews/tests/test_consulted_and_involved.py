"""A manager who was consulted and then turns out to be named, a relative, or no longer asked takes no further part."""

import pytest
from django.test import Client

from avow.access.testing import sign_in
from avow.reviews import acts
from avow.reviews.models import Message
from avow.reviews.refusals import Refused
from avow.reviews.testing import MONDAY, amend, case_of, disclose, house, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def h():
    return house()


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def asked(h):
    """Amina's case, in which Boris is asked for management and has been put a question."""
    case = case_of(disclose(h, h.amina))
    now = {"on": MONDAY, "at": moment(MONDAY)}
    consultations = acts.consult(case, by=h.chen, **now)
    consultation = next(one for one in consultations if one.capacity == "management")
    question = acts.ask(case, by=h.chen, to=h.boris, text="Who signs the orders to Delta?", **now)
    return case, consultation, question


def page(consultation, person):
    return sign_in(Client(), person).get(consultation.get_absolute_url())


def take_no_part(h, case, consultation, question):
    text = page(consultation, h.boris).text
    assert "Who signs the orders" not in text and "What they were asked" not in text
    now = {"by": h.boris, "on": MONDAY, "at": moment(MONDAY)}
    with pytest.raises(Refused):
        acts.answer_question(question, text="I do.", **now)
    with pytest.raises(Refused):
        acts.tell(case, text="I do.", **now)
    with pytest.raises(Refused):
        acts.answer_consultation(consultation, answer="agree", remark="", **now)
    assert Message.objects.filter(author=h.boris).count() == 0


def test_while_asked_they_read_and_answer(h):
    _, consultation, question = asked(h)
    text = page(consultation, h.boris).text
    assert "Who signs the orders" in text and "What they were asked" in text
    acts.answer_question(question, by=h.boris, text="I do.", on=MONDAY, at=moment(MONDAY))


def test_one_who_is_named_in_a_new_version(h):
    case, consultation, question = asked(h)
    amend(case.disclosure, holder="family", relation="sibling", relative_name=h.boris.name)
    take_no_part(h, case, consultation, question)


def test_one_who_names_the_discloser_as_a_relative(h):
    case, consultation, question = asked(h)
    disclose(h, h.boris, holder="family", relation="sibling", relative_name=h.amina.name)
    take_no_part(h, case, consultation, question)


def test_one_in_whose_place_somebody_else_is_asked(h):
    case, consultation, question = asked(h)
    acts.move(consultation, by=h.chen, reason="On leave.", on=MONDAY, at=moment(MONDAY))
    take_no_part(h, case, consultation, question)
