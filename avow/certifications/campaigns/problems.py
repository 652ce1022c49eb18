"""What is wrong with a campaign before it starts: each with its list and what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from avow.access.models import Role, RoleGrant
from avow.certifications.campaigns.cohort import FEW, Cohort, Member
from avow.certifications.campaigns.overlapping import named, overlapping
from avow.certifications.models import Campaign
from avow.people.models import Person
from avow.policy.calendar import Days


@dataclass(frozen=True)
class Problem:
    """`stops` tells what cannot be started from what can, once somebody has seen it. `concerns` are names to list."""

    kind: str
    says: str
    do: str
    stops: bool = False
    concerns: tuple[str, ...] = ()


def problems(campaign: Campaign, cohort: Cohort, on: date, rolling: str = "") -> list[Problem]:
    """What is wrong, those that stop it first. `rolling` is what the policy in force says of the cohort."""
    return [*_of_days(campaign, on), *_of_rolling(campaign, rolling), *_of_cohort(cohort, on)]


def _of_days(campaign: Campaign, on: date) -> Iterator[Problem]:
    if campaign.closes <= on:
        says = f"It closes on {campaign.closes:%-d %B %Y}, which has passed."
        yield Problem("over", says, "Prepare one with later days.", stops=True)
    days = Days(campaign.opens, campaign.due, campaign.closes)
    if others := overlapping(campaign.cohort, days, campaign.rolling):
        yield Problem(
            "overlap",
            "Its days overlap with those of a campaign that asks the same people.",
            "Prepare one that opens when the other has closed.",
            stops=True,
            concerns=tuple(named(one) for one in others),
        )


def _of_rolling(campaign: Campaign, rolling: str) -> Iterator[Problem]:
    if campaign.rolling != rolling:
        now = "each person on a day of their own" if rolling else "everyone at once"
        says = f"Since it was prepared the policy has changed: it asks {now}."
        yield Problem("otherwise", says, "Prepare it anew.", stops=True)


def _of_cohort(cohort: Cohort, on: date) -> Iterator[Problem]:
    if not cohort.members:
        yield Problem(
            "empty",
            "Nobody belongs to the cohort.",
            "Import people with grade and manager, or change cohorts.toml of the policy.",
            stops=True,
        )
    if cohort.unknown:
        yield Problem(
            "unknown",
            "Whether they belong cannot be told; they are not asked.",
            "Import what is missing.",
            concerns=tuple(
                f"{name}: {one.because}" for name, one in zip(_names(cohort.unknown), cohort.unknown, strict=True)
            ),
        )
    partners = RoleGrant.objects.on(on).filter(role=Role.HR_PARTNER.value).exclude(person__left_on__lte=on)
    looked_after = set(partners.values_list("department", flat=True))
    asked = Counter(one.hr_department for one in cohort.members if one.hr_department)
    if alone := tuple(f"{name}: {count}" for name, count in sorted(asked.items()) if name not in looked_after):
        yield Problem(
            "no partner",
            "Nobody is HR partner of these departments; beside each is how many are asked.",
            "Give somebody the role: avow role propose … hr_partner --department NAME.",
            concerns=alone,
        )
    unreachable = set(Person.objects.filter(email="").values_list("pk", flat=True))
    for kind, says, do, without in (
        ("no department", "They have no HR department.", "Import hr_department.", lambda one: not one.hr_department),
        ("no manager", "They have no manager.", "Import manager; at the very top this is right.",
         lambda one: one.manager is None),
        ("no e-mail", "They have no e-mail address.", "Import email, or reach them on paper.",
         lambda one: one.person in unreachable),
    ):  # fmt: skip
        if found := tuple(one for one in cohort.members if without(one)):
            yield Problem(kind, says, do, concerns=_names(found))


def _names(members: Sequence[Member]) -> tuple[str, ...]:
    """Name and number of each, in their order. Only these people are read, or everyone's names where they are many."""
    rows = Person.objects.values_list("pk", "name", "number")
    if len(members) <= FEW:
        rows = rows.filter(pk__in=[one.person for one in members])
    named = {key: f"{name} ({number})" for key, name, number in (rows.iterator(chunk_size=2000) if members else ())}
    return tuple(named[one.person] for one in members)
