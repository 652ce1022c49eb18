"""A few rates in place of the twenty-seven years that come with Avow."""

from datetime import date
from decimal import Decimal

import pytest

from avow.policy.rates import Rates
from avow.rates import current

TODAY = date(2026, 3, 20)
ECB = [
    (date(2026, 3, 2), "USD", Decimal("1.2")),
    (date(2026, 3, 2), "GBP", Decimal("0.8")),
    (date(2026, 3, 2), "SEK", Decimal("11")),
    (date(2026, 3, 3), "USD", Decimal("1.25")),
    (date(2026, 3, 3), "GBP", Decimal("0.82")),
    (date(2026, 3, 3), "SEK", Decimal("11.1")),
    (date(2025, 12, 31), "BGN", Decimal("1.9558")),
]


@pytest.fixture(autouse=True)
def ecb(monkeypatch):
    """The rates that come with Avow, for these tests; nothing held from other tests."""
    few = Rates(ECB, "the few")
    monkeypatch.setattr(current, "bundled", lambda: few)
    monkeypatch.setattr(current, "_kept", [])
    return few


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """20 March 2026, a Friday."""
    from avow.config import clock

    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return TODAY
