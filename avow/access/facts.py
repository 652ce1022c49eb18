"""The facts about a person that rules and routing read: what the people register says, and the roles held."""

from datetime import date

from avow.access.models import Role
from avow.access.roles import roles_of
from avow.config import once
from avow.people import facts
from avow.people.models import Person


@once.looked_up
def facts_about(person: Person, on: date) -> dict[str, object]:
    """`worker_type`, `grade`, `country`, `is_manager`, `is_officer`, `is_director` as on the day, and with them
    `is_compliance_officer` and `is_chief_executive`. A deputy is not the compliance officer."""
    return {**facts.facts_about(person, on), **_held(person, on)}


@once.looked_up
def facts_for_cohorts(person: Person, on: date) -> dict[str, object]:
    """`facts_about`, and what only cohorts read."""
    return {**facts.facts_for_cohorts(person, on), **_held(person, on)}


def _held(person: Person, on: date) -> dict[str, object]:
    held = roles_of(person, on)
    return {
        "is_compliance_officer": Role.COMPLIANCE_OFFICER.value in held,
        "is_chief_executive": Role.CHIEF_EXECUTIVE.value in held,
    }
