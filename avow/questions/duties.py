"""What questions ask of a person: of those who answer, the ones that wait; of whoever asked, to read the answer."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from avow.access.duties import Duty
from avow.config import once
from avow.people.models import Person
from avow.questions.answer_read import unread
from avow.questions.models import Question
from avow.questions.visibility import answers_any, to_answer

MOST = 20
LATELY = timedelta(days=14)
"""How long an answer to a question that somebody else closed is still shown."""


@once.looked_up
def waiting_for(person: Person, on: date) -> tuple[Question, ...]:
    """The questions that wait for this person's answer, the first due first."""
    if not answers_any(person, on):
        return ()
    rows = Question.objects.waiting().select_related("person", "attested")
    return tuple(to_answer(person, rows, on))


def to_be_answered(person: Person, on: date) -> Iterator[Duty]:
    """One line for all of them."""
    waiting = waiting_for(person, on)
    if waiting:
        number = len(waiting)
        title = "Answer a question" if number == 1 else f"Answer {number} questions"
        url = waiting[0].get_absolute_url() if number == 1 else reverse("questions:list")
        yield Duty(title, url, waiting[0].answer_by, minutes=5 * min(number, 12), weight=22)


def answered(person: Person, on: date) -> Iterator[Duty]:
    """Each of one's own questions that has an answer, until one reads it, asks on or closes it."""
    rows = Question.objects.filter(person=person).marked().filter(last_answer__isnull=False, answer_by__isnull=True)
    closed_lately = Q(closing__on__gt=on - LATELY) & ~Q(closing__by=person)
    rows = rows.filter(Q(closing__isnull=True) | closed_lately)
    for row in unread(person, rows.order_by("-pk")[:MOST]):
        yield Duty("Your question is answered", row.get_absolute_url(), minutes=2, weight=18)


SOURCES = (to_be_answered, answered)
