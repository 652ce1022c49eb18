"""Trying a campaign on some named people before it starts: they get the real form, marked as a trial, and what they
sign counts for nothing.

A trial is a campaign of its own that names the one it tries (`trial_of`). It is started and frozen in one act.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from avow.adoptions.current import policy_in_force
from avow.certifications.campaigns.acts import KEY, Refused, not_begun, officers_only
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.including import documents, rows
from avow.certifications.models import Campaign, CampaignStarted, CohortFrozen
from avow.ledger import keyring
from avow.ledger.acts import Doc, hold, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person, PersonRecord

MOST = 50
"""People of one trial."""
DUE_AFTER, CLOSES_AFTER = timedelta(days=7), timedelta(days=14)
BECAUSE = "To try the form. Nothing that you sign here counts."


class NotHere(Refused):
    """Some of those named are not with us. The text names them."""


def named(numbers: Iterable[str], department: str, on: date) -> list[Person]:
    """The people with these numbers or names, and those of this HR department ("" for none), as of the day. What is
    neither is taken for several numbers with spaces between them. Raises NotHere, Refused where there is nobody, or
    more than MOST."""
    wanted = list(dict.fromkeys(" ".join(number.split()) for number in numbers if number.strip()))
    here = PersonRecord.objects.on(on).select_related("person").order_by("pk")
    found = _found(here, wanted)
    apart = [piece for one in wanted if one not in found for piece in one.split()]
    found |= _found(here, apart)
    missing = [one for one in wanted if one not in found and not all(piece in found for piece in one.split())]
    if missing:
        raise NotHere(f"Nobody with us has the number or the name {', '.join(missing)}.")
    found = {person.number: person for person in found.values()}
    if len(found) > MOST:
        raise Refused(f"A trial is for at most {MOST} people. These are {len(found)}.")
    if department:
        of_it = {record.person.number: record.person for record in here.filter(hr_department=department)[: MOST + 1]}
        if not of_it:
            raise NotHere(f"Nobody belongs to the HR department {department}.")
        found |= of_it
    if not found:
        raise Refused("Name at least one person, by number, or a department.")
    if len(found) > MOST:
        raise Refused(f"A trial is for at most {MOST} people. These are more.")
    return sorted(found.values(), key=lambda person: person.pk)


def _found(here: QuerySet[PersonRecord], said: list[str]) -> dict[str, Person]:
    """By what was said of them, a number or a name. Raises NotHere where several have that name."""
    named = here.filter(person__name__in=said)
    names = Counter(record.person.name for record in named)
    if several := [name for name, how_many in names.items() if how_many > 1]:
        raise NotHere(f"Several people are called {', '.join(several)}. Give their numbers.")
    by_number = {record.person.number: record.person for record in here.filter(person__number__in=said)}
    return {record.person.name: record.person for record in named} | by_number


@transaction.atomic
def try_out(campaign: Campaign, people: Iterable[Person], *, by: Person, on: date, at: datetime) -> Campaign:
    """Let these people have the form, for two weeks from `on`. Raises Refused, NoPolicyInForce."""
    officers_only(by, on, "tries")
    hold()
    if campaign.trial_of_id is not None:
        raise Refused("It is a trial already.")
    not_begun(campaign)
    pack, gone = policy_in_force(on), keyring.destroyed()
    people = [person for person in people if person.key not in gone]
    departments = dict(PersonRecord.objects.on(on).filter(person__in=people).values_list("person_id", "hr_department"))
    members = [Member(one.pk, departments[one.pk], None, BECAUSE) for one in people if one.pk in departments]
    if not 0 < len(members) <= MOST:
        raise Refused(f"A trial is for one to {MOST} people who are with us.")
    days = {"opens": on, "due": on + DUE_AFTER, "closes": on + CLOSES_AFTER}
    number, hashed = public_id(), pack.hash
    written = {which: day.isoformat() for which, day in days.items()}
    prepared = {
        "public_id": number, "name": campaign.name, "cohort": campaign.cohort, **written,
        "prepared_by": by.public_id, "trial_of": campaign.public_id,
    }  # fmt: skip
    started = {
        "campaign": number, "on": on.isoformat(), "pack_hash": hashed, "people": len(members), "by": by.public_id
    }  # fmt: skip
    frozen = {"campaign": number, "people": len(members), "erased": 0}
    known = {person.pk: person for person in people}
    docs = [
        Doc(Campaign.schema, prepared, key=KEY), Doc(CampaignStarted.schema, started, key=KEY),
        Doc(CohortFrozen.schema, frozen, key=KEY), *documents(number, members, known),
    ]  # fmt: skip
    entry = record("campaign tried", actor=by, subject=campaign.subject, at=at, docs=docs)
    first, second, third = entry.documents[:3]
    trial = Campaign.objects.create(
        attested=first, public_id=number, name=campaign.name, cohort=campaign.cohort, **days, prepared_by=by,
        trial_of=campaign,
    )  # fmt: skip
    CampaignStarted.objects.create(
        attested=second, campaign=trial, on=on, pack_hash=hashed, people=len(members), by=by
    )  # fmt: skip
    CohortFrozen.objects.create(attested=third, campaign=trial, people=len(members), erased=0)
    rows(trial, members, entry.document_keys[3:])
    return trial
