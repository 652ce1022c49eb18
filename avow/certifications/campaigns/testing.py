"""A campaign under way, for tests and pictures: Chen runs it; five supervisors, Boris and Dolores are asked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import acts, freezing
from avow.certifications.models import Campaign
from avow.people import acts as people
from avow.people.testing import Cast, cast

BEGIN = date(2026, 1, 1)
ON = date(2026, 3, 2)
DAYS = {"opens": date(2026, 4, 1), "due": date(2026, 4, 30), "closes": date(2026, 6, 1)}


def moment(day: date) -> datetime:
    """Half past nine on that day."""
    return datetime.combine(day, time(9, 30), UTC)


@dataclass
class House:
    """The cast and their campaign."""

    cast: Cast
    campaign: Campaign


def put(number: str, on: date, **said: object) -> None:
    """Somebody, or what changes of them, from that day."""
    people.put(number, on=on, by="system", at=moment(on), **({"name": f"Sol {number}"} | said))


def prepared(begin: date = BEGIN, on: date = ON, **days: date) -> House:
    """Prepared, and nobody is asked."""
    everyone = cast(begin)
    adopted(begin)
    grant(everyone.chen, Role.COMPLIANCE_OFFICER, begin)
    for number in range(5):
        put(f"S{number}", begin, grade="supervisor", hr_department="Sever HR", worker_type="full_time")
    made = acts.prepare("Certification 2026", **{**DAYS, **days}, by=everyone.chen, on=on, at=moment(on))
    return House(everyone, made)


def under_way(begin: date = BEGIN, on: date = ON, **days: date) -> House:
    """Started, with a row for everyone asked."""
    house = prepared(begin, on, **days)
    acts.start(house.campaign, by=house.cast.chen, on=on, at=moment(on), seen=True)
    freezing.work_through(lambda: moment(on))
    return house
