"""The cast, and a campaign in which Amina, Boris and Dolores are asked."""

import pytest
from django.core.cache import cache

from avow.certifications.testing import OPEN, house, moment


@pytest.fixture
def us(db):
    return house()


@pytest.fixture
def asked(us):
    """Amina's row."""
    return us.asked(us.amina)


@pytest.fixture
def no_tries_counted_before(db):
    cache.clear()


@pytest.fixture
def it_is(monkeypatch):
    """It is that day, on every page; at first the one on which the campaign is open."""

    def be(day):
        for where in ("avow.config.clock.today", "avow.web.home.today"):
            monkeypatch.setattr(where, lambda: day)
        monkeypatch.setattr("avow.config.clock.now", lambda: moment(day))

    be(OPEN)
    return be
