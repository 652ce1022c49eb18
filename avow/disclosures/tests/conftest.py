from datetime import date

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config import clock
from avow.counterparties import acts as counterparties
from avow.disclosures.testing import noon
from avow.people.testing import cast as make_cast

TODAY = date(2026, 3, 10)


@pytest.fixture
def on(monkeypatch):
    """Today, wherever a page asks for it."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: noon(TODAY))
    return TODAY


@pytest.fixture
def cast(db, on):
    people = make_cast(date(2026, 1, 1))
    grant(people.chen, "compliance_officer")
    adopted(date(2026, 1, 1))
    return people


@pytest.fixture
def delta(cast):
    """Delta Bearings, a supplier since 2026-01-01, of the Delta Group."""
    day = date(2026, 1, 1)
    counterparties.put("DG", on=day, by="system", at=noon(day), name="Delta Group")
    return counterparties.put(
        "D-1",
        on=day,
        by="system",
        at=noon(day),
        name="Delta Bearings",
        standings=[("supplier", "present")],
        parent="DG",
    )
