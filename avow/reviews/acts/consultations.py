"""Both consultations of 6.8: asked for in one act, answered with a button and a remark; moved, never skipped."""

from datetime import date, datetime

from django.db import transaction

from avow.access import participants
from avow.access.models import Capacity
from avow.adoptions.current import pack_by_hash
from avow.config import working_days
from avow.disclosures.models import Ending, Version, Withdrawal
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.reviews.acts.recording import latest, limited, locked, words, write
from avow.reviews.authority import must_prepare
from avow.reviews.consulting import Asked, for_management
from avow.reviews.independence import Matter
from avow.reviews.models import Case, Consultation, ConsultationAnswer, ConsultationAttempt, KeptOpen
from avow.reviews.models.consultation import ANSWERS, NEEDS_WORDS, WAYS
from avow.reviews.refusals import Refused

NOBODY = "There is nobody to ask for management: appoint somebody to the board committee first."


@transaction.atomic
def consult(case: Case, *, by: Person, on: date, at: datetime) -> list[Consultation]:
    """Ask the person and management about the version that counts, whichever of the two was not asked yet.

    One act, one entry. Raises Refused when both were asked, when the case is over, or when nobody is left to ask.
    """
    case = locked(case)
    role = must_prepare(by, case, on).role
    refuse_when_over(case)
    version = latest(case)
    there = set(Consultation.objects.filter(version=version).values_list("capacity", flat=True))
    asked: dict[str, Asked] = {}
    if "employee" not in there:
        asked["employee"] = Asked(case.disclosure.person, "")
    if "management" not in there:
        manager = for_management(Matter.of(case.disclosure, on), on)
        if manager is None:
            raise Refused(NOBODY)
        asked["management"] = manager
    if not asked:
        raise Refused("Both have been asked about this version already.")
    due = answer_by(version, on)
    rows = [_row(case, version, capacity, who, by, on, due) for capacity, who in asked.items()]
    return _write("consultation asked", rows, case, by, role, on, at)


@transaction.atomic
def move(consultation: Consultation, *, by: Person, reason: str, on: date, at: datetime) -> Consultation:
    """Ask the next one up the line instead of somebody who cannot be reached or is involved. Raises Refused."""
    case = locked(consultation.case)
    role = must_prepare(by, case, on).role
    reason = words(reason, "Say why somebody else is asked.")
    earlier = _open(consultation)
    if earlier.capacity != "management":
        raise Refused("The person who disclosed is asked themselves; nobody can answer in their place.")
    before = Consultation.objects.filter(version=earlier.version, capacity="management")
    manager = for_management(Matter.of(case.disclosure, on), on, set(before.values_list("asked", flat=True)))
    if manager is None:
        raise Refused(NOBODY)
    row = _row(case, earlier.version, "management", manager, by, on, answer_by(earlier.version, on))
    row.instead_of = earlier
    (moved,) = _write("consultation moved", [row], case, by, role, on, at, reason=reason)
    participants.remove(case.disclosure.public_id, earlier.asked, Capacity.MANAGER.value, moved.entry, on)
    return moved


@transaction.atomic
def answer(
    consultation: Consultation, *, by: Person, answer: str, remark: str, on: date, at: datetime
) -> ConsultationAnswer:
    """Say what one thinks, oneself. Raises Refused."""
    case = locked(consultation.case)
    row = _open(consultation)
    if by.pk != row.asked_id:
        raise Refused("Somebody else was asked.")
    if row.capacity == "management" and Matter.of(case.disclosure, on).why_not(by):
        raise Refused("You take part in this no longer. Nothing is needed here any more.")
    role = "discloser" if row.capacity == "employee" else "management"
    return _answer("consultation answered", case, row, by, role, answer, remark, at)


@transaction.atomic
def hear(
    consultation: Consultation, *, by: Person, answer: str, remark: str, on: date, at: datetime
) -> ConsultationAnswer:
    """Write down what the one asked said in person or by telephone; they see it. Raises Refused."""
    case = locked(consultation.case)
    role = must_prepare(by, case, on).role
    row = _open(consultation)
    remark = words(remark, "Write down what they said, and when and how you spoke.")
    return _answer("consultation heard", case, row, by, role, answer, remark, at, heard_by=by)


@transaction.atomic
def attempt(
    consultation: Consultation, *, by: Person, day: date, way: str, remark: str, on: date, at: datetime
) -> ConsultationAttempt:
    """Record an attempt to reach the one asked: when, how, what came of it. Raises Refused."""
    case = locked(consultation.case)
    role = must_prepare(by, case, on).role
    row = _open(consultation)
    if way not in WAYS:
        raise Refused("Say how you tried to reach them.")
    if not row.asked_on <= day <= on:
        raise Refused("The day lies between the day they were asked and today.")
    body = {
        "consultation": row.public_id,
        "on": day.isoformat(),
        "way": way,
        "by": by.public_id,
        "remark": limited(remark),
    }
    _, (attested,) = write("attempt to reach", case, by=by, role=role, at=at, docs=[(ConsultationAttempt, body)])
    return ConsultationAttempt.objects.create(attested=attested, consultation=row, on=day, way=way, by=by)


def answer_by(version: Version, on: date) -> date:
    """By when an answer is asked for: half of the time that the policy gives for the whole, in working days."""
    return working_days.after(on, max(1, pack_by_hash(version.pack_hash).answer_within_days // 2))


def is_over(case: Case) -> bool:
    """Withdrawn or ended, and not kept open."""
    gone = Withdrawal.objects.filter(disclosure=case.disclosure).exists()
    gone = gone or Ending.objects.filter(disclosure=case.disclosure).exists()
    return gone and not KeptOpen.objects.filter(case=case).exists()


def refuse_when_over(case: Case) -> None:
    """Raises Refused when there is nothing to review any more."""
    if is_over(case):
        raise Refused("The person took this back, or it has ended. Keep the case open first, with a reason.")


def _row(case: Case, version: Version, capacity: str, who: Asked, by: Person, on: date, due: date) -> Consultation:
    return Consultation(
        public_id=public_id(),
        case=case,
        version=version,
        capacity=capacity,
        asked=who.person,
        asked_by=by,
        asked_on=on,
        answer_by=due,
        because=who.because,
    )


def _write(
    verb: str, rows: list[Consultation], case: Case, by: Person, role: str, on: date, at: datetime, reason: str = ""
) -> list[Consultation]:
    docs = [
        (
            Consultation,
            {
                "consultation": row.public_id,
                "case": case.public_id,
                "disclosure": case.disclosure.public_id,
                "version": row.version.number,
                "capacity": row.capacity,
                "asked": row.asked.public_id,
                "asked_by": by.public_id,
                "asked_on": on.isoformat(),
                "answer_by": row.answer_by.isoformat(),
                "because": row.because,
                "instead_of": row.instead_of.public_id if row.instead_of else None,
                "reason": reason,
            },
        )
        for row in rows
    ]
    entry, attested = write(verb, case, by=by, role=role, at=at, docs=docs)
    for row, document in zip(rows, attested, strict=True):
        row.attested = document
        row.save(force_insert=True)
    managers = [(row.asked, Capacity.MANAGER.value) for row in rows if row.capacity == "management"]
    if managers:
        participants.add_all(case.disclosure.public_id, managers, entry, on)
    return rows


def _open(consultation: Consultation) -> Consultation:
    """The consultation as it is now. Raises Refused when there is nothing to answer any more."""
    row = Consultation.objects.select_related("asked", "version", "case__disclosure").get(pk=consultation.pk)
    if ConsultationAnswer.objects.filter(consultation=row).exists():
        raise Refused("This has been answered already.")
    if Consultation.objects.filter(instead_of=row).exists():
        raise Refused("Somebody else has been asked instead. Nothing is needed here any more.")
    if row.version_id != latest(row.case).pk:
        raise Refused("What was disclosed has changed since. Nothing is needed here; a new question will come.")
    if is_over(row.case):
        raise Refused("This was taken back or is over. Nothing is needed here any more.")
    return row


def _answer(
    verb: str,
    case: Case,
    row: Consultation,
    by: Person,
    role: str,
    answer: str,
    remark: str,
    at: datetime,
    heard_by: Person | None = None,
) -> ConsultationAnswer:
    if answer not in ANSWERS[row.capacity]:
        raise Refused("Choose one of the answers.")
    remark = limited(remark)
    if answer in NEEDS_WORDS and not remark:
        raise Refused("Add a few words, so that we understand what you mean.")
    body = {
        "consultation": row.public_id,
        "answer": answer,
        "at": at.isoformat(),
        "heard_by": heard_by.public_id if heard_by else None,
        "remark": remark,
    }
    _, (attested,) = write(verb, case, by=by, role=role, at=at, docs=[(ConsultationAnswer, body)])
    return ConsultationAnswer.objects.create(
        attested=attested, consultation=row, answer=answer, at=at, heard_by=heard_by
    )
