"""Ctrl-C while a file is judged: it is one whatever words DuckDB has for it, and leaves nothing half done."""

import signal
import subprocess
import sys
import time

import duckdb
import pytest

from avow.policy.many import Judging
from avow.policy.many.reading.tests.test_command import COMMAND, GIFTS, KIND


@pytest.mark.parametrize(
    "words",
    [
        duckdb.InterruptException("INTERRUPT Error: Interrupted!"),
        RuntimeError("Query interrupted"),
        duckdb.InvalidInputException("Python exception occurred: KeyboardInterrupt"),
    ],
)
def test_an_interruption_in_duckdbs_words_is_one(said, file, tmp_path, monkeypatch, words):
    def interrupted(*_):
        raise words

    monkeypatch.setattr(Judging, "judge", interrupted)
    assert said(file(GIFTS), *KIND, "--out", str(tmp_path / "found.csv")) == (
        130,
        "",
        "Interrupted. Nothing was written.\n",
    )
    assert not (tmp_path / "found.csv").exists()


@pytest.mark.parametrize("after", [0.1, 0.2, 0.4, 0.8])
def test_interrupted_at_any_moment_it_leaves_nothing(large, tmp_path, after):
    found = tmp_path / "found.jsonl"
    words = [sys.executable, "-c", COMMAND, "judge", str(large), *KIND, "--out", str(found), "--spill", str(tmp_path)]
    running = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while running.poll() is None and not list(tmp_path.glob("avow-judge-*")):
        time.sleep(0.02)  # until it has begun
    time.sleep(after)
    running.send_signal(signal.SIGINT)
    said, errors = running.communicate(timeout=60)
    if "in all." in said:  # it was done before; the signal may have found Python on its way out, which then ends by it
        assert sorted(one.name for one in tmp_path.iterdir()) == ["found.jsonl", "large.csv"]
        return
    assert running.returncode == 130, errors
    assert "Traceback" not in errors
    assert [one.name for one in tmp_path.iterdir()] == ["large.csv"]
