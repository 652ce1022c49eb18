"""The cast, the policy, and Delta with two companies of its group."""

from datetime import date

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.counterparties import acts as counterparties
from avow.disclosures.testing import noon
from avow.people import testing as people

ON = date(2026, 3, 2)


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
