"""Writing a row for everyone who is asked in a campaign that was started: parts of some thousand, each one entry.

The cohort is read as it was known right after the start, so that whoever stops in the middle goes on where they were.
Of a rolling campaign only those have their row by this whose day had come; `following` asks the others on theirs.
"""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns.acts import KEY
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.including import documents, rows
from avow.certifications.campaigns.rolling import whose_day_has_come, with_reasons
from avow.certifications.models import Campaign, CampaignStarted, CohortFrozen, Included
from avow.ledger import keyring
from avow.ledger.acts import Doc, envelope, hold, record
from avow.people.models import Person

AT_ONCE = 2_000
"""People of one part: one transaction and one entry. Others wait as long as one part is written."""


def work_through(clock: Callable[[], datetime]) -> None:
    """Freeze every campaign that was started and is not frozen."""
    for started in CampaignStarted.objects.filter(campaign__frozen=None).select_related("campaign", "attested"):
        freeze(started, clock)


def freeze(started: CampaignStarted, clock: Callable[[], datetime]) -> None:
    """Write what is missing of one campaign's rows, and that it is complete. Again, and twice at once, is once."""
    campaign = started.campaign
    pack = pack_by_hash(started.pack_hash)
    found = cohorts.of(pack, campaign.cohort, started.on, known_at=started.attested.entry_id)
    there = set(Included.objects.filter(campaign=campaign).values_list("person_id", flat=True))
    members, asked_on = found.members, None
    if campaign.rolling:
        asked_on = started.on
        members = tuple(with_reasons(whose_day_has_come(campaign, found.members, asked_on)))
    missing = [one for one in members if one.person not in there]
    people = cohorts.people(missing)
    for first in range(0, len(missing), AT_ONCE):
        _part(campaign, missing[first : first + AT_ONCE], people, clock(), asked_on)
    _complete(campaign, len(members), clock())


def _part(
    campaign: Campaign, members: list[Member], people: dict[int, Person], at: datetime, asked_on: date | None
) -> None:
    docs = documents(campaign.public_id, members, people, asked_on)
    ready = [(one, envelope(doc)) for one, doc in zip(members, docs, strict=True)]
    with transaction.atomic():
        hold()
        keys = [one.person for one in members]
        range_ = Included.objects.filter(campaign=campaign, person__gte=keys[0], person__lte=keys[-1])
        there, gone = set(range_.values_list("person_id", flat=True)), keyring.destroyed()
        ready = [(one, doc) for one, doc in ready if one.person not in there and doc.doc.key not in gone]
        if not ready:
            return
        entry = record(
            "people asked to certify", actor="system", subject=campaign.subject, at=at, docs=[doc for _, doc in ready]
        )
        rows(campaign, [one for one, _ in ready], entry.document_keys, asked_on)


@transaction.atomic
def _complete(campaign: Campaign, wanted: int, at: datetime) -> None:
    hold()
    if CohortFrozen.objects.filter(campaign=campaign).exists():
        return
    people = Included.objects.filter(campaign=campaign).count()
    body = {"campaign": campaign.public_id, "people": people, "erased": wanted - people}
    docs = [Doc(CohortFrozen.schema, body, key=KEY)]
    entry = record("cohort frozen", actor="system", subject=campaign.subject, at=at, docs=docs)
    CohortFrozen.objects.create(attested=entry.documents[0], campaign=campaign, people=people, erased=wanted - people)
