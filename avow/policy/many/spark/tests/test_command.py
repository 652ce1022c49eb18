"""`avow judge --engine spark`: what is wrong is said before the cluster is asked; what is found is Parquet."""

import json
import subprocess
import sys
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.policy.judging_files import run
from avow.policy.many.spark.tests.conftest import HERE, skip_without_spark

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--engine", "spark"], "--engine spark needs the cluster's address: --master"),
        (["--master", "local[2]"], "they go with --engine spark"),
        (["--spark-conf", "a=b"], "they go with --engine spark"),
        (["--engine", "spark", "--master", "local[2]", "--out", "found.csv"], "let the name end in .parquet"),
        (["--engine", "spark", "--master", "local[2]", "--out", "in.parquet"], "is the file that is read as well"),
        (["--engine", "spark", "--master", "local[2]", "--latest", "1999-01-01"], "no day would be usable"),
        (["--engine", "spark", "--master", "local[2]", "--set", "a=1", "--set", "a=2"], "--set names a twice"),
        (["--engine", "spark", "--master", "local[2]", "--figure", "5.2.limit=1"], "There is no figure '5.2.limit'"),
        (["--engine", "spark", "--master", "hdfs://x"], "is no address of a Spark master"),
        (["--engine", "spark", "--master", "spark://127.0.0.1:9"], "does not answer"),
    ],
)
def test_said_before_anything_is_read(capsys, words, said):
    skip_without_spark()
    assert run(["in.parquet", *words], DAY) == 2
    assert said in capsys.readouterr().err


@pytest.mark.long
def test_judged_written_and_not_written_over(tmp_path):
    """In a process of its own, as a person runs it: the status, the summary, the files; nothing else is printed."""
    skip_without_spark()
    given = {
        "person": ["amina", "amina", None],
        "on": [date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 1)],
        "amount": ["150.00", "50.01", "1"],
        "declined": [False, False, False],
        "other_side": ["D", "d.", "d"],
    }
    pq.write_table(pa.table(given), tmp_path / "in.parquet")
    code = f"import sys, datetime; from avow.policy.judging_files import run; sys.exit(run(sys.argv[1:], {DAY!r}))"
    words = [str(tmp_path / "in.parquet"), "--kind", "gift_received", "--engine", "spark", "--master", "local[2]"]
    words += [word for key, value in HERE.items() for word in ("--spark-conf", f"{key}={value}")]
    plain = [*words, "--figure", "5.2.limit_12m=100"]
    for name in ("out", "questions", "refused"):
        words += [f"--{name}", str(tmp_path / f"{name}.parquet")]
    made = [
        subprocess.run([sys.executable, "-c", code, *words, "--json"], capture_output=True, text=True, check=False)
        for words in (words, words, plain)
    ]
    assert (made[0].returncode, made[0].stderr) == (1, "")
    summary = json.loads(made[0].stdout)
    assert summary["rows"] == {"read": 3, "judged": 2, "refused": 1}
    assert summary["written"][str(tmp_path / "refused.parquet")] == 1
    found = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [(row["row"], row["clause"], json.loads(row["values"])["same_direction_12m"]) for row in found] == [
        (2, "5.2", "200.01")
    ]
    assert made[1].returncode == 2
    assert "is there already, and is not written over" in json.loads(made[1].stdout)["error"]
    other = json.loads(made[2].stdout)
    assert (other["findings"], other["figures"]) == (2, {"5.2.limit_12m": "100"})
