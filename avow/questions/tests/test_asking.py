"""Asking the compliance officer: who reads and answers, by when, and when it is over (6.6)."""

from datetime import date, timedelta

import pytest

from avow.access import reads
from avow.access.duties import duties_for
from avow.access.testing import grant, sign_in
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.people.acts import end, put
from avow.questions import acts
from avow.questions.models import Aside, Message, Question
from avow.questions.testing import MONDAY, answered, asked_by, house, moment
from avow.questions.visibility import Keeping, may_answer

pytestmark = pytest.mark.django_db


@pytest.fixture
def us():
    return house()


def readers(question, on=MONDAY) -> set[str]:
    return {one.name for one in Keeping([question], on).readers(question)}


def test_a_question_is_one_entry_and_due_after_the_policys_working_days(us):
    before = Entry.objects.count()
    question = asked_by(us.amina, kind="outside_role", clauses=["4.1", "9.9"])
    assert Entry.objects.count() == before + 1
    assert Entry.objects.last().verb == "question asked"
    assert question.clauses == ["4.1"]
    assert question.messages.get().answer_by == date(2026, 3, 9), "five working days after Monday"
    assert question.title() == "May I drive for a delivery firm at weekends?"


def test_what_was_written_is_in_no_column(us):
    asked_by(us.amina, "The secret of Zanzibar Quince")
    for model in (Question, Message):
        for row in model.objects.values():
            assert "Zanzibar" not in repr(row)


def test_officers_and_deputies_read_it_and_nobody_else(us):
    question = asked_by(us.amina)
    assert readers(question) == {"Chen Wei", "Devi Marsh"}
    for person in (us.boris, us.dolores, us.emeka, us.farah, us.goran, us.amina):
        assert not may_answer(person, question, MONDAY)


def test_nobody_answers_their_own_and_no_deputy_the_officers(us):
    assert readers(asked_by(us.devi)) == {"Chen Wei"}
    assert readers(asked_by(us.chen)) == {"Dolores Vidal"}, "a deputy acts for the officer"


def test_nobody_answers_their_superiors(us):
    assert readers(asked_by(us.dolores)) == {"Emeka Okafor"} - {"Emeka Okafor"}, "all report to her: nobody is left"
    board = put("K1", on=MONDAY, by="system", at=moment(MONDAY), name="Karin Committee")
    grant(board, "board_committee", MONDAY)
    assert readers(asked_by(us.dolores)) == {"Karin Committee"}


def test_nobody_answers_a_relatives(us):
    disclosed(us.amina, holder="family", relation="sibling", relative_name="Wei, Chen")
    assert readers(asked_by(us.amina)) == {"Devi Marsh"}
    disclosed(us.devi, holder="family", relation="spouse_or_partner", relative_name="Goran Petrov")
    assert readers(asked_by(us.goran)) == {"Chen Wei"}


def test_it_does_not_reach_whom_it_is_kept_from(us):
    assert readers(asked_by(us.amina, keep_from=[us.chen])) == {"Devi Marsh"}
    about_both = asked_by(us.amina, keep_from=[us.chen, us.devi])
    assert readers(about_both) == {"Dolores Vidal"}
    with pytest.raises(acts.Refused):
        answered(about_both, us.chen)
    assert answered(about_both, us.dolores).entry.acting_as == "chief_executive"


def test_whoever_steps_aside_reads_it_no_more(us):
    question = asked_by(us.amina)
    acts.step_aside(question, by=us.chen, reason="She is a friend.", on=MONDAY, at=moment(MONDAY))
    assert readers(question) == {"Devi Marsh"}
    assert Aside.objects.get().attested.open()["reason"] == "She is a friend."
    with pytest.raises(acts.Refused):
        answered(question, us.chen)


def test_whoever_left_answers_nothing(us):
    end(us.chen, on=MONDAY, by="system", at=moment(MONDAY))
    assert readers(asked_by(us.amina)) == {"Devi Marsh"}


def test_it_waits_is_answered_is_asked_on_and_is_closed(us):
    question = asked_by(us.amina)
    assert list(Question.objects.waiting()) == [question]
    answered(question, us.chen)
    assert not Question.objects.waiting()
    later = MONDAY + timedelta(days=1)
    acts.follow_up(question, by=us.amina, text="And on Sundays?", on=later, at=moment(later))
    acts.follow_up(question, by=us.amina, text="And at night?", on=later + timedelta(days=3), at=moment(later))
    assert Question.objects.waiting().get().answer_by == date(2026, 3, 10), "more words do not move the day"
    with pytest.raises(acts.Refused, match="Answer it first"):
        acts.close(question, by=us.chen, on=later, at=moment(later))
    answered(question, us.devi, on=later)
    acts.close(question, by=us.chen, on=later, at=moment(later))
    for act in (
        lambda: answered(question, us.chen, on=later),
        lambda: acts.follow_up(question, by=us.amina, text="x", on=later, at=moment(later)),
        lambda: acts.close(question, by=us.amina, on=later, at=moment(later)),
    ):
        with pytest.raises(acts.Refused, match="closed"):
            act()


def test_only_whoever_asked_asks_on(us):
    question = asked_by(us.amina)
    for person in (us.chen, us.goran):
        with pytest.raises(acts.Refused):
            acts.follow_up(question, by=person, text="x", on=MONDAY, at=moment(MONDAY))
    for person in (us.goran, us.boris):
        with pytest.raises(acts.Refused):
            acts.close(question, by=person, on=MONDAY, at=moment(MONDAY))


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 10_001])
def test_nothing_and_far_too_much_are_refused(us, text):
    with pytest.raises(acts.Refused):
        asked_by(us.amina, text)
    assert not Question.objects.exists()


def test_home_says_what_waits_and_what_was_answered(us):
    question = asked_by(us.amina)
    (duty,) = [one for one in duties_for(us.chen, MONDAY) if "question" in one.title]
    assert (duty.title, duty.due) == ("Answer a question", date(2026, 3, 9))
    assert not [one for one in duties_for(us.dolores, MONDAY) if "question" in one.title]
    answered(question, us.chen)
    assert not [one for one in duties_for(us.chen, MONDAY) if "question" in one.title]
    assert "Your question is answered" in [one.title for one in duties_for(us.amina, MONDAY)]
    acts.close(question, by=us.chen, on=MONDAY, at=moment(MONDAY))
    assert "Your question is answered" in [one.title for one in duties_for(us.amina, MONDAY)]
    late = MONDAY + timedelta(days=14)
    assert "Your question is answered" not in [one.title for one in duties_for(us.amina, late)]


def test_an_answer_waits_until_it_is_read(us, client):
    question = asked_by(us.amina)
    answered(question, us.chen)
    sign_in(client, us.boris)
    client.get(question.get_absolute_url())
    sign_in(client, us.chen)
    client.get(question.get_absolute_url())
    assert "Your question is answered" in [one.title for one in duties_for(us.amina, MONDAY)], "others read it, not she"
    sign_in(client, us.amina)
    client.get(question.get_absolute_url())
    client.get(question.get_absolute_url())
    assert "Your question is answered" not in [one.title for one in duties_for(us.amina, MONDAY)]
    assert [read.person for read in reads.of(question.subject)] == [us.amina, us.chen]
    answered(question, us.chen, text="And one thing more.")
    assert "Your question is answered" in [one.title for one in duties_for(us.amina, MONDAY)]


def test_a_closed_one_is_asked_about_again(us, client):
    question = asked_by(us.amina)
    answered(question, us.chen)
    acts.close(question, by=us.amina, on=MONDAY, at=moment(MONDAY))
    sign_in(client, us.amina)
    again = f"/questions/ask/?about={question.public_id}"
    assert again in client.get(question.get_absolute_url()).content.decode()
    assert question.title() in client.get(again).content.decode()
    sign_in(client, us.goran)
    assert question.title() not in client.get(again).content.decode()


def test_an_answer_written_before_somebody_said_more_is_not_sent(us):
    question = asked_by(us.amina)
    seen = question.messages.get().public_id
    acts.follow_up(question, by=us.amina, text="No, it is on Mondays.", on=MONDAY, at=moment(MONDAY))
    with pytest.raises(acts.Meanwhile):
        acts.answer(question, by=us.chen, text="Yes.", on=MONDAY, at=moment(MONDAY), seen=seen)
    assert question.messages.count() == 2
