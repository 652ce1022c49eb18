"""The closing return of a department (6.2): counted, signed once, and received by the compliance officer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from avow.access.roles import is_officer
from avow.certifications.campaigns.days import due_of, last_day_of_asking, may_ask
from avow.certifications.local_hr import counts, signing
from avow.certifications.local_hr.acts.handing_over import hand_over
from avow.certifications.local_hr.looking_after import called, looks
from avow.certifications.models import Campaign, ClosingReturn, Included, Place, ReturnReceived
from avow.certifications.models.handling import MISSING, SIGNED
from avow.certifications.places import Counted, count, look_again
from avow.disclosures import showing
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger.acts import Doc, hold, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person

ONCE = "It is signed once, so wait till then."
STARTS = "That takes some minutes; come back then."
KEY = "register"
"""A return says numbers, and names the missing by identifiers that lead to nothing after an erasure."""


@transaction.atomic
def sign_return(campaign: Campaign, department: str, *, by: Person, name: str, on: date, at: datetime) -> ClosingReturn:
    """Sign the account of a department as it is now; whoever signs later is late, and shown beside it. Not while a
    conflict is not advised of, nor while somebody who has not signed is still in time. `name` is the signature.

    Raises NotTheirs, Refused.
    """
    name = signing.signed(name, by)
    hold()  # what is counted stays as it is until it is recorded
    theirs = looks(by, on)
    if not theirs.acts_for(department):
        raise NotTheirs
    hand_over(campaign, on=on, at=at)
    places = Place.objects.filter(campaign=campaign, department=department)
    look_again(Included.objects.filter(place__in=places.exclude(state=SIGNED)), on)
    if not places.exists():
        raise NotTheirs
    if given := ClosingReturn.objects.filter(campaign=campaign, department=department).select_related("by").first():
        raise Refused(f"{given.by.name} has signed the closing return of {called(department)} already.")
    counted = count(campaign, department)
    if obstacles := in_the_way(campaign, counted, on):
        raise Refused(" ".join(f"{one.says} {one.do}" for one in obstacles))
    numbers = counts.numbers(counted)
    missing = places.filter(state=MISSING).order_by("included__person__public_id")
    row = ClosingReturn(public_id=public_id(), campaign=campaign, department=department, by=by, on=on, **numbers)
    body = {
        "public_id": row.public_id,
        "campaign": campaign.public_id,
        "department": department,
        "by": by.public_id,
        "on": on.isoformat(),
        **numbers,
        "missing_people": list(missing.values_list("included__person__public_id", flat=True)),
        "signed_text": signing.RETURN,
        "signed_name": name,
    }
    as_what = "HR partner" if department in theirs.departments else "officer"
    docs = [Doc(ClosingReturn.schema, body, key=KEY)]
    entry = record("closing return signed", actor=by, acting_as=as_what, subject=campaign.subject, at=at, docs=docs)
    row.attested = entry.documents[0]
    row.save(force_insert=True)
    if department not in theirs.departments:
        receive_return(row, by=by, on=on, at=at)
    return row


@transaction.atomic
def receive_return(row: ClosingReturn, *, by: Person, on: date, at: datetime) -> ReturnReceived:
    """The compliance officer or a deputy has received it; twice is once. Raises NotTheirs."""
    if not is_officer(by, on):
        raise NotTheirs
    hold()
    if received := ReturnReceived.objects.filter(closing_return=row).first():
        return received
    body = {"closing_return": row.public_id, "by": by.public_id, "on": on.isoformat()}
    docs = [Doc(ReturnReceived.schema, body, key=KEY)]
    entry = record(
        "closing return received", actor=by, acting_as="officer", subject=row.campaign.subject, at=at, docs=docs
    )
    return ReturnReceived.objects.create(attested=entry.documents[0], closing_return=row, by=by, on=on)


@dataclass(frozen=True)
class Obstacle:
    """What stands in the way of a return, and what to do about it. `at` is where that is done on the campaign's page,
    "" where there is nothing but to wait."""

    says: str
    do: str
    at: str = ""


def in_the_way(campaign: Campaign, counted: Counted, on: date) -> list[Obstacle]:
    """Why a department's return cannot be signed yet: all of it; nothing where it can."""
    if not hasattr(campaign, "frozen"):
        return [Obstacle("The campaign is still being started; not everyone who is asked is known yet.", STARTS)]
    found = []
    waiting = counts.waiting(campaign, counted.department) if counted.to_advise else 0
    if waiting:
        what = "One conflict is" if waiting == 1 else f"{waiting:,} conflicts are"
        found.append(Obstacle(f"{what} not advised of yet.", "Advise the compliance officer first.", "conflicts"))
    missing = counted.states[MISSING]
    if may_ask(campaign, on):
        last = showing.day(last_day_of_asking(campaign.opens))
        found.append(Obstacle(f"Each person is asked on a day of their own, until {last}.", ONCE))
    elif missing and on <= (due := _last_day(campaign, counted.department)):
        who = "One person has" if missing == 1 else f"{missing:,} people have"
        says = f"{who} not signed yet, and somebody may until {showing.day(due)}."
        found.append(Obstacle(says, f"{ONCE} Or see that they sign before.", "people"))
    return found


def _last_day(campaign: Campaign, department: str) -> date:
    """Until when whoever has not signed is in time; those who were asked later have longer."""
    missing = Place.objects.filter(campaign=campaign, department=department, state=MISSING)
    return due_of(campaign, missing.aggregate(last=Max("included__asked_on"))["last"])
