"""The answer of one of those who were asked: leave is given, or not."""

from datetime import date, datetime

from django.db import transaction

from avow.access.roles import here
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.leave.acts.recording import judge, latest, lock, locked
from avow.leave.choosing import Matter, still_asked
from avow.leave.models import Answered, AskedOf, Leave
from avow.ledger.acts import Doc, record
from avow.ledger.canonical import instant

LONGEST = 1000
NO_LONGER = (
    "Somebody else is asked by now: you no longer manage them, stand in for whoever does, or hold the role for which "
    "you were asked"
)


@transaction.atomic
def answer(request: AskedOf, *, by, is_given: bool, remark: str, on: date, at: datetime) -> Answered:
    """Give leave for what this request showed, or do not; with a remark, which a refusal needs.

    It is bound to that: when the entry was changed meanwhile, it is not answered. Only whoever still is what they were
    asked as may answer: manager, deputy and the like, on this day. Raises NotTheirs, Refused.
    """
    if request.person_id != by.pk:
        raise NotTheirs
    if not is_given and not remark.strip():
        raise Refused("Say in a few words why not, so that they understand it.")
    if len(remark) > LONGEST:
        raise Refused(f"This is {len(remark)} characters long; {LONGEST} are enough.")
    leave = locked(request.leave)
    if leave is None:
        raise Refused(_why_not(request.leave))
    if leave.last_day < on:
        raise Refused("The day for which leave was asked is over, so there is nothing to give leave for any more.")
    disclosure = leave.disclosure
    request = AskedOf.objects.select_related("person", "leave__version__disclosure__person").get(pk=request.pk)
    if not here(request.person, on) or not Matter(leave.version, on).may(request.person):
        raise NotTheirs
    if not still_asked(request, on):
        raise Refused(f"{NO_LONGER}.")
    body = {
        "asked": request.public_id,
        "disclosure": disclosure.public_id,
        "version": leave.version.number,
        "is_given": is_given,
        "on": on.isoformat(),
        "at": instant(at),
        "remark": remark.strip(),
    }
    doc = Doc(Answered.schema, body, key=disclosure.person.key)
    verb = "leave given" if is_given else "leave refused"
    entry = record(verb, actor=by, acting_as=request.because, subject=disclosure.subject, at=at, docs=[doc])
    row = Answered.objects.create(
        attested=entry.documents[0], leave=leave, by_request=request, is_given=is_given, on=on, at=at
    )
    judge(latest(disclosure), verb, entry=entry, on=on, at=at)
    return row


def _why_not(leave: Leave) -> str:
    lock(leave.version.disclosure_id)
    other = Answered.objects.filter(leave=leave).select_related("by_request__person").first()
    if other is not None:
        what = "gave leave" if other.is_given else "did not give leave"
        return f"{other.by_request.person.name} was quicker and {what}. Nothing more is asked of you."
    if not Leave.objects.filter(pk=leave.pk).current().exists():
        return "They changed it while you were at it. If leave is still needed, you are asked anew."
    return "Leave is not needed any more."
