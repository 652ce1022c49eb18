"""People in Avow = asked + exempt + left + why not, for each department and in all; and what happened since."""

from datetime import date

import pytest

from avow.certifications.campaigns import following, testing
from avow.certifications.campaigns.everyone import PARTS, TO_COME, everyone
from avow.certifications.campaigns.since import since
from avow.certifications.campaigns.testing import moment, put
from avow.certifications.models import Included
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
        what: [numbers[one.person] for one in getattr(found, what)] for what in ("demoted", "later", "unknown")
    }  # fmt: skip
    assert shown == {"demoted": ["S3"], "later": ["N2"], "unknown": ["U1"]}
    by_name = {one.department: one.people for one in found.lines}
    assert by_name == {"": 1, "Sever HR": 6, "Works HR": 8}


def test_what_happened_since_has_day_and_reason(campaign):
    found = since(campaign)
    assert found.counts == {"asked later": 1, "handed over": 1, "left": 1}
    assert found.more == 0
    told = {one.number: (one.day, one.what) for one in found.happenings}
    assert told == {
        "N1": (LATER, "Asked"), "S1": (LATER, "Handed over to Works HR"), "S2": (LATER, "Left us"),
    }  # fmt: skip
    assert all(one.why for one in found.happenings)
