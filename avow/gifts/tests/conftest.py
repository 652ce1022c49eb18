"""The cast, the policy, and Delta with two companies of its group."""

from datetime import date
from types import SimpleNamespace

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config.testing import stand_still
from avow.counterparties import acts as counterparties
from avow.disclosures.testing import GIFT, USUAL, disclosed, noon
from avow.people import testing as people

ON = date(2026, 3, 2)
BEGIN = date(2026, 1, 1)


@pytest.fixture
def on():
    return ON


@pytest.fixture
def cast(db, on):
    found = people.cast()
    adopted(on)
    grant(found.chen, "compliance_officer", on)
    return found


def company(number: str, name: str, parent: str | None = None, on: date = date(2020, 1, 1)):
    """An entry of the register, a supplier since that day."""
    return counterparties.put(
        number, on=on, by="system", at=noon(on), name=name, parent=parent, standings=[("supplier", "present")]
    )


@pytest.fixture
def group(cast):
    """Delta, with Delta Bearings and Delta Pumps under it."""
    return (
        company("D-0", "Delta Holding"), company("D-1", "Delta Bearings", "D-0"), company("D-2", "Delta Pumps", "D-0")
    )  # fmt: skip


@pytest.fixture
def here(db):
    """Chen is the compliance officer; Farah stands in as a deputy where a test asks."""
    us = SimpleNamespace(**vars(people.cast(BEGIN)))
    us.pack = adopted(BEGIN)
    grant(us.chen, "compliance_officer", BEGIN)
    said = {"on": BEGIN, "by": "system", "at": noon(BEGIN)}
    us.delta = counterparties.put("D", name="Delta Holding", country="SE", **said)
    us.freight = counterparties.put("DF", name="Delta Freight", parent="D", country="SE", **said)
    us.omega = counterparties.put("O", name="Omega Tools", country="DE", **said)
    return us


@pytest.fixture
def gift(here):
    """`gift(person, on, worth=…, party=…, kind=…, …)` sends one in on that day."""

    def send(person, on=date(2026, 3, 2), party=None, kind="gift_received", sent=None, **answers):
        given = {**USUAL.get(kind, GIFT), "received_on": on.isoformat(), "worth": "40.00", **answers}
        if party is not None:
            given["other_side"] = party.name
        version = disclosed(person, kind, given, on=sent or on, counterparty=party)
        return version.disclosure

    return send


@pytest.fixture
def now(monkeypatch):
    """`now(day)` gives the clock that day, at noon."""

    def at(day):
        stand_still(monkeypatch, noon(day))

    return at
