"""Messages, questions and answers between the reviewers and the person or those consulted; and private notes."""

from datetime import date, datetime

from django.db import transaction

from avow.access import participants
from avow.access.models import Capacity
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.reviews.acts.recording import locked, words, write
from avow.reviews.authority import must_review
from avow.reviews.independence import why_not
from avow.reviews.models import Case, Decision, Message, Note
from avow.reviews.refusals import Refused

NOTHING = "Write a few words first."


@transaction.atomic
def tell(case: Case, *, by: Person, text: str, on: date, at: datetime, to: Person | None = None) -> Message:
    """Write a message. The person who disclosed writes to the reviewers; a reviewer writes to them, or to somebody
    consulted (`to`). Raises Refused."""
    case = locked(case)
    role, thread = _thread(case, by, to, on)
    return _say("message written", case, by, role, thread, "message", words(text, NOTHING), at)


@transaction.atomic
def ask(case: Case, *, by: Person, text: str, on: date, at: datetime, to: Person | None = None) -> Message:
    """Put a question, to the person who disclosed or to somebody consulted; the case waits for the answer.

    Raises Refused, also once there is a decision on the version that counts.
    """
    case = locked(case)
    role = must_review(by, case, on).role
    if Decision.objects.filter(version=case.disclosure.latest_version, followed_by__isnull=True).exclude(
        agreement__agreed=False
    ):
        raise Refused("This is decided. You can still write a message.")
    _, thread = _thread(case, by, to, on)
    return _say("question asked", case, by, role, thread, "question", words(text, NOTHING), at)


@transaction.atomic
def answer(question: Message, *, by: Person, text: str, on: date, at: datetime) -> Message:
    """Answer a question that was put to one. Raises Refused."""
    case, question = _open_question(question)
    if by.pk != question.thread_with_id:
        raise Refused("This question was put to somebody else.")
    role, _ = _thread(case, by, None, on)
    return _say("question answered", case, by, role, by, "answer", words(text, NOTHING), at, settles=question)


@transaction.atomic
def take_back(question: Message, *, by: Person, on: date, at: datetime, text: str = "") -> Message:
    """Take a question back, so that nobody waits for it any longer. Raises Refused."""
    case, question = _open_question(question)
    role = must_review(by, case, on).role
    said = text.strip() or "This question needs no answer any more."
    thread = question.thread_with
    return _say("question taken back", case, by, role, thread, "taken_back", said, at, settles=question)


@transaction.atomic
def note(case: Case, *, by: Person, text: str, on: date, at: datetime) -> Note:
    """Write a note that only the reviewers of this case read. Raises Refused."""
    case = locked(case)
    role = must_review(by, case, on).role
    body = {
        "case": case.public_id,
        "author": by.public_id,
        "at": at.isoformat(),
        "text": words(text, NOTHING),
    }
    _, (attested,) = write("note written", case, by=by, role=role, at=at, docs=[(Note, body)])
    return Note.objects.create(attested=attested, case=case, author=by, at=at)


def _thread(case: Case, by: Person, to: Person | None, on: date) -> tuple[str, Person]:
    """As what somebody writes, and in whose thread."""
    discloser = case.disclosure.person
    if by.pk == discloser.pk:
        return "discloser", discloser
    mine = participants.capacities(by, case.disclosure.public_id, on)
    if Capacity.MANAGER in mine and why_not(by, case.disclosure, on):
        raise Refused("You take part in this no longer. Nothing is needed here any more.")
    if Capacity.MANAGER in mine and to is None and mine.isdisjoint({Capacity.OFFICER, Capacity.DECIDER}):
        return "management", by
    role = must_review(by, case, on).role
    if to is None or to.pk == discloser.pk:
        return role, discloser
    if Capacity.MANAGER not in participants.capacities(to, case.disclosure.public_id, on):
        raise Refused("You can write to the person who disclosed, and to those consulted for management.")
    return role, to


def _open_question(question: Message) -> tuple[Case, Message]:
    case = locked(question.case)
    question = Message.objects.select_related("thread_with").get(pk=question.pk)
    if question.sort != "question" or Message.objects.filter(settles=question).exists():
        raise Refused("This question has been settled already.")
    return case, question


def _say(
    verb: str,
    case: Case,
    by: Person,
    role: str,
    thread: Person,
    sort: str,
    text: str,
    at: datetime,
    settles: Message | None = None,
) -> Message:
    row = Message(case=case, public_id=public_id(), thread_with=thread, author=by, sort=sort, settles=settles, at=at)
    body = {
        "case": case.public_id,
        "message": row.public_id,
        "thread_with": thread.public_id,
        "author": by.public_id,
        "sort": sort,
        "settles": settles.public_id if settles else None,
        "at": at.isoformat(),
        "text": text,
    }
    _, (row.attested,) = write(verb, case, by=by, role=role, at=at, docs=[(Message, body)])
    row.save(force_insert=True)
    return row
