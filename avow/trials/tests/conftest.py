import shutil

import pytest

from avow.access.testing import grant
from avow.adoptions import current
from avow.adoptions.testing import adopted
from avow.people.testing import cast
from avow.policy.loading import corporate
from avow.trials.testing import LIMIT, Changed


@pytest.fixture(autouse=True)
def nothing_loaded_before(settings, tmp_path):
    """Each test with a data folder of its own for the copies, and nothing in memory."""
    current.pack_by_hash.cache_clear()
    yield
    current.pack_by_hash.cache_clear()


@pytest.fixture
def here(db):
    """The cast: Chen is compliance officer, Farah deputy, Dolores chief executive; and the policy is in force."""
    found = cast()
    grant(found.chen, "compliance_officer")
    grant(found.farah, "deputy")
    grant(found.dolores, "chief_executive")
    adopted()
    return found


@pytest.fixture
def ours(tmp_path):
    """A copy of the built-in pack that says 2027.1, and a way to change it further."""
    folder = tmp_path / "ours"
    shutil.copytree(corporate(), folder)
    pack = Changed(folder)
    pack.change("policy.toml", 'version = "2026.1"', 'version = "2027.1"')
    return pack


@pytest.fixture
def stricter(ours):
    """The limit of 5.2 falls to 100 from 2027 on."""
    lower = LIMIT.replace(" ]", ', { from = 2027-01-01, value = "100.00" } ]')
    ours.change("clauses/5.2-*.toml", LIMIT, lower)
    return ours
