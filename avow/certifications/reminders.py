"""Who is to be reminded of certifying and of acknowledging, who is told after them, and in which words: the steps of
the policy, counted from the day on which it is due."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from avow.adoptions.current import pack_by_hash
from avow.certifications import told_to
from avow.certifications.campaigns.days import due_of, last_day_of_asking
from avow.certifications.models import Campaign, Place
from avow.certifications.models.handling import MISSING
from avow.certifications.told_to import PAPER, Asked
from avow.notices.frame import written
from avow.notices.models import Notice, Told
from avow.notices.sources import Said, Wanted
from avow.people.models import PersonRecord
from avow.policy.reminding import Reminding, Step

AT_ONCE = 1_000
ASKED = "asked"
"""The step of whoever was reminded because an officer said so."""


def topic_of(campaign: Campaign) -> str:
    """What its notices belong to."""
    return f"certify:{campaign.public_id}"


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

    def known(self, on: date) -> str:
        """Not said: forms go missing and come in without a register that tells it."""
        return ""

    def wanted(self, on: date) -> Iterator[Sequence[Wanted]]:
        """Each step that was reached, for everyone whose form is missing and of whom it has no row; from the first day
        on those whom no mail reaches. In a trial the people who try it are told, and nobody of them."""
        under_way = Campaign.objects.filter(withdrawn=None, started__isnull=False, frozen__isnull=False)
        for campaign in under_way.filter(opens__lte=on, closes__gt=on).select_related("started"):
            remind = reminding_of(campaign)
            if remind is None:
                continue
            missing = Place.objects.filter(campaign=campaign, state=MISSING)
            missing = still_taken(campaign, missing, on)
            came = missing.order_by("included__asked_on").values_list("included__asked_on", flat=True).distinct()
            for asked_on in list(came):
                due = due_of(campaign, asked_on)
                yield from unreachable(campaign, missing.filter(included__asked_on=asked_on), remind, due, on)
                for step in remind.reached(due, on):
                    if campaign.trial_of_id is not None and step.to != "person":
                        continue
                    rows = missing.filter(included__asked_on=asked_on)
                    if step.to != "person":
                        rows = rows.filter(Exists(reminded(topic_of(campaign), on).filter(about=OF_PLACE)))
                    yield from parts(campaign, rows, step.name, step.to, due, step.day(due), on)

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
            rows = still_taken(campaign, rows, on)
            places = {place.included.person_id: place for place in rows.select_related("included__person")}
            for step, due, deadline in {(one.step, one.due, one.deadline) for one in mine}:
                which = (step, due, deadline)
                here = [one for one in mine if (one.step, one.due, one.deadline) == which and one.about_id in places]
                audience = "person" if step.startswith(ASKED) else step.rstrip("+-0123456789")
                people = [(places[one.about_id].included.person, places[one.about_id].department) for one in here]
                now: dict[int, list[Wanted]] = {}
                for wanted in _told(campaign, step, audience, people, due, deadline, on):
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
        hr = reverse("certifications:hr_campaign", args=[campaign.public_id])
        paths = {
            "hr": f"{hr}#people",
            "person": reverse("certifications:mine"),
            "officer": reverse("certifications:campaign", args=[campaign.public_id]),
        }
        said = words(remind, first, campaign.name, language, on, paths.get(first.audience, reverse("web:home")))
        said = with_places(said, notices, on)
        return said if campaign.trial_of_id is None else as_trial(said)


TRIAL = {
    "en": ("Trial", "This is a trial. What you sign counts for nothing, and you need not sign."),
    "de": ("Probe", "Dies ist eine Probe. Was Sie unterschreiben, zählt nicht, und Sie müssen nicht unterschreiben."),
    "fr": ("Essai", "Ceci est un essai. Ce que vous signez ne compte pas, et vous n'êtes pas tenu de signer."),
    "es": ("Prueba", "Esto es una prueba. Lo que firme no cuenta, y no está obligado a firmar."),
}
"""How a mail of a trial begins its subject, and its first line."""


def as_trial(said: Said) -> Said:
    """The same, marked as a trial in its subject, its first line, and in the calendar."""
    mark, first = TRIAL.get(said.language, TRIAL["en"])
    subject, event = f"{mark}: {said.subject}", f"{mark}: {said.event}" if said.event else ""
    return replace(said, subject=subject, event=event, first=first)


def words(remind: Reminding, first: Notice, what: str, language: str, on: date, path: str) -> Said:
    """What a reminder says to its reader, with `what` it is about and the day filled in."""
    language, texts = remind.in_language(language)
    filled = {"what": what, "due": written(first.deadline, language)}
    if first.audience == "person":
        in_time = on <= first.deadline
        text = texts.before if in_time else texts.late
        subject = (texts.subject if in_time else texts.subject_late).format(**filled)
        return Said(subject, text.format(**filled), language, path, event=subject)
    text = getattr(texts, first.audience)
    return Said(texts.subject_others.format(**filled), text.format(**filled), language, path)


def _campaigns(topics: Iterable[str]) -> list[Campaign]:
    numbers = {topic.partition(":")[2] for topic in topics}
    rows = Campaign.objects.filter(public_id__in=numbers, withdrawn=None, started__isnull=False)
    return list(rows.select_related("started"))


def still_taken(campaign: Campaign, rows: QuerySet[Place], on: date) -> QuerySet[Place]:
    """Those of whom a form is still taken on that day, of a campaign that is not closed: see `days.closes_of`."""
    if not campaign.rolling:
        return rows
    return rows.filter(included__asked_on__gt=on - (campaign.closes - last_day_of_asking(campaign.opens)))


def unreachable(
    campaign: Campaign, rows: QuerySet[Place], remind: Reminding, due: date, on: date
) -> Iterator[Sequence[Wanted]]:
    """Those without e-mail address, for HR to see to from the day on which they are asked. Not of a trial; and not once
    a step to the person was reached, which tells HR of them by itself."""
    if campaign.trial_of_id is None and is_before_all(remind, due, on):
        yield from parts(campaign, rows.filter(included__person__email=""), PAPER, PAPER, due, on, on)


def is_before_all(remind: Reminding, due: date, on: date) -> bool:
    """Whether the person is told by some step, and on no day up to this one."""
    days = [step.day(due) for step in remind.steps if step.to == "person"]
    return bool(days) and on < min(days)


def with_places(said: Said, notices: Sequence[Notice], on: date) -> Said:
    """The same, with where those work whom HR is to see as no mail reaches them."""
    if notices[0].instead != "paper":
        return said
    return replace(said, places=work_at([one.about_id for one in notices], on))


def work_at(people: Sequence[int], on: date) -> list[tuple[str, int]]:
    """Where these people work, as site and shift, with how many; the most first, those of no site on record last."""
    records = PersonRecord.objects.on(on).filter(person__in=people).values_list("site", "shift")
    found = Counter(", ".join(filter(None, (site, shift))) if site else "" for site, shift in records)
    found[""] += len(set(people)) - found.total()
    return sorted(
        ((place, many) for place, many in found.items() if many), key=lambda one: (not one[0], -one[1], one[0])
    )


def parts(
    campaign: Campaign, rows: Iterable[Place], step: str, to: str, due: date, day: date, on: date
) -> Iterator[Sequence[Wanted]]:
    """A step for those of the rows who have none of it yet; `day` is the step's, `due` until when they have time."""
    topic = topic_of(campaign)
    there = Notice.objects.filter(topic=topic, step=step, about=OuterRef("included__person"))
    new = rows.filter(~Exists(there)).order_by("pk").select_related("included__person")
    after = 0
    while part := list(new.filter(pk__gt=after)[:AT_ONCE]):
        after = part[-1].pk
        people = [(place.included.person, place.department) for place in part]
        yield _told(campaign, step, to, people, day, due, on)


def _told(
    campaign: Campaign, step: str, to: str, people: Sequence[Asked], day: date, due: date, on: date
) -> list[Wanted]:
    """Who is told. Of a trial nobody but those who try it."""
    found = told_to.told(topic_of(campaign), step, to, people, day, due, on)
    return [one for one in found if campaign.trial_of_id is None or one.audience == "person"]


def steps_of(campaign: Campaign) -> tuple[Step, ...]:
    """The steps of a campaign that was started, for pages that show them."""
    remind = reminding_of(campaign)
    return remind.steps if remind else ()
