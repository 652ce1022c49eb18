"""Files for the tests, the corporate pack with lines of it changed, and the command run here and now."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from avow.policy import find, load
from avow.policy.judging_files import run
from avow.policy.many import Judging

settings.register_profile("reading", deadline=None)  # a busy machine is no mistake
settings.load_profile("reading")

DAY = date(2026, 11, 22)
REAL = Path(__file__).resolve().parents[6] / "shared" / "data"


@pytest.fixture(scope="session")
def real():
    """A real file, or a plain reason to skip."""

    def path(name):
        if not (REAL / name).exists():
            pytest.skip(f"the real file {name} is not on this machine (it is not part of the repository)")
        return REAL / name

    return path


@pytest.fixture(scope="session")
def changed(tmp_path_factory):
    """The corporate pack in a folder of its own, with lines of it changed: (file, old, new)."""

    def change(*lines):
        folder = tmp_path_factory.mktemp("packs") / "changed"
        shutil.copytree(find("corporate"), folder)
        for name, old, new in lines:
            (file,) = folder.glob(name)
            text = file.read_text(encoding="utf-8")
            assert old in text, f"{old!r} is not in {file.name}"
            file.write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return change


@pytest.fixture(scope="session")
def pack():
    return load(find("corporate"))


@pytest.fixture
def judging(tmp_path):
    with Judging(memory="1GB", spill=tmp_path) as judging:
        yield judging


@pytest.fixture
def file(tmp_path):
    """Write a file and give its path: text as UTF-8, bytes as they are."""

    def write(content, name="gifts.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def judge(capsys, tmp_path):
    """Run `avow judge`: (status, summary as data, findings, refused rows, what it said of errors)."""

    def judge(path, *words, day=DAY):
        out, refused = tmp_path / "out.jsonl", tmp_path / "refused.jsonl"
        status = run([str(path), *words, "--out", str(out), "--refused", str(refused), "--json"], day)
        captured = capsys.readouterr()
        summary = json.loads(captured.out)
        return status, summary, lines_of(out), lines_of(refused), captured.err

    return judge


def lines_of(path):
    """The objects of a JSON Lines file; none where it was not written."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def said(capsys):
    def said(*words):
        status = run([str(word) for word in words], DAY)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return said


@pytest.fixture
def large(tmp_path):
    """A file that takes a while."""
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("person,other_side,on,amount\n")
        for i in range(100_000):
            file.write(f"p{i % 5000},Party {i % 300},20{10 + i % 15}-0{1 + i % 9}-{10 + i % 18},{i % 400}.50\n")
    return path
