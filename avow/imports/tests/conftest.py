"""Files for the tests, and imports without the command line."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from avow.imports.running import Wishes, import_counterparties, import_people

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
REAL = Path(__file__).resolve().parents[4] / "shared" / "data"


def real(name):
    """A real file, or a plain reason to skip."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not on this machine (it is not part of the repository)")
    return path


@pytest.fixture
def file(tmp_path):
    """Write a file and give its path: text as UTF-8, bytes as they are."""

    def write(content, name="people.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def people(file):
    """Import people from a path or a text."""

    def run(content, on=DAY, **wishes):
        path = content if isinstance(content, Path) else file(content)
        return import_people(path, Wishes(on=on, at=AT, **wishes))

    return run


@pytest.fixture
def parties(file):
    """Import counterparties from a path or a text."""

    def run(content, on=DAY, **wishes):
        path = content if isinstance(content, Path) else file(content, "parties.csv")
        return import_counterparties(path, Wishes(on=on, at=AT, **wishes))

    return run
