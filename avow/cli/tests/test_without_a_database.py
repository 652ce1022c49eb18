"""Commands where there is no data yet, whose reader goes away, and what they leave on the disk."""

import os
import sqlite3
import subprocess
import sys

import pytest

COMMANDS = [
    ["ledger", "verify"],
    ["ledger", "key"],
    ["account", "list"],
    ["role", "list"],
    ["import", "people", "staff.csv", "--dry-run"],
    ["erase", "E-1"],
    ["policy", "adopt", "--list"],
    ["demo"],
    ["worker", "--once"],
    ["serve"],
]


@pytest.fixture
def avow(tmp_path, monkeypatch):
    """Run `avow` in an empty folder."""
    for name in ("AVOW_HOME", "AVOW_DATABASE_URL", "AVOW_SECRET_KEY", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)

    def run(*words, **more):
        command = [sys.executable, "-m", "avow.cli.main", *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, **more)

    return run


def in_here(words, tmp_path, monkeypatch, capsys):
    """Run a command in this process: it ends before Django is loaded."""
    from avow.cli.main import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AVOW_HOME")
    monkeypatch.delenv("AVOW_DATABASE_URL", raising=False)
    before = os.umask(0o022)
    try:
        return main(words), capsys.readouterr()
    finally:
        os.umask(before)


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_without_a_database_it_says_so_and_makes_nothing(words, tmp_path, monkeypatch, capsys):
    status, said = in_here(words, tmp_path, monkeypatch, capsys)
    place = tmp_path / ".avow" / "avow.sqlite3"
    assert (status, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert f"There is no database at {place}. Set AVOW_HOME, or run `avow migrate` first." in said.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_database(tmp_path, monkeypatch, capsys):
    (tmp_path / ".avow").mkdir()
    (tmp_path / ".avow" / "avow.sqlite3").touch()
    assert in_here(["ledger", "verify"], tmp_path, monkeypatch, capsys)[0] == 2


def test_help_makes_nothing(avow, tmp_path):
    done = avow("account", "--help")
    assert (done.returncode, "usage: avow account" in done.stdout) == (0, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["ledger", "verify"], ["account", "list"]], ids=" ".join)
def test_a_database_without_tables_is_one_sentence(avow, tmp_path, words):
    (tmp_path / ".avow").mkdir()
    with sqlite3.connect(tmp_path / ".avow" / "avow.sqlite3") as database:
        database.execute("CREATE TABLE something_else (a)")
    done = avow(*words)
    assert done.returncode == 2
    assert "Run `avow migrate` first." in done.stderr and "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_trouble(avow, tmp_path):
    assert avow("migrate", "--verbosity", "0", umask=0o002).returncode == 0
    for words in (["ledger", "verify"], ["role", "list"], ["account", "--help"], ["policy", "cases", "--json"]):
        reading, writing = os.pipe()
        os.close(reading)
        command = [sys.executable, "-m", "avow.cli.main", *words]
        done = subprocess.run(command, cwd=tmp_path, stdout=writing, stderr=subprocess.PIPE, text=True)
        os.close(writing)
        assert done.stderr == "", words
    loose = [path for path in (tmp_path / ".avow").rglob("*") if path.stat().st_mode & 0o077]
    assert loose == []
    assert (tmp_path / ".avow").stat().st_mode & 0o777 == 0o700


def test_help_calls_a_command_of_the_policy_by_its_whole_name(avow):
    assert avow("policy", "adopt", "--help").stdout.startswith("usage: avow policy adopt ")
    assert avow("account", "--help").stdout.startswith("usage: avow account ")
