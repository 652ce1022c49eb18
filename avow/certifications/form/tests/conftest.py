"""The cast, and a campaign in which Amina, Boris and Dolores are asked."""

import pytest

from avow.certifications.testing import house


@pytest.fixture
def us(db):
    return house()


@pytest.fixture
def asked(us):
    """Amina's row."""
    return us.asked(us.amina)
