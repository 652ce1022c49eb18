"""Shortcuts for tests: two HR departments with a partner each, and a campaign whose rows are written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.models import Campaign, Included, Place
from avow.certifications.testing import started
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import Cast, cast

BEGIN = date(2026, 1, 1)
MONDAY = date(2026, 3, 2)
DUE, LATE, CLOSES = date(2026, 3, 31), date(2026, 4, 1), date(2026, 6, 1)
DAYS = {"opens": MONDAY, "due": DUE, "closes": CLOSES}
WORKS, SEVER = "Works HR", "Sever HR"
_ticks = iter(range(10**9))


def moment(day: date) -> datetime:
    """An instant on the day, later than the one before."""
    return datetime.combine(day, time(8), UTC) + timedelta(milliseconds=next(_ticks) % 30_000_000)


@dataclass
class Here:
    """The cast; Chen is compliance officer, Farah HR partner of Works HR, Greta of Sever HR; Boris and Dolores of Works
    HR and three supervisors of Sever HR are asked in `campaign`."""

    people: Cast
    greta: Person
    campaign: Campaign

    def __getattr__(self, name: str) -> Person:
        return getattr(self.people, name)

    def asked(self, number: str) -> Included:
        """The row of somebody who is asked, by their number."""
        return Included.objects.select_related("person", "campaign").get(person__number=number, campaign=self.campaign)

    def place(self, number: str) -> Place:
        """Where they stand."""
        return Place.objects.get(included=self.asked(number))


def taken_on(number: str, name: str, department: str, grade: str = "supervisor", on: date = BEGIN, **more) -> Person:
    """Somebody more; with that grade they are asked."""
    return people.put(
        number, on=on, by="system", at=moment(on), name=name, grade=grade, hr_department=department, **more
    )


def house(on: date = MONDAY, days: Mapping[str, date] = DAYS, before: Callable[[], object] = lambda: None) -> Here:
    """Everyone, with a campaign that was started on that day; by default the Monday on which it opens. `before` takes
    on whoever else is there when it starts."""
    everyone = cast(BEGIN)
    adopted(BEGIN)
    grant(everyone.chen, Role.COMPLIANCE_OFFICER, BEGIN)
    greta = taken_on("H1", "Greta Sorensen", SEVER, grade="P3")
    grant(everyone.farah, Role.HR_PARTNER, BEGIN, WORKS)
    grant(greta, Role.HR_PARTNER, BEGIN, SEVER)
    for number in range(3):
        taken_on(f"S{number}", f"Sol {number}", SEVER, site="Plovdiv", manager="B1")
    before()
    return Here(everyone, greta, started(everyone.chen, days=days, on=on))
