"""The cast, the policy, and today."""

from datetime import date

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config.testing import stand_still
from avow.disclosures.testing import noon
from avow.people.testing import cast as make_cast

TODAY = date(2026, 3, 10)


@pytest.fixture
def on(monkeypatch):
    """Today, wherever a page asks for it."""
    stand_still(monkeypatch, noon(TODAY))
    return TODAY


@pytest.fixture
def cast(db, on):
    people = make_cast(date(2026, 1, 1))
    grant(people.chen, "compliance_officer")
    adopted(date(2026, 1, 1))
    return people
