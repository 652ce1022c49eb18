"""Which adopted version binds from which day to which: one line of periods without gaps, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from avow.adoptions.current import pack_by_hash
from avow.adoptions.models import Adoption
from avow.policy.pack import Clause, Pack


@dataclass(frozen=True)
class Period:
    """An adopted version from `since` up to the day before `until`; None: until another one begins."""

    adoption: Adoption
    since: date
    until: date | None

    @property
    def pack(self) -> Pack:
        """What was adopted. Raises what `pack_by_hash` raises."""
        return pack_by_hash(self.adoption.pack_hash)

    def clause(self, number: str) -> Clause | None:
        """The clause as this version has it."""
        return self.pack.clauses.get(number)

    def holds(self, on: date) -> bool:
        """Whether it binds on the day."""
        return self.since <= on and (self.until is None or on < self.until)


def periods() -> list[Period]:
    """Every period there was, is, or is announced. Of versions that begin on one day the last adopted counts."""
    by_day: dict[date, Adoption] = {}
    for adoption in Adoption.objects.select_related("attested__entry").order_by("from_day", "attested__entry_id"):
        by_day[adoption.from_day] = adoption
    days = [*by_day, None]
    return [Period(by_day[since], since, until) for since, until in zip(by_day, days[1:], strict=True)]


def before(adoption: Adoption) -> Adoption | None:
    """What was in force before this version: of the same day only one that did bind, until this one was adopted."""
    same = Q(from_day=adoption.from_day, attested__entry__lt=adoption.attested.entry_id)
    bound = timezone.localdate(adoption.attested.entry.at) >= adoption.from_day
    earlier = Q(from_day__lt=adoption.from_day) | (same if bound else Q(pk__in=[]))
    return Adoption.objects.filter(earlier).order_by("-from_day", "-attested__entry_id").first()


def on_day(line: Sequence[Period], on: date) -> Period | None:
    """The period that holds the day; None before the first."""
    return next((period for period in line if period.holds(on)), None)


def announced(line: Sequence[Period], on: date) -> list[Period]:
    """Those adopted already that begin after the day, the next one first."""
    return [period for period in line if period.since > on]
