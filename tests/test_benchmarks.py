"""The benchmarks compare only what gives the same answers; here at a size at which nothing is timed."""

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"


def run(name, *words):
    return subprocess.run([sys.executable, BENCHMARKS / name, *map(str, words)], capture_output=True, text=True)


@pytest.mark.long
def test_the_engine_the_sql_by_hand_and_pandas_agree(tmp_path):
    done = run("judging_many.py", "--size", 20_000, "--rounds", 1, "--only", "sizes", "--folder", tmp_path)
    assert "answers: the same, also as judging one gives them" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


def test_answers_that_differ_are_seen(tmp_path):
    """By the comparison that guards every ratio: one finding less, one total a cent more."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import duckdb
        from agreement import differences
        from gifts import make

        gifts = make(2_000, tmp_path / "gifts.parquet")
        for name in ("hand", "other"):
            done = run("contenders.py", "hand", gifts, tmp_path / name)
            assert done.returncode == 0, done.stderr
        assert differences(tmp_path / "hand", tmp_path / "other") == []
        for answer, change in (
            ("findings", 'SELECT * WHERE "row" <> (SELECT min("row") FROM one)'),
            ("totals", 'SELECT * REPLACE (CASE WHEN "row" = 7 THEN known + 0.01 ELSE known END AS known)'),
        ):
            one, other = (tmp_path / name / f"{answer}.parquet" for name in ("hand", "other"))
            duckdb.sql(f"CREATE OR REPLACE VIEW one AS FROM '{one}'; COPY (FROM one {change}) TO '{other}'")
        assert [line.split(" of ")[0] for line in differences(tmp_path / "hand", tmp_path / "other")] == [
            "totals",
            "findings",
        ]
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_the_same_seed_makes_the_same_gifts(tmp_path):
    for name in ("one", "other"):
        assert run("gifts.py", 500, tmp_path / f"{name}.parquet").returncode == 0
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()


def test_gifts_without_a_count_say_how():
    done = run("gifts.py", "many")
    assert (done.returncode, "how many" in done.stdout) == (2, True)
