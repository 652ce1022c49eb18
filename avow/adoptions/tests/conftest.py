import shutil

import pytest

from avow.adoptions import current
from avow.policy.loading import corporate


@pytest.fixture(autouse=True)
def nothing_loaded_before(settings, tmp_path):
    """Each test with a data folder of its own for the copies, and nothing in memory."""
    settings.AVOW_HOME = tmp_path / "home"
    settings.AVOW_HOME.mkdir()
    current.pack_by_hash.cache_clear()
    yield
    current.pack_by_hash.cache_clear()


@pytest.fixture
def edited(tmp_path):
    """A copy of the built-in pack, and a way to change the limit of gifts in it."""
    folder = tmp_path / "ours"
    shutil.copytree(corporate(), folder)

    def edit():
        policy = folder / "policy.toml"
        policy.write_text(policy.read_text().replace('version = "2026.1"', 'version = "2026.2"'))
        return folder

    edit.folder = folder
    return edit
