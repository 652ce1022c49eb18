"""Everyone counted: people in Avow = asked + exempt + left + why not (2.1), by the HR department of the register."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns.cohort import Member
from avow.certifications.campaigns.rolling import is_to_come
from avow.certifications.models import Campaign, Place
from avow.certifications.models.handling import EXEMPT, LEFT

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
class Everyone:
    """As of a day: `here` are with us, `gone` were asked and are with us no more. `why_not` are the reasons of those
    who do not belong, the most frequent first; `demoted` are asked and would not be if it started today; `later` belong
    by now and are not asked."""

    here: int
    gone: int
    lines: Sequence[Line]
    why_not: Sequence[tuple[str, int]]
    demoted: Sequence[Member]
    later: Sequence[Member]
    unknown: Sequence[Member]

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
    """Count everyone as of that day, for a campaign that was started. Reads all people once."""
    found = cohorts.of(pack_by_hash(campaign.started.pack_hash), campaign.cohort, on)
    here = {one.person: one.hr_department for part in (found.members, found.left_out, found.unknown) for one in part}
    rows = Place.objects.filter(campaign=campaign).values_list("included__person_id", "state", "department")
    asked = {person: (state, department) for person, state, department in rows.iterator(chunk_size=2000)}
    counted = Counter(
        (here.get(person, department), state if state in (EXEMPT, LEFT) else ASKED)
        for person, (state, department) in asked.items()
    )
    not_asked = {}
    to_come = [one for one in found.members if campaign.rolling and is_to_come(campaign, one, on)]
    on_their_day = {one.person for one in to_come}
    later = [one for one in found.members if one.person not in on_their_day]
    for part, members in ((TO_COME, to_come), (LATER, later), (OUT, found.left_out), (UNKNOWN, found.unknown)):
        not_asked[part] = [one for one in members if one.person not in asked]
        counted.update((one.hr_department, part) for one in not_asked[part])
    lines: dict[str, Line] = {}
    for (department, part), count in counted.items():
        lines.setdefault(department, Line(department)).parts[part] += count
    return Everyone(
        here=len(here),
        gone=sum(person not in here for person in asked),
        lines=[lines[name] for name in sorted(lines)],
        why_not=Counter(one.because for one in not_asked[OUT]).most_common(),
        demoted=[one for one in found.left_out if one.person in asked],
        later=not_asked[LATER],
        unknown=not_asked[UNKNOWN],
    )
