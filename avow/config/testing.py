"""A clock that stands still."""

from datetime import datetime
from types import SimpleNamespace

from avow.config import clock


def stand_still(monkeypatch, at: datetime) -> None:
    """It is this instant until the test ends, for everybody who asks the clock, whenever they imported it."""
    monkeypatch.setattr(clock, "timezone", SimpleNamespace(now=lambda: at, localdate=at.date))
