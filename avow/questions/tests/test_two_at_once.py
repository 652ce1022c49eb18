"""Two at the same moment: one of two answers, one of two next versions, and no count is lost."""

import threading

import pytest
from django.db import connection

from avow.ledger.models import Entry
from avow.questions import acts
from avow.questions.may_i import counting
from avow.questions.models import CameUp, Closing, Guidance, GuidanceWithdrawn, Message, Question
from avow.questions.testing import MONDAY, answered, asked_by, house, moment, published

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions):
    """Run the actions in threads that start together; gives what each returned or raised, in order."""
    together = threading.Barrier(len(actions), timeout=20)
    results = [None] * len(actions)

    def run(place, action):
        try:
            together.wait()
            results[place] = action()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def names(results) -> list[str]:
    return sorted(type(one).__name__ for one in results)


def test_officer_and_deputy_answer_at_the_same_moment():
    us = house()
    question = asked_by(us.amina)
    seen = question.messages.get().public_id
    results = at_once(*[
        lambda by=by: acts.answer(question, by=by, text="Yes.", on=MONDAY, at=moment(MONDAY), seen=seen)
        for by in (us.chen, us.devi)
    ])  # fmt: skip
    assert names(results) == ["Meanwhile", "Message"], results
    assert Entry.objects.filter(verb="question answered").count() == 1


def test_closed_and_asked_on_at_the_same_moment():
    us = house()
    question = asked_by(us.amina)
    answered(question, us.chen)
    results = at_once(
        lambda: acts.close(question, by=us.chen, on=MONDAY, at=moment(MONDAY)),
        lambda: acts.follow_up(question, by=us.amina, text="And?", on=MONDAY, at=moment(MONDAY)),
    )
    assert names(results) in (["Closing", "Refused"], ["Message", "Refused"]), results
    assert Closing.objects.count() + Message.objects.filter(sort="asked").count() == 2
    assert bool(Question.objects.waiting()) != Closing.objects.exists()


def test_two_next_versions_or_one_and_a_withdrawal():
    us = house()
    old = published(us.chen)
    results = at_once(
        lambda: published(us.chen, replaces=old),
        lambda: published(us.devi, replaces=old),
        lambda: acts.withdraw(old, by=us.chen, reason="It changed.", on=MONDAY, at=moment(MONDAY)),
    )
    assert names(results).count("Refused") == 2, results
    assert Guidance.objects.filter(number=2).count() + GuidanceWithdrawn.objects.count() == 1


def test_many_ask_may_i_and_every_answer_is_counted():
    us = house()
    results = at_once(*[lambda: counting.count(["4.1", "3.1"], us.amina, MONDAY)] * 6)
    assert results == [None] * 6
    assert set(CameUp.objects.values_list("clause", "how_often")) == {("3.1", 6), ("4.1", 6)}
