"""Asking, answering, asking on, closing, stepping aside (6.6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from avow.access.roles import roles_of
from avow.adoptions.current import policy_in_force
from avow.config import working_days
from avow.disclosures.files import sniffing, store
from avow.ledger import keyring
from avow.ledger.acts import Doc, record
from avow.ledger.canonical import instant
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.questions.acts.refusals import Meanwhile, Refused
from avow.questions.models import Aside, Closing, Message, Paper, Question
from avow.questions.visibility import TIERS, may_answer

LONGEST = 10_000
MOST_FILES = 5
TITLE = 80
ERASED = "The contents of this question have been erased. Nothing can be added to it any more."


@dataclass(frozen=True)
class Given:
    """A file as it was sent in."""

    name: str
    data: bytes


@transaction.atomic
def ask(
    *,
    by: Person,
    text: str,
    on: date,
    at: datetime,
    kind: str = "",
    clauses: Sequence[str] = (),
    keep_from: Iterable[Person] = (),
    files: Sequence[Given] = (),
) -> Question:
    """Ask the compliance officer. It reaches none of `keep_from`. Kinds and clauses that the policy does not have are
    left out. Raises Refused."""
    pack, text = policy_in_force(on), _words(text)
    question = Question(
        public_id=public_id(), person=by, on=on, at=at, kind=kind if kind in pack.kinds else "",
        clauses=[number for number in pack.clauses if number in clauses],
        kept_from=sorted(person.public_id for person in keep_from), pack_hash=pack.hash,
    )  # fmt: skip
    body = {
        "question": question.public_id, "person": by.public_id, "on": on.isoformat(), "at": instant(at),
        "kind": question.kind, "clauses": question.clauses, "kept_from": question.kept_from,
        "pack_hash": pack.hash, "title": _title(text),
    }  # fmt: skip
    due = working_days.after(on, pack.answer_within_days)
    message, said, papers = _message(question, by, "asked", text, at, due, files)
    docs = [Doc(Question.schema, body, key=by.key), Doc(Message.schema, said, key=by.key)]
    entry = record("question asked", actor=by, acting_as="asker", subject=question.subject, at=at, docs=docs)
    question.attested, message.attested = entry.documents
    question.save(force_insert=True)
    message.question = question
    _keep(question, message, papers)
    return question


@transaction.atomic
def follow_up(
    question: Question, *, by: Person, text: str, on: date, at: datetime, files: Sequence[Given] = ()
) -> Message:
    """Ask on, or say more. Raises Refused, also for anybody else."""
    question = _open(question)
    if by.pk != question.person_id:
        raise Refused("Only whoever asked can ask on.")
    due = working_days.after(on, policy_in_force(on).answer_within_days)
    return _say("question asked on", question, by, "asker", "asked", text, at, due, files)


@transaction.atomic
def answer(
    question: Question,
    *,
    by: Person,
    text: str,
    on: date,
    at: datetime,
    seen: str | None = None,
    files: Sequence[Given] = (),
) -> Message:
    """Answer it. `seen` is the public id of the last thing said that was read. Raises Refused, Meanwhile."""
    question = _open(question)
    role = _must_answer(question, by, on)
    last = question.messages.order_by("-pk").first()
    if seen is not None and last.public_id != seen:
        raise Meanwhile
    return _say("question answered", question, by, role, "answered", text, at, None, files)


@transaction.atomic
def close(question: Question, *, by: Person, on: date, at: datetime) -> Closing:
    """Say that it is over: whoever asked, at any time; whoever answers, once there is an answer. Raises Refused."""
    question = _open(question)
    if by.pk == question.person_id:
        role = "asker"
    else:
        role = _must_answer(question, by, on)
        if question.messages.order_by("-pk").first().sort != "answered":
            raise Refused("There is something here without an answer. Answer it first.")
    body = {"question": question.public_id, "by": by.public_id, "on": on.isoformat()}
    entry = _record("question closed", question, by, role, at, Doc(Closing.schema, body, key=question.person.key))
    return Closing.objects.create(attested=entry.documents[0], question=question, by=by, on=on)


@transaction.atomic
def step_aside(question: Question, *, by: Person, reason: str, on: date, at: datetime) -> Aside:
    """Leave it to the others who may answer, or else to the next in line. Raises Refused."""
    question = _open(question)
    role, reason = _must_answer(question, by, on), _words(reason)
    body = {"question": question.public_id, "person": by.public_id, "on": on.isoformat(), "reason": reason}
    entry = _record("stepped aside", question, by, role, at, Doc(Aside.schema, body, key=question.person.key))
    return Aside.objects.create(attested=entry.documents[0], question=question, person=by, on=on)


def _open(question: Question) -> Question:
    """The question, locked until the transaction ends. Raises Refused once it is over."""
    rows = Question.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    question = rows.get(pk=question.pk)
    if Closing.objects.filter(question=question).exists():
        raise Refused("This question is closed. If something is left, ask a new one.")
    return question


def _must_answer(question: Question, by: Person, on: date) -> str:
    """As what the person answers. Raises Refused."""
    if not may_answer(by, question, on):
        raise Refused("This question is not for you to answer.")
    held = roles_of(by, on)
    return next(role.value for tier in TIERS for role in tier if role.value in held)


def _say(verb, question, by, role, sort, text, at, due, files) -> Message:
    message, body, papers = _message(question, by, sort, _words(text), at, due, files)
    entry = _record(verb, question, by, role, at, Doc(Message.schema, body, key=question.person.key))
    message.attested = entry.documents[0]
    _keep(question, message, papers)
    return message


def _record(verb: str, question: Question, by: Person, role: str, at: datetime, doc: Doc):
    try:
        return record(verb, actor=by, acting_as=role, subject=question.subject, at=at, docs=[doc])
    except keyring.Erased:
        raise Refused(ERASED)


def _message(
    question: Question, by: Person, sort: str, text: str, at: datetime, due: date | None, files: Sequence[Given]
) -> tuple[Message, dict, list[tuple[Paper, bytes]]]:
    """A message and its body, and the papers with their bytes. Nothing is written yet. Raises Refused."""
    if len(files) > MOST_FILES:
        raise Refused(f"At most {MOST_FILES} files go with one message. Send the others with a next one.")
    papers, listed = [], []
    for file in files:
        try:
            kind = sniffing.media_type(file.name, file.data)
        except sniffing.NotAllowed as error:
            raise Refused(f"{file.name[:100]}: {error}")
        name, identifier = sniffing.safe_name(file.name, kind), public_id()
        listed.append({
            "id": identifier, "name": name, "type": kind, "size": len(file.data),
            "sha256": sha256(file.data).hexdigest(),
        })  # fmt: skip
        row = Paper(public_id=identifier, question=question, media_type=kind, size=len(file.data), added_at=at)
        papers.append((row, file.data))
    row = Message(
        question=question, public_id=public_id(), author=by, sort=sort, at=at, answer_by=due,
        files=[one["id"] for one in listed],
    )  # fmt: skip
    body = {
        "question": question.public_id, "message": row.public_id, "author": by.public_id, "sort": sort,
        "at": instant(at), "answer_by": due.isoformat() if due else None, "text": text, "files": listed,
    }  # fmt: skip
    return row, body, papers


def _keep(question: Question, message: Message, papers: list[tuple[Paper, bytes]]) -> None:
    message.save(force_insert=True)
    for paper, data in papers:
        paper.question = question
        paper.save(force_insert=True)
        store.put(paper.public_id, question.person.key, data)


def _words(text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused("Write a few words first.")
    if len(text) > LONGEST:
        raise Refused(f"This is {len(text):,} characters long; {LONGEST:,} are enough.")
    return text


def _title(text: str) -> str:
    """Its first line, in at most eighty characters."""
    line = " ".join(text.splitlines()[0].split())
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"
