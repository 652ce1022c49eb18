"""The rows that say who may see a case: officers prepare, deciders decide, and who must keep away is kept out."""

from collections.abc import Sequence
from datetime import date

from avow.access import participants
from avow.access.models import Capacity
from avow.people.models import Person
from avow.reviews.independence import Matter
from avow.reviews.models import Case
from avow.reviews.routing import exercising

KEPT = (Capacity.OFFICER.value, Capacity.DECIDER.value, Capacity.EXCLUDED.value)
"""The capacities that this module writes and takes away; those of disclosers and managers have acts of their own."""


def wanted(matter: Matter, decides: str, deciders: Sequence[Person], on: date) -> set[tuple[Person, str]]:
    """Who takes part as what. The discloser is never among them: they take part as discloser only."""
    rows = {(person, Capacity.DECIDER.value) for person in deciders}
    for officer in exercising("compliance_officer", on):
        rows.add((officer, Capacity.EXCLUDED.value if matter.why_not(officer) else Capacity.OFFICER.value))
    for person in exercising(decides, on):
        if matter.why_not(person):
            rows.add((person, Capacity.EXCLUDED.value))
    for person in Person.objects.filter(pk__in=matter.aside):
        rows.add((person, Capacity.EXCLUDED.value))
    return {(person, capacity) for person, capacity in rows if person.pk != matter.disclosure.person_id}


def refresh(case: Case, rows: set[tuple[Person, str]], entry, on: date) -> bool:
    """Make the participants of a case exactly these, because of the act `entry`. Whether anything changed."""
    subject = case.disclosure.public_id
    there = {(row.person, row.capacity) for row in participants.of(subject, on) if row.capacity in KEPT}
    for person, capacity in sorted(there - rows, key=_order):
        participants.remove(subject, person, capacity, entry, on)
    if rows - there:
        participants.add_all(subject, sorted(rows - there, key=_order), entry, on)
    return there != rows


def _order(row: tuple[Person, str]) -> tuple[str, int]:
    return row[1], row[0].pk
