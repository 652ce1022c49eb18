"""Whether whoever asked has read the answer: what they opened is in the log of reads."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from avow.access import reads
from avow.access.models import Read
from avow.people.models import Person
from avow.questions.models import Message, Question


def note_read(person: Person, question: Question, said: Sequence[Message], at: datetime) -> None:
    """The person opens their own question with the answers there are. Once for each last answer."""
    last = next((one for one in reversed(said) if one.sort == "answered"), None)
    if last is not None and not Read.objects.filter(person=person, subject=question.subject, what=_what(last)).exists():
        reads.note(person, question.subject, _what(last), at)


def unread(person: Person, questions: Iterable[Question]) -> list[Question]:
    """Those whose last answer the person has not opened, in their order. The questions are `marked`."""
    questions = list(questions)
    last = Message.objects.in_bulk([one.last_answer for one in questions if one.last_answer])
    opened = set(
        Read.objects.filter(person=person, subject__in=[one.subject for one in questions]).values_list(
            "subject", "what"
        )
    )
    return [one for one in questions if one.last_answer and (one.subject, _what(last[one.last_answer])) not in opened]


def _what(answer: Message) -> str:
    return f"answer {answer.public_id}"
