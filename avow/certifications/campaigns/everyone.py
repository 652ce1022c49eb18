"""Everyone counted: people in Avow = asked + exempt + left + why not (2.1), by the HR department of the register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.rolling import is_to_come
from avow.certifications.campaigns.summing import Alike, Group
from avow.certifications.models import Campaign, Place
from avow.certifications.models.handling import EXEMPT, LEFT
from avow.people.models import PersonRecord
from avow.policy.cohorts import INCLUDED, LEFT_OUT

MOST_NAMED = 20
DEMOTED = "demoted"
ASKED, TO_COME, LATER, OUT, UNKNOWN = "asked", "to_come", "later", "out", "unknown"
PARTS = {
    ASKED: "asked to sign",
    EXEMPT: "exempt",
    LEFT: "asked, and left us",
    TO_COME: "to be asked on their day",
    LATER: "belong by now, asked the next time",
    OUT: "do not belong",
    UNKNOWN: "cannot be told",
}
"""Each person is in exactly one of them, in this order. Nobody is to come unless the campaign is rolling."""


@dataclass
class Line:
    """One department: how many are where."""

    department: str
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Named:
    """How many they are, and the first of them."""

    many: int
    first: Sequence[Member]


@dataclass(frozen=True)
class Everyone:
    """As of a day: `here` are with us, `gone` were asked and are with us no more. `why_not` are the reasons of those
    who do not belong, the most frequent first; `demoted` are asked and would not be if it started today; `later` belong
    by now and are not asked."""

    here: int
    gone: int
    lines: Sequence[Line]
    why_not: Sequence[tuple[str, int]]
    demoted: Named
    later: Named
    unknown: Named

    @property
    def people(self) -> int:
        """Everyone who is with us, or was asked."""
        return self.here + self.gone

    @property
    def parts(self) -> dict[str, int]:
        """The sums of all departments."""
        counts = {part: sum(line.parts[part] for line in self.lines) for part in PARTS}
        return {part: count for part, count in counts.items() if part != TO_COME or count}


def everyone(campaign: Campaign, on: date) -> Everyone:
    """Count everyone as of that day, for a campaign that was started. The database counts; only those who are named
    are read."""
    pack = pack_by_hash(campaign.started.pack_hash)
    alike = Alike(pack, campaign.cohort, on, campaign, by_day=bool(campaign.rolling))
    groups = alike.groups()
    counted: Counter[tuple[str, str]] = Counter()
    why_not: Counter[str] = Counter()
    named: dict[str, list[Group]] = {DEMOTED: [], LATER: [], UNKNOWN: []}
    for one in groups:
        part = _part(campaign, one, on)
        counted[one.hr_department, part] += one.people
        if one.state is None and part == OUT:
            why_not[one.because] += one.people
        kind = DEMOTED if one.state is not None and one.standing == LEFT_OUT else part
        if kind in named:
            named[kind].append(one)
    left = _gone(campaign, on)
    for department, state, people in left:
        counted[department, state if state in (EXEMPT, LEFT) else ASKED] += people
    lines: dict[str, Line] = {}
    for (department, part), count in counted.items():
        lines.setdefault(department, Line(department)).parts[part] += count
    return Everyone(
        here=sum(one.people for one in groups),
        gone=sum(people for _, _, people in left),
        lines=[lines[name] for name in sorted(lines)],
        why_not=sorted(why_not.items(), key=lambda one: (-one[1], one[0])),
        **{kind: _named(alike, those) for kind, those in named.items()},
    )


def _part(campaign: Campaign, one: Group, on: date) -> str:
    """In which part a group is."""
    if one.state is not None:
        return one.state if one.state in (EXEMPT, LEFT) else ASKED
    if one.standing == INCLUDED:
        return TO_COME if campaign.rolling and is_to_come(campaign, one.joined_on, on) else LATER
    return OUT if one.standing == LEFT_OUT else UNKNOWN


def _gone(campaign: Campaign, on: date) -> list[tuple[str, str, int]]:
    """Those who were asked and are with us no more: department, state, how many."""
    here = PersonRecord.objects.on(on).filter(person=OuterRef("included__person"))
    rows = Place.objects.filter(~Exists(here), campaign=campaign).order_by()
    return list(rows.values_list("department", "state").annotate(people=Count("pk")))


def _named(alike: Alike, groups: Sequence[Group]) -> Named:
    many = sum(one.people for one in groups)
    return Named(many, alike.first(groups, MOST_NAMED) if many else ())
