"""Preparing a campaign and starting it. Both are the compliance officer's or a deputy's."""

from datetime import date, datetime

from django.db import transaction

from avow.access.roles import is_officer
from avow.adoptions.current import policy_in_force
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns import rolling as on_their_day
from avow.certifications.campaigns.days import NoDays, days_of, last_day_of_asking
from avow.certifications.campaigns.overlapping import overlapping, twice
from avow.certifications.campaigns.problems import Problem, problems
from avow.certifications.models import Campaign, CampaignStarted, CampaignWithdrawn
from avow.ledger.acts import Doc, hold, record
from avow.ledger.identifiers import public_id
from avow.people.models import Person
from avow.policy.calendar import Yearly
from avow.policy.pack import Cohort

KEY = "register"
"""Campaigns say nothing of anybody, so the register's key seals them."""
LONGEST_NAME = 200


class Refused(Exception):
    """The act was not done. The text says why, and what to do."""


class Overlap(Refused):
    """On these days a campaign that was started asks the same people. The text names it, and the first free day."""


class ToBeSeen(Refused):
    """The campaign could start, with problems that somebody has to see first: `problems`."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(" ".join(f"{one.says} {one.do}" for one in found))
        self.problems = found


@transaction.atomic
def prepare(
    name: str,
    *,
    cohort: str = "certify",
    opens: date | None = None,
    due: date | None = None,
    closes: date | None = None,
    by: Person,
    on: date,
    at: datetime,
) -> Campaign:
    """Prepare a campaign: nobody is asked by this. Days that are not given are the policy's. Raises Refused, Overlap,
    NoPolicyInForce."""
    officers_only(by, on, "prepares")
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(f"Give the campaign a name of at most {LONGEST_NAME} letters.")
    known = policy_in_force(on).cohorts
    if cohort not in known:
        raise Refused(f"The policy has no cohort {cohort!r}; it has {', '.join(sorted(known))}.")
    try:
        said = days_of(known[cohort], on, opens=opens, due=due, closes=closes)
    except NoDays as error:
        raise Refused(str(error)) from None
    if not said.opens <= said.due < said.closes:
        raise Refused(
            f"It opens on {said.opens:%-d %B %Y}, is due on {said.due:%-d %B %Y} and closes on "
            f"{said.closes:%-d %B %Y}: give the days in this order."
        )
    rolling = rolling_of(known[cohort])
    if rolling and said.due < (last := last_day_of_asking(said.opens)):
        raise Refused(
            f"Each person is asked on their own day until {last:%-d %B %Y}. Give the days on which whoever is asked "
            "last is due, and on which it closes for them; or leave them out."
        )
    if says := twice(said, overlapping(cohort, said, rolling), rolling):
        raise Overlap(says)
    days = {"opens": said.opens, "due": said.due, "closes": said.closes}
    body = {
        "public_id": public_id(),
        "name": name,
        "cohort": cohort,
        **{which: day.isoformat() for which, day in days.items()},
        "prepared_by": by.public_id,
        **({"rolling": rolling} if rolling else {}),
    }
    subject = f"campaign:{body['public_id']}"
    entry = record("campaign prepared", actor=by, subject=subject, at=at, docs=[Doc(Campaign.schema, body, key=KEY)])
    return Campaign.objects.create(
        attested=entry.documents[0], public_id=body["public_id"], name=name, cohort=cohort, **days, rolling=rolling,
        prepared_by=by,
    )  # fmt: skip


def preview(campaign: Campaign, on: date) -> tuple[cohorts.Cohort, list[Problem]]:
    """Who would be asked if it started on that day, over its whole year where it is rolling, and what is wrong. Raises
    NoPolicyInForce, Refused."""
    pack = policy_in_force(on)
    if campaign.cohort not in pack.cohorts:
        raise Refused(f"The policy in force has no cohort {campaign.cohort!r} any more.")
    found = cohorts.of(pack, campaign.cohort, on)
    if campaign.rolling:
        found = on_their_day.of_the_year(campaign, found)
    return found, problems(campaign, found, on, rolling_of(pack.cohorts[campaign.cohort]))


def rolling_of(cohort: Cohort) -> str:
    """By which day of theirs the people of a cohort are asked; "" where all are asked at once."""
    return cohort.every.rolling if isinstance(cohort.every, Yearly) else ""


@transaction.atomic
def start(campaign: Campaign, *, by: Person, on: date, at: datetime, seen: bool = False) -> CampaignStarted:
    """Start it: its cohort is everyone who belongs now; the worker writes a row for each; where it is rolling, for
    those whose day has come, and for the others on theirs. `seen` says that somebody read the problems that do not stop
    it. Raises Refused, ToBeSeen, NoPolicyInForce.
    """
    officers_only(by, on, "starts")
    hold()  # nobody joins, and no other campaign starts, between counting and starting
    not_begun(campaign)
    found, wrong = preview(campaign, on)
    if stopping := [one for one in wrong if one.stops]:
        raise Refused(" ".join(" ".join((one.says, *one.concerns, one.do)) for one in stopping))
    if wrong and not seen:
        raise ToBeSeen(wrong)
    pack = policy_in_force(on)
    now = on_their_day.whose_day_has_come(campaign, found.members, on) if campaign.rolling else found.members
    people = len(now)
    body = {
        "campaign": campaign.public_id,
        "on": on.isoformat(),
        "pack_hash": pack.hash,
        "people": people,
        "by": by.public_id,
    }
    docs = [Doc(CampaignStarted.schema, body, key=KEY)]
    entry = record("campaign started", actor=by, subject=campaign.subject, at=at, docs=docs)
    return CampaignStarted.objects.create(
        attested=entry.documents[0], campaign=campaign, on=on, pack_hash=pack.hash, people=people, by=by
    )


def not_begun(campaign: Campaign) -> None:
    """Raises Refused for one that was started or withdrawn, and for a trial. To be called while the head is held."""
    if CampaignStarted.objects.filter(campaign=campaign).exists():
        raise Refused("It was started already.")
    if CampaignWithdrawn.objects.filter(campaign=campaign).exists():
        raise Refused("It was withdrawn.")


def officers_only(by: Person, on: date, does: str) -> None:
    """Raises Refused for anybody but the compliance officer and the deputies."""
    if not is_officer(by, on):
        raise Refused(f"Only the compliance officer or a deputy {does} a campaign.")
