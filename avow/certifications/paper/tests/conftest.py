"""Everyone, on a day on which the campaign is open; and Farah of local HR, signed in."""

import pytest
from django.test import Client

from avow.access.testing import sign_in
from avow.certifications.testing import OPEN, house, moment
from avow.config import clock


@pytest.fixture
def us(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(OPEN))
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    return house()


@pytest.fixture
def farah(us):
    return sign_in(Client(), us.farah)
