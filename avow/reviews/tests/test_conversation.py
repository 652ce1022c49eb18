import pytest

from avow.reviews import acts
from avow.reviews.refusals import Refused
from avow.reviews.testing import MONDAY, case_of, decided, disclose, house, moment, prepared

pytestmark = pytest.mark.django_db

NOW = {"on": MONDAY}


def test_messages_are_sealed_with_the_key_of_the_person():
    h = house()
    case = case_of(disclose(h, h.amina))
    said = acts.tell(case, by=h.amina, text=" Is Thursday soon enough? ", at=moment(MONDAY), **NOW)
    assert said.text() == "Is Thursday soon enough?"
    assert (said.thread_with, said.attested.key) == (h.amina, h.amina.key)
    assert said.entry.acting_as == "discloser"


def test_a_reviewer_writes_to_the_person_or_to_somebody_consulted_and_to_nobody_else():
    h = house()
    case = case_of(disclose(h, h.amina))
    assert acts.tell(case, by=h.chen, text="Thank you.", at=moment(MONDAY), **NOW).thread_with == h.amina
    with pytest.raises(Refused, match="those consulted"):
        acts.tell(case, by=h.chen, to=h.boris, text="Psst.", at=moment(MONDAY), **NOW)
    acts.consult(case, by=h.chen, at=moment(MONDAY), **NOW)
    question = acts.ask(case, by=h.chen, to=h.boris, text="Who orders?", at=moment(MONDAY), **NOW)
    assert question.thread_with == h.boris
    said = acts.answer_question(question, by=h.boris, text="I do.", at=moment(MONDAY), **NOW)
    assert (said.thread_with, said.entry.acting_as) == (h.boris, "management")


def test_strangers_say_nothing_here():
    h = house()
    case = case_of(disclose(h, h.amina))
    for who in (h.goran, h.boris, h.dolores):
        with pytest.raises(Refused):
            acts.tell(case, by=who, text="Hello", at=moment(MONDAY), **NOW)
        with pytest.raises(Refused):
            acts.note(case, by=who, text="Hello", at=moment(MONDAY), **NOW)
    with pytest.raises(Refused):
        acts.note(case, by=h.amina, text="Hello", at=moment(MONDAY), **NOW)


def test_a_question_is_answered_once_by_the_one_asked_or_taken_back():
    h = house()
    case = case_of(disclose(h, h.amina))
    question = acts.ask(case, by=h.chen, text="Since when?", at=moment(MONDAY), **NOW)
    with pytest.raises(Refused, match="somebody else"):
        acts.answer_question(question, by=h.boris, text="May", at=moment(MONDAY), **NOW)
    acts.take_back(question, by=h.chen, at=moment(MONDAY), **NOW)
    with pytest.raises(Refused, match="settled already"):
        acts.answer_question(question, by=h.amina, text="May", at=moment(MONDAY), **NOW)


def test_nothing_and_far_too_much_are_refused():
    h = house()
    case = case_of(disclose(h, h.amina))
    with pytest.raises(Refused, match="Write a few words"):
        acts.tell(case, by=h.amina, text=" \n ", at=moment(MONDAY), **NOW)
    with pytest.raises(Refused, match="10001 characters"):
        acts.tell(case, by=h.amina, text="x" * 10_001, at=moment(MONDAY), **NOW)


def test_a_decided_case_is_not_asked_about():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    decided(case, h.chen)
    with pytest.raises(Refused, match="This is decided"):
        acts.ask(case, by=h.chen, text="One more thing?", at=moment(MONDAY), **NOW)


def test_a_note_is_for_reviewers():
    h = house()
    case = case_of(disclose(h, h.amina))
    note = acts.note(case, by=h.chen, text="Ask procurement.", at=moment(MONDAY), **NOW)
    assert note.text() == "Ask procurement."
    assert case.messages.count() == 0
