"""The cast, and a campaign in which Amina, Boris and Dolores are asked."""

import pytest
from django.urls import get_resolver

from avow.certifications.testing import house


@pytest.fixture
def us(db):
    return house()


@pytest.fixture
def asked(us):
    """Amina's row."""
    return us.asked(us.amina)


@pytest.fixture(autouse=True, scope="session")
def pages_are_there():
    """Every page is loaded before a test makes it another day: what is loaded on that day would keep it."""
    assert get_resolver().url_patterns
