"""Following who belongs while a campaign runs: joiners, promotions, transfers, leavers, and who comes back; and of
a rolling one, whose day has come.

Each part is one transaction and one entry, looked at again while the ledger's head is held: whoever is stopped in the
middle goes on the next time, and two at once do each thing once.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from avow.access.models import RoleGrant
from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns import rolling
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.freezing import AT_ONCE
from avow.certifications.campaigns.including import documents, rows
from avow.certifications.models import Campaign, CampaignStarted, Followed, HandedOver, Included, Place
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING
from avow.certifications.places import look_again
from avow.ledger import keyring
from avow.ledger.acts import Doc, hold, record
from avow.ledger.inserting import insert_values
from avow.people.models import Person, PersonRecord

JOINED = "Joined on {day}."
CAME = "Came to us after it was started."
UNTOLD = "It could not be told when it was started."
PROMOTED = "Did not belong when it was started."
WENT = "Went from {old} to {new}."
NO_DEPARTMENT = "no HR department"


def running(on: date) -> list[Campaign]:
    """The campaigns whose rows are all there and that take forms on that day or later; no trials."""
    return list(Campaign.objects.real().filter(frozen__isnull=False, closes__gt=on).select_related("started__attested"))


def work_through(on: date, clock: Callable[[], datetime]) -> int:
    """Follow each campaign for which this is a new day, or the registers changed. Gives how many moved."""
    moved = 0
    for campaign in running(on):
        known = _known()
        if Followed.objects.filter(campaign=campaign, on=on, known=known).exists():
            continue
        moved += follow(campaign, on, clock)
        Followed.objects.update_or_create(campaign=campaign, defaults={"on": on, "known": known})
    return moved


def _known() -> str:
    """What differs as soon as anything was written of people or roles."""
    newest = (model.objects.aggregate(Max("pk"), Max("ended_by")) for model in (PersonRecord, RoleGrant))
    return " ".join(str(value or 0) for one in newest for value in one.values())


def follow(campaign: Campaign, on: date, clock: Callable[[], datetime]) -> int:
    """Ask who came to belong, hand over the forms of the transferred, and see who left or came back. Gives how many;
    again is nothing. Raises what reading the campaign's version of the policy raises."""
    moved = 0
    for act, found in ((_ask, _to_ask(campaign, on)), (_hand_over, _to_hand_over(campaign, on)),
                       (_look, _to_look_at(campaign, on))):  # fmt: skip
        for part in _parts(found):
            moved += act(campaign, part, on, clock())
    return moved


def asks_until(campaign: Campaign) -> date | None:
    """The last day on which who comes to belong is asked as well; None where the policy says nothing of it. Of a
    rolling campaign the last day on which anybody is asked, such as those whom the worker missed on their day."""
    if campaign.rolling:
        return campaign.due
    says = pack_by_hash(campaign.started.pack_hash).cohorts[campaign.cohort].joiners
    return {"until_due": campaign.due, "until_closes": campaign.closes - timedelta(days=1)}.get(says)


def _parts(found: Sequence[int]) -> Iterator[Sequence[int]]:
    return (found[first : first + AT_ONCE] for first in range(0, len(found), AT_ONCE))


# ---------------------------------------------------------------- who came to belong


def not_asked(campaign: Campaign, members: Sequence[Member]) -> list[Member]:
    """Those of them who are not asked."""
    asked = set(Included.objects.filter(campaign=campaign).values_list("person_id", flat=True))
    return [one for one in members if one.person not in asked]


def _to_ask(campaign: Campaign, on: date) -> list[int]:
    until = asks_until(campaign)
    if until is None or on > until:
        return []
    pack = pack_by_hash(campaign.started.pack_hash)
    found = not_asked(campaign, cohorts.of(pack, campaign.cohort, on).members)
    if campaign.rolling:
        found = rolling.belonged_then(campaign, pack, found, campaign.started.on, on)
    return [one.person for one in found]


@transaction.atomic
def _ask(campaign: Campaign, part: Sequence[int], on: date, at: datetime) -> int:
    hold()
    pack = pack_by_hash(campaign.started.pack_hash)
    asked = Included.objects.filter(campaign=campaign, person__in=part)
    there, gone = set(asked.values_list("person_id", flat=True)), keyring.destroyed()
    people = Person.objects.in_bulk(part)
    members = [
        one
        for one in cohorts.of(pack, campaign.cohort, on, only=part).members
        if one.person not in there and people[one.person].key not in gone
    ]
    if campaign.rolling:
        members = rolling.with_reasons(rolling.belonged_then(campaign, pack, members, campaign.started.on, on))
    elif members:
        members = _with_why(campaign.started, members)
    if not members:
        return 0
    docs = documents(campaign.public_id, members, people, on)
    entry = record("people asked to certify", actor="system", subject=campaign.subject, at=at, docs=docs)
    rows(campaign, members, entry.document_keys, on)
    return len(members)


def _with_why(started: CampaignStarted, members: Sequence[Member]) -> list[Member]:
    """The same with why they were not asked from the start on, before the reason."""
    keys = [one.person for one in members]
    pack = pack_by_hash(started.pack_hash)
    then = cohorts.of(pack, started.campaign.cohort, started.on, started.attested.entry_id, only=keys)
    says = dict.fromkeys((one.person for one in (*then.left_out, *then.members)), PROMOTED)
    says |= dict.fromkeys((one.person for one in then.unknown), UNTOLD)
    joined = dict(Person.objects.filter(pk__in=keys, joined_on__gt=started.on).values_list("pk", "joined_on"))
    says |= {key: JOINED.format(day=_day(day)) for key, day in joined.items() if key not in says}
    return [one._replace(because=f"{says.get(one.person, CAME)} {one.because}") for one in members]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


# ---------------------------------------------------------------- who went to another department


def _to_hand_over(campaign: Campaign, on: date) -> list[int]:
    return sorted(_transfers(campaign, on, None))


def _transfers(campaign: Campaign, on: date, only: Sequence[int] | None) -> dict[int, tuple[str, str]]:
    """The department before and the department now of those who went to another one and have not signed, by the
    primary key of `Included`. Who signed stays with the department that has the form."""
    asked = Included.objects.filter(campaign=campaign, place__state__in=[MISSING, EXEMPT])
    handed = HandedOver.objects.filter(included__campaign=campaign, transferred=True)
    if only is not None:
        asked, handed = asked.filter(pk__in=only), handed.filter(included__in=only)
    last = dict(handed.order_by("number").values_list("included_id", "to"))
    here = PersonRecord.objects.on(on).filter(person__in=asked.values("person"))
    now = dict(here.values_list("person_id", "hr_department"))
    found = {}
    for key, person, department in asked.values_list("pk", "person_id", "hr_department"):
        before = last.get(key, department)
        if person in now and now[person] != before:
            found[key] = (before, now[person])
    return found


@transaction.atomic
def _hand_over(campaign: Campaign, part: Sequence[int], on: date, at: datetime) -> int:
    hold()
    wanted, gone = _transfers(campaign, on, part), keyring.destroyed()
    included = Included.objects.filter(pk__in=list(wanted)).select_related("person").order_by("pk")
    included = [one for one in included if one.person.key not in gone]
    if not included:
        return 0
    before = HandedOver.objects.filter(included__in=included).values_list("included").annotate(Max("number"))
    last = dict(before)
    docs, values = [], []
    for one in included:
        old, new = wanted[one.pk]
        number, because = last.get(one.pk, 0) + 1, WENT.format(old=old or NO_DEPARTMENT, new=new or NO_DEPARTMENT)
        body = {
            "campaign": campaign.public_id, "person": one.person.public_id, "number": number, "to": new,
            "on": on.isoformat(), "because": because, "transferred": True,
        }  # fmt: skip
        docs.append(Doc(HandedOver.schema, body, key=one.person.key))
        values.append((one.pk, number, new, on, because, True))
    entry = record("forms handed over", actor="system", subject=campaign.subject, at=at, docs=docs)
    names = ("attested_id", "included_id", "number", "to", "on", "because", "transferred")
    insert_values(
        HandedOver, names, [(key, *row) for key, row in zip(entry.document_keys, values, strict=True)]
    )  # fmt: skip
    look_again(included, on)
    return len(included)


# ---------------------------------------------------------------- who left, and who came back


def _to_look_at(campaign: Campaign, on: date) -> list[int]:
    here = Exists(PersonRecord.objects.on(on).filter(person=OuterRef("included__person")))
    places = Place.objects.filter(campaign=campaign).annotate(is_here=here)
    turned = places.filter(Q(state=LEFT, is_here=True) | Q(state__in=[MISSING, EXEMPT], is_here=False))
    return list(turned.order_by("included_id").values_list("included_id", flat=True))


@transaction.atomic
def _look(campaign: Campaign, part: Sequence[int], on: date, at: datetime) -> int:
    hold()  # nobody signs meanwhile
    return look_again(Included.objects.filter(campaign=campaign, pk__in=part), on)
