"""Who is to be reminded of certifying and of acknowledging, who is told after them, and in which words: the steps of
the policy, counted from the day on which it is due."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from avow.access.roles import is_officer
from avow.adoptions.current import pack_by_hash
from avow.certifications import told_to
from avow.certifications.campaigns.acts import Refused
from avow.certifications.campaigns.standing import LATE, OPEN, state_of
from avow.certifications.models import Campaign, Place
from avow.certifications.models.handling import MISSING
from avow.ledger.acts import record
from avow.notices import gathering
from avow.notices.frame import written
from avow.notices.models import Notice, Told
from avow.notices.sources import Said, Wanted
from avow.people.models import Person
from avow.policy.reminding import Reminding, Step

AT_ONCE = 1_000
ASKED = "asked"
"""The step of whoever was reminded because an officer said so."""


def topic_of(campaign: Campaign) -> str:
    """What its notices belong to."""
    return f"certify:{campaign.public_id}"


def due_of(campaign: Campaign, asked_on: date | None) -> date:
    """Until when somebody has time: whoever came to the campaign later has as many days as the others had, but not
    beyond the last day on which anything is taken."""
    if asked_on is None:
        return campaign.due
    theirs = asked_on + (campaign.due - campaign.opens)
    return max(campaign.due, min(theirs, campaign.closes - timedelta(days=1)))


def reminding_of(campaign: Campaign) -> Reminding | None:
    """What the version of the policy says by which the campaign was started."""
    cohort = pack_by_hash(campaign.started.pack_hash).cohorts.get(campaign.cohort)
    return cohort.remind if cohort else None


OF_PLACE = OuterRef("included__person")


def reminded(topic: str, on: date) -> QuerySet[Told]:
    """What told the person themselves (or HR on paper) by the day before last: nobody else is told before that, also
    where all steps are reached at once, as the worker stood still."""
    return Told.objects.filter(topic=topic, step__startswith="person", mail__on__lt=on - timedelta(days=1))


class Certifying:
    """A source of `avow.notices`: campaigns that are open, and forms that are missing."""

    name = "certify"

    def wanted(self, on: date) -> Iterator[Sequence[Wanted]]:
        """Each step that was reached, for everyone whose form is missing and of whom it has no row."""
        under_way = Campaign.objects.real().filter(started__isnull=False, frozen__isnull=False)
        for campaign in under_way.filter(opens__lte=on, closes__gt=on).select_related("started"):
            remind = reminding_of(campaign)
            if remind is None:
                continue
            missing = Place.objects.filter(campaign=campaign, state=MISSING)
            came = missing.order_by("included__asked_on").values_list("included__asked_on", flat=True).distinct()
            for asked_on in list(came):
                due = due_of(campaign, asked_on)
                for step in remind.reached(due, on):
                    rows = missing.filter(included__asked_on=asked_on)
                    if step.to != "person":
                        rows = rows.filter(Exists(reminded(topic_of(campaign), on).filter(about=OF_PLACE)))
                    yield from _parts(campaign, rows, step.name, step.to, due, step.day(due), on)

    def again(self, notices: Sequence[Notice], on: date) -> Mapping[int, Sequence[Wanted]]:
        """Nothing for whoever signed, is exempt or left, and once the campaign has closed; else who is to be told."""
        found: dict[int, Sequence[Wanted]] = {}
        campaigns = {topic_of(one): one for one in _campaigns({one.topic for one in notices})}
        for topic, campaign in campaigns.items():
            if not campaign.opens <= on < campaign.closes:
                continue
            mine = [one for one in notices if one.topic == topic]
            rows = Place.objects.filter(
                campaign=campaign, state=MISSING, included__person__in={n.about_id for n in mine}
            )
            places = {place.included.person_id: place for place in rows.select_related("included__person")}
            for step, due in {(one.step, one.due) for one in mine}:
                here = [one for one in mine if (one.step, one.due) == (step, due) and one.about_id in places]
                audience = "person" if step.startswith(ASKED) else step.rstrip("+-0123456789")
                deadline = here[0].deadline if here else campaign.due
                people = [(places[one.about_id].included.person, places[one.about_id].department) for one in here]
                now: dict[int, list[Wanted]] = {}
                for wanted in told_to.told(topic, step, audience, people, due, deadline, on):
                    now.setdefault(wanted.about, []).append(wanted)
                found |= {one.pk: now.get(one.about_id, []) for one in here}
        return found

    def says(self, notices: Sequence[Notice], language: str, on: date) -> Said:
        """The policy's words for this audience, in the reader's language or in English."""
        first = notices[0]
        (campaign,) = _campaigns({first.topic})
        remind = reminding_of(campaign)
        if remind is None:
            raise LookupError(f"{campaign} reminds nobody")
        paths = {
            "person": reverse("certifications:mine"),
            "officer": reverse("certifications:campaign", args=[campaign.public_id]),
        }
        return words(remind, first, campaign.name, language, on, paths.get(first.audience, reverse("web:home")))


def words(remind: Reminding, first: Notice, what: str, language: str, on: date, path: str) -> Said:
    """What a reminder says to its reader, with `what` it is about and the day filled in."""
    language, texts = remind.in_language(language)
    filled = {"what": what, "due": written(first.deadline, language)}
    if first.audience == "person":
        text = texts.before if on <= first.deadline else texts.late
        subject = texts.subject.format(**filled)
        return Said(subject, text.format(**filled), language, path, event=subject)
    text = getattr(texts, first.audience)
    return Said(texts.subject_others.format(**filled), text.format(**filled), language, path)


def _campaigns(topics: Iterable[str]) -> list[Campaign]:
    numbers = {topic.partition(":")[2] for topic in topics}
    return list(Campaign.objects.real().filter(public_id__in=numbers, started__isnull=False).select_related("started"))


def _parts(
    campaign: Campaign, rows: Iterable[Place], step: str, to: str, due: date, day: date, on: date
) -> Iterator[Sequence[Wanted]]:
    topic = topic_of(campaign)
    there = Notice.objects.filter(topic=topic, step=step, about=OuterRef("included__person"))
    new = rows.filter(~Exists(there)).order_by("pk").select_related("included__person")  # type: ignore[attr-defined]
    after = 0
    while part := list(new.filter(pk__gt=after)[:AT_ONCE]):
        after = part[-1].pk
        people = [(place.included.person, place.department) for place in part]
        yield list(told_to.told(topic, step, to, people, day, due, on))


@transaction.atomic
def remind_now(campaign: Campaign, *, by: Person, on: date, at: datetime) -> int:
    """Remind everyone whose form is missing, with the next mail they may get; gives how many. Raises Refused."""
    if not is_officer(by, on):
        raise Refused("Only the compliance officer or a deputy reminds everyone of a campaign.")
    if state_of(campaign, on) not in (OPEN, LATE):
        raise Refused(f"Nobody is reminded of a campaign that is {state_of(campaign, on)}.")
    if reminding_of(campaign) is None:
        raise Refused("The policy has no words for reminders: see [NAME.remind] of cohorts.toml.")
    missing = Place.objects.filter(campaign=campaign, state=MISSING)
    step = f"{ASKED}-{on:%Y%m%d}"
    count = sum(
        gathering.put(Certifying.name, part) for part in _parts(campaign, missing, step, "person", campaign.due, on, on)
    )
    if count:
        record("reminder asked for", actor=by, subject=campaign.subject, at=at)
    return count


def steps_of(campaign: Campaign) -> tuple[Step, ...]:
    """The steps of a campaign that was started, for pages that show them."""
    remind = reminding_of(campaign)
    return remind.steps if remind else ()
