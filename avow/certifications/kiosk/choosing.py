"""What will happen when slips are made, said before they are: who gets one, and who has one already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from avow.certifications.kiosk.acts import MOST_FAILED
from avow.certifications.models import Included, OneTimeCode


@dataclass(frozen=True)
class Chosen:
    """Those who would get a slip, by name: `first` have none that is out, `again` have one, which is then worthless."""

    first: Sequence[Included]
    again: Sequence[Included]

    @property
    def everyone(self) -> list[Included]:
        return _by_name([*self.first, *self.again])

    @property
    def until(self) -> date | None:
        """The last of the days on which the slips that are out close; None where none is."""
        return max((one.closes for one in self.again), default=None)

    @property
    def seen(self) -> str:
        """What stands for exactly these people and slips: where it is another by the time of the press, somebody
        signed, came, or got a slip meanwhile."""
        said = ",".join(f"{one.pk}" for one in self.first) + ";" + ",".join(f"{one.pk}" for one in self.again)
        return sha256(said.encode()).hexdigest()[:16]


def chosen(asked: Sequence[Included]) -> Chosen:
    """These people, by whether a slip of theirs is out: made, not signed with, and not dead. Whoever made it does not
    count, nor whether it opens anything, which not everyone who makes slips is to know."""
    out = OneTimeCode.objects.filter(included__in=asked, used_at=None, failed__lt=MOST_FAILED)
    there = set(out.values_list("included_id", flat=True))
    ordered = _by_name(asked)
    return Chosen([one for one in ordered if one.pk not in there], [one for one in ordered if one.pk in there])


def _by_name(asked: Sequence[Included]) -> list[Included]:
    return sorted(asked, key=lambda one: (one.person.name, one.person.number))
