"""People in Avow = asked + exempt + left + why not, for each department and in all; and what happened since."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.adoptions.current import pack_by_hash
from avow.certifications.campaigns import cohort as cohorts
from avow.certifications.campaigns import following, testing
from avow.certifications.campaigns.everyone import MOST_NAMED, PARTS, TO_COME, everyone
from avow.certifications.campaigns.rolling import day_of
from avow.certifications.campaigns.since import since
from avow.certifications.campaigns.testing import moment, put
from avow.certifications.models import Included, Place
from avow.people import acts as people
from avow.people.models import Person, PersonRecord

pytestmark = pytest.mark.django_db

LATER = date(2026, 4, 10)
AFTER_DUE = date(2026, 5, 4)


@pytest.fixture
def campaign():
    """One of each: joined, moved, left, demoted, came too late, cannot be told."""
    made = testing.under_way().campaign
    put("N1", LATER, grade="supervisor", hr_department="Works HR", joined_on=LATER)
    put("S1", LATER, hr_department="Works HR")
    people.end(Person.objects.get(number="S2"), on=LATER, by="system", at=moment(LATER))
    following.follow(made, LATER, lambda: moment(LATER))
    put("S3", AFTER_DUE, grade="P1")
    put("N2", AFTER_DUE, grade="supervisor", hr_department="Sever HR")
    put("U1", AFTER_DUE)
    following.follow(made, AFTER_DUE, lambda: moment(AFTER_DUE))
    return made


def test_it_adds_up_as_counted_otherwise(campaign):
    found = everyone(campaign, AFTER_DUE)
    here = set(PersonRecord.objects.on(AFTER_DUE).values_list("person", flat=True))
    asked = set(Included.objects.filter(campaign=campaign).values_list("person", flat=True))
    assert found.people == len(here | asked) == sum(found.parts.values()) == sum(one.people for one in found.lines)
    assert found.here == len(here)
    parts = found.parts
    assert parts["asked"] + parts["exempt"] + parts["left"] == len(asked)
    assert parts["out"] == sum(count for _, count in found.why_not)
    assert list(parts) == [part for part in PARTS if part != TO_COME]


def test_everyone_is_where_they_belong(campaign):
    found = everyone(campaign, AFTER_DUE)
    assert found.parts == {"asked": 7, "exempt": 0, "left": 1, "later": 1, "out": 5, "unknown": 1}
    numbers = dict(Person.objects.values_list("pk", "number"))
    shown = {
        what: [numbers[one.person] for one in getattr(found, what).first] for what in ("demoted", "later", "unknown")
    }  # fmt: skip
    assert shown == {"demoted": ["S3"], "later": ["N2"], "unknown": ["U1"]}
    by_name = {one.department: one.people for one in found.lines}
    assert by_name == {"": 1, "Sever HR": 6, "Works HR": 8}


def recounted(campaign, on):
    """The same by looking at each person."""
    found = cohorts.of(pack_by_hash(campaign.started.pack_hash), campaign.cohort, on)
    asked = {place.included.person_id: place for place in Place.objects.filter(campaign=campaign)}
    standings = {"member": found.members, "out": found.left_out, "unknown": found.unknown}
    lines, why_not = {}, Counter()
    named = {"demoted": [], "later": [], "unknown": []}
    for standing, members in standings.items():
        for one in members:
            place = asked.pop(one.person, None)
            part = standing
            if place is not None:
                part = place.state if place.state in ("exempt", "left") else "asked"
                if standing == "out":
                    named["demoted"].append(one)
            elif standing == "member":
                is_later = not campaign.rolling or day_of(one.joined_on, campaign.opens) in (
                    None,
                    *before(on, campaign),
                )
                part = "later" if is_later else "to_come"
            elif standing == "out":
                why_not[one.because] += 1
            if part in named:
                named[part].append(one)
            lines.setdefault(one.hr_department, Counter())[part] += 1
    for place in asked.values():
        part = place.state if place.state in ("exempt", "left") else "asked"
        lines.setdefault(place.department, Counter())[part] += 1
    return lines, why_not, {name: sorted(those) for name, those in named.items()}, len(asked)


def before(on, campaign):
    return [campaign.opens + timedelta(days=count) for count in range((on - campaign.opens).days + 1)]


def agrees(campaign, on):
    found = everyone(campaign, on)
    lines, why_not, named, gone = recounted(campaign, on)
    assert {one.department: +Counter(one.parts) for one in found.lines} == lines
    assert dict(found.why_not) == why_not
    assert [count for _, count in found.why_not] == sorted(why_not.values(), reverse=True)
    for name, those in named.items():
        told = getattr(found, name)
        assert (told.many, list(told.first)) == (len(those), those[:MOST_NAMED]), name
    assert found.gone == gone
    return found


@pytest.mark.parametrize("on", [testing.ON, LATER, AFTER_DUE])
def test_what_the_database_sums_agrees_with_looking_at_each(campaign, on):
    random = Random(5)
    for number in range(60):
        said = {
            "grade": random.choice(["supervisor", "P1", "P3", ""]), "hr_department": random.choice(["", "A", "B"]),
            "worker_type": random.choice(["", "full_time", "temporary"]), "acting_supervisor": random.random() < 0.2,
            "standing": random.choice(["employee", "officer", "director"]),
            "manager": random.choice([None, None, number]),
        }  # fmt: skip
        boss = said.pop("manager")
        more = {"manager": Person.objects.get(number=f"R{boss - 1}")} if boss else {}
        put(f"R{number}", random.choice([testing.BEGIN, LATER, AFTER_DUE]), **said, **more)
    put("SELF", testing.BEGIN, hr_department="A")
    put("SELF", LATER, manager=Person.objects.get(number="SELF"))
    found = agrees(campaign, on)
    assert found.unknown.many and found.why_not


@pytest.mark.parametrize("on", [date(2026, 6, 1), date(2026, 12, 24), date(2027, 3, 31)])
def test_also_where_each_is_asked_on_a_day_of_their_own(tmp_path, on):
    joined = {"MAY": date(2019, 5, 3), "LEAP": date(2020, 2, 29), "NOV": date(2024, 11, 30), "UNSAID": None}
    house = testing.rolling(tmp_path, joined, date(2026, 4, 1), testing.ON)
    testing.begun(house, date(2026, 4, 1))
    put("NEW", date(2026, 5, 5), grade="supervisor", joined_on=date(2026, 5, 5))
    put("LATE", date(2026, 5, 5), grade="supervisor", joined_on=date(2018, 5, 4))
    found = agrees(house.campaign, on)
    assert found.parts.get("to_come", 0) + found.parts["later"] > 0


def test_it_takes_as_many_queries_for_more_people(campaign):
    with CaptureQueriesContext(connection) as few:
        everyone(campaign, AFTER_DUE)
    for number in range(40):
        put(f"R{number}", AFTER_DUE, grade="supervisor", hr_department="A")
    with CaptureQueriesContext(connection) as more:
        found = everyone(campaign, AFTER_DUE)
    assert len(more) == len(few)
    assert found.later.many == 41
    assert len(found.later.first) == MOST_NAMED


def test_what_happened_since_has_day_and_reason(campaign):
    found = since(campaign)
    assert found.counts == {"asked later": 1, "handed over": 1, "left": 1}
    assert found.more == 0
    told = {one.number: (one.day, one.what) for one in found.happenings}
    assert told == {
        "N1": (LATER, "Asked"), "S1": (LATER, "Handed over to Works HR"), "S2": (LATER, "Left us"),
    }  # fmt: skip
    assert all(one.why for one in found.happenings)
