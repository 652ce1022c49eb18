"""Advising the compliance officer of conflicts reported on forms (6.2), and receiving the advice."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from avow.access.roles import is_officer
from avow.certifications.form.visibility import handles_any
from avow.certifications.local_hr import conflicts, for_the_committee, receiving, signing
from avow.certifications.local_hr.looking_after import Looks, looks
from avow.certifications.local_hr.signing import LONGEST
from avow.certifications.models import Advice, AdviceReceived, ReportedConflict
from avow.certifications.places import look_again
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger.acts import Doc, hold, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person

__all__ = ["LONGEST", "advise", "receive_advice"]

KEY = "register"
"""That an advice was received says nothing of anybody, and must be possible after an erasure."""


@transaction.atomic
def advise(
    reported: Sequence[ReportedConflict], *, by: Person, note: str, name: str, on: date, at: datetime
) -> list[Advice]:
    """Advise of these conflicts with one signed note: all of them, or none. `name` is the signature. By a partner of
    the department; of a department without any an officer takes note, who has received by that what is theirs to
    receive.

    Raises NotTheirs, Refused.
    """
    note, name = signing.words(note, "Write a sentence for the compliance officer."), signing.signed(name, by)
    hold()  # nobody advises, signs, or takes a form back, between looking and recording
    theirs = looks(by, on)
    rows = conflicts.lines(ReportedConflict.objects.filter(pk__in=[one.pk for one in reported]).order_by("pk"), theirs)
    if not rows or len(rows) != len({one.pk for one in reported}):
        raise NotTheirs
    if not all(theirs.acts_for(line.department) for line in rows):
        raise NotTheirs
    campaign = rows[0].conflict.form.included.campaign
    if any(line.conflict.form.included.campaign_id != campaign.pk for line in rows):
        raise NotTheirs
    _still_waiting(rows)
    numbers = [public_id() for _ in rows]
    docs = [
        Doc(
            Advice.schema,
            {
                "public_id": number,
                "conflict": line.conflict.public_id,
                "department": line.department,
                "by": by.public_id,
                "on": on.isoformat(),
                "person": line.person.public_id,
                "kind": line.conflict.kind,
                "clauses": line.conflict.clauses,
                "note": note,
                "signed": signing.ADVICE,
                "signed_name": name,
            },
            key=line.person.key,
        )
        for number, line in zip(numbers, rows, strict=True)
    ]
    entry = record(
        "advice of conflicts", actor=by, acting_as=_as(theirs, rows), subject=campaign.subject, at=at, docs=docs
    )
    given = [
        Advice.objects.create(
            attested=attested, public_id=number, conflict=line.conflict, department=line.department, by=by, on=on
        )
        for number, line, attested in zip(numbers, rows, entry.documents, strict=True)
    ]
    look_again([line.conflict.form.included for line in rows], on)
    for_the_committee.look_at(given, on)
    taken = [one for one in given if one.department not in theirs.departments]
    mine = receiving.receivable(taken, by, on)
    if taken := [one for one in taken if one.pk in mine]:
        receive_advice(taken, by=by, on=on, at=at)
    return given


@transaction.atomic
def receive_advice(advices: Sequence[Advice], *, by: Person, on: date, at: datetime) -> list[AdviceReceived]:
    """The compliance officer or a deputy has received these, or the board committee where all of them keep away from
    the form; what somebody received before stays theirs. Nobody receives advice of their own form, or of one that names
    them. Raises NotTheirs."""
    if not handles_any(by, on):
        raise NotTheirs
    hold()
    rows = receiving.whole(Advice.objects.filter(pk__in=[one.pk for one in advices])).order_by("pk")
    wanted = list(rows)
    if receiving.receivable(wanted, by, on) != {row.pk for row in wanted}:
        raise NotTheirs
    by_campaign: dict[str, list[Advice]] = {}
    for row in wanted:
        if hasattr(row, "received"):
            continue
        by_campaign.setdefault(row.conflict.form.included.campaign.subject, []).append(row)
    return [one for subject, part in by_campaign.items() for one in _receive(part, subject, by=by, on=on, at=at)]


def _receive(rows: Sequence[Advice], subject: str, *, by: Person, on: date, at: datetime) -> list[AdviceReceived]:
    docs = [
        Doc(AdviceReceived.schema, {"advice": row.public_id, "by": by.public_id, "on": on.isoformat()}, key=KEY)
        for row in rows
    ]
    as_what = "officer" if is_officer(by, on) else "board committee"
    entry = record("advice received", actor=by, acting_as=as_what, subject=subject, at=at, docs=docs)
    return [
        AdviceReceived.objects.create(attested=attested, advice=row, by=by, on=on)
        for row, attested in zip(rows, entry.documents, strict=True)
    ]


def _still_waiting(rows: Sequence[conflicts.Line]) -> None:
    """Raises Refused where one of them was taken back or advised of by now."""
    waiting = set(
        conflicts.not_advised().filter(pk__in=[line.conflict.pk for line in rows]).values_list("pk", flat=True)
    )
    for line in rows:
        if line.conflict.pk in waiting:
            continue
        given = Advice.objects.filter(conflict=line.conflict).select_related("by").first()
        if given is not None:
            raise Refused(f"{given.by.name} has advised of it already: {line.person.name}, {line.what}.")
        raise Refused(
            f"{line.person.name} has taken the form back to change it, or it was told of before. Nothing was sent; "
            "look at the list again."
        )


def _as(theirs: Looks, rows: Sequence[conflicts.Line]) -> str:
    return "HR partner" if all(line.department in theirs.departments for line in rows) else "officer"
