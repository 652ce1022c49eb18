"""A campaign under way, for tests and pictures: Chen runs it; five supervisors, Boris and Dolores are asked. And one in
which each is asked on a day of their own."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.acts import adopt
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import acts, freezing
from avow.certifications.models import Campaign
from avow.people import acts as people
from avow.people.testing import Cast, cast
from avow.policy.loading import find

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


def rolling_policy(folder: Path, by: Cast, on: date = BEGIN) -> None:
    """In force from that day: the corporate policy, by which each person certifies on the day on which they joined."""
    copied = Path(shutil.copytree(find("corporate"), folder / "rolling"))
    text = (copied / "cohorts.toml").read_text()
    before, certify = text.split("[certify]", 1)
    line = next(one for one in certify.splitlines() if one.startswith("joiners"))
    (copied / "cohorts.toml").write_text(before + "[certify]" + certify.replace(line, 'rolling = "joined_on"', 1))
    adopt(str(copied), from_day=on, proposed_by=by.chen, adopted_by=by.dolores, at=moment(on))


def rolling(folder: Path, joined: dict[str, date | None], opens: date, on: date) -> House:
    """Prepared by such a policy: supervisors of Sever HR, by number, who joined on these days. Nobody else has a day of
    joining that matters: Boris and Dolores joined on `BEGIN`."""
    everyone = cast(BEGIN)
    rolling_policy(folder, everyone)
    grant(everyone.chen, Role.COMPLIANCE_OFFICER, BEGIN)
    for number, day in joined.items():
        said = {"joined_on": day} if day else {}
        put(number, max(BEGIN, day or BEGIN), grade="supervisor", hr_department="Sever HR", **said)
    made = acts.prepare("Certification 2027", opens=opens, by=everyone.chen, on=on, at=moment(on))
    return House(everyone, made)


def begun(house: House, on: date) -> None:
    """Started on that day, with a row for everyone whose day has come."""
    acts.start(house.campaign, by=house.cast.chen, on=on, at=moment(on), seen=True)
    freezing.work_through(lambda: moment(on))
