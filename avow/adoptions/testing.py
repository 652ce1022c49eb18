"""A policy in force, for tests."""

from datetime import UTC, date, datetime, time

from avow.adoptions.acts import adopt
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.people import acts
from avow.people.models import Person
from avow.policy.pack import Pack


def adopted(on: date = date(2026, 1, 1), pack: str = "corporate") -> Pack:
    """The pack in force on the day; the built-in one is adopted from that day if none is."""
    try:
        return policy_in_force(on)
    except NoPolicyInForce:
        at = datetime.combine(on, time(8), UTC)
        adopt(pack, from_day=on, proposed_by=_someone("C1", on, at), adopted_by=_someone("D1", on, at), at=at)
        return policy_in_force(on)


def _someone(number: str, on: date, at: datetime) -> Person:
    found = Person.objects.filter(number=number).first()
    return found or acts.put(number, on=on, by="system", at=at, name=f"Somebody {number}")
