"""A clock that stands still on a Monday."""

import pytest

from avow.config.testing import stand_still
from avow.leave.testing import MONDAY, moment


@pytest.fixture
def now(monkeypatch):
    """`now(day)` gives the clock that day; at first it is Monday."""

    def at(day):
        stand_still(monkeypatch, moment(day))

    at(MONDAY)
    return at
