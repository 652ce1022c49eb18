"""What rules may know of a person."""

from datetime import UTC, date, datetime

import pytest

from avow.people.acts import put
from avow.people.facts import facts_about, facts_for_cohorts
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def test_who_has_reports_is_a_manager():
    people = cast(DAY)
    assert facts_about(people.boris, DAY) == {
        "worker_type": "full_time",
        "grade": "M2",
        "country": "SE",
        "is_manager": True,
        "is_officer": False,
        "is_director": False,
    }
    assert facts_about(people.dolores, DAY)["is_officer"] is True
    assert facts_about(people.amina, DAY)["is_manager"] is False


def test_an_acting_supervisor_is_a_manager_from_the_day_it_is_said():
    people = cast(DAY)
    put("A1", on=LATER, acting_supervisor=True, **SAID)
    assert [facts_about(people.amina, on)["is_manager"] for on in (DAY, LATER)] == [False, True]


def test_what_nobody_said_is_unknown():
    someone = put("X1", on=DAY, name="Someone", **SAID)
    facts = facts_about(someone, DAY)
    assert (facts["worker_type"], facts["grade"], facts["country"]) == (None, None, None)
    assert set(facts_about(someone, date(2025, 1, 1)).values()) == {None}


def test_cohorts_read_why_somebody_leads_and_where_they_belong():
    people = cast(DAY)
    put("A1", on=LATER, acting_supervisor=True, employer="North Ltd", hr_department="North", joined_on=DAY, **SAID)
    told = ("has_reports", "acting_supervisor", "hr_department", "legal_entity", "joined_on")
    facts = facts_for_cohorts(people.amina, LATER)
    assert [facts[name] for name in told] == [False, True, "North", "North Ltd", DAY]
    assert facts["is_manager"] is True
    boris = facts_for_cohorts(people.boris, DAY)
    assert (boris["has_reports"], boris["acting_supervisor"]) == (True, False)


def test_of_whom_nobody_said_more_than_the_name_cohorts_know_nothing_more():
    someone = put("X1", on=DAY, name="Someone", **SAID)
    facts = facts_for_cohorts(someone, DAY)
    assert (facts["hr_department"], facts["legal_entity"], facts["joined_on"]) == (None, None, None)
    assert set(facts_for_cohorts(someone, date(2025, 1, 1)).values()) == {None}
