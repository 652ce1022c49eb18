"""Reminding those who are missing at once, because an officer or an HR partner says so: each person once a day."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from avow.certifications.campaigns.acts import Refused
from avow.certifications.campaigns.standing import LATE, OPEN, state_of
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import Campaign, Place
from avow.certifications.models.handling import MISSING
from avow.certifications.reminders import ASKED, Certifying, due_of, parts, reminding_of, still_taken, topic_of
from avow.ledger.acts import record
from avow.notices import gathering
from avow.notices.models import REFUSED, Notice, Told
from avow.notices.sending.making import usable
from avow.notices.sources import Wanted
from avow.people.models import Person

Departments = Collection[str] | None
"""HR departments; None: all of them, and who belongs to none."""


@dataclass(frozen=True)
class Before:
    """What reminding would do: so many get a mail, so many have no address, so that HR is told, so many were reminded
    so today already; and when the last mail about it went."""

    by_mail: int
    on_paper: int
    today: int
    last: datetime | None


@dataclass(frozen=True)
class Reminded:
    """What reminding did: of so many people a mail to themselves is written, and of so many without an address one to
    HR in their place."""

    by_mail: int = 0
    on_paper: int = 0

    @property
    def people(self) -> int:
        """Of how many people somebody is told."""
        return self.by_mail + self.on_paper

    @property
    def says(self) -> str:
        """In words, with the numbers that the page named before; "" where nobody was left."""
        parts = []
        if self.by_mail:
            parts.append(f"{self.by_mail:,} {'person gets' if self.by_mail == 1 else 'people get'} a mail.")
        if self.on_paper:
            have = "person has" if self.on_paper == 1 else "people have"
            parts.append(f"{self.on_paper:,} {have} no e-mail address; local HR is told instead.")
        if parts:
            parts.append("Each mail goes out in working hours, one a day to a person.")
        return " ".join(parts)


def why_not(campaign: Campaign, on: date) -> str:
    """Why nobody can be reminded of it now; "" where they can."""
    if campaign.trial_of_id is not None:
        return "A trial sends its mails by itself, to those who try it."
    if (state := state_of(campaign, on)) not in (OPEN, LATE):
        return f"Nobody is reminded of a campaign that is {state}."
    if reminding_of(campaign) is None:
        return "The policy has no words for reminders: see [NAME.remind] of cohorts.toml."
    return ""


def before(campaign: Campaign, on: date, departments: Departments = None) -> Before:
    """What reminding these departments now would do."""
    missing, topic = _missing(campaign, departments, on), topic_of(campaign)
    new = missing.filter(~Exists(_there(campaign, on)))
    addresses = [usable(email) for email in new.values_list("included__person__email", flat=True)]
    told = Told.objects.filter(topic=topic, audience="person", about__in=missing.values("included__person"))
    last = told.exclude(mail__outcome=REFUSED).aggregate(last=Max("mail__at"))["last"]
    return Before(sum(addresses), len(addresses) - sum(addresses), missing.count() - len(addresses), last)


@transaction.atomic
def remind_now(
    campaign: Campaign, *, by: Person, on: date, at: datetime, departments: Departments = None
) -> Reminded:  # fmt: skip
    """Remind everyone whose form is missing, with the next mail they may get; gives of how many. Each is told the day
    until which they have time themselves. An HR partner does so for departments that they look after. Raises Refused.
    """
    theirs = looks(by, on)
    if not theirs.is_officer and (departments is None or not all(theirs.acts_for(one) for one in departments)):
        raise Refused("Only the compliance officer or a deputy reminds everyone of a campaign.")
    Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # two at once are one
    if why := why_not(campaign, on):
        raise Refused(why)
    there = before(campaign, on, departments)
    count = sum(gathering.put(Certifying.name, part) for part in _wanted(campaign, departments, on))
    if not count:
        return Reminded()
    record("reminder asked for", actor=by, subject=campaign.subject, at=at)
    return Reminded(there.by_mail, there.on_paper)


def _wanted(campaign: Campaign, departments: Departments, on: date) -> Iterator[Sequence[Wanted]]:
    missing = _missing(campaign, departments, on)
    for asked_on in list(missing.order_by().values_list("included__asked_on", flat=True).distinct()):
        rows, due = missing.filter(included__asked_on=asked_on), due_of(campaign, asked_on)
        yield from parts(campaign, rows, _step(on), "person", due, on, on)


def _step(on: date) -> str:
    return f"{ASKED}-{on:%Y%m%d}"


def _missing(campaign: Campaign, departments: Departments, on: date) -> QuerySet[Place]:
    rows = still_taken(campaign, Place.objects.filter(campaign=campaign, state=MISSING), on)
    return rows if departments is None else rows.filter(department__in=departments)


def _there(campaign: Campaign, on: date) -> QuerySet[Notice]:
    return Notice.objects.filter(topic=topic_of(campaign), step=_step(on), about=OuterRef("included__person"))
