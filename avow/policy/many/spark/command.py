"""`avow judge --engine spark`: files that the cluster reads, judged there, and the findings written as Parquet."""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import pyarrow as pa

from avow.policy.judging_options import wishes
from avow.policy.many import Judging
from avow.policy.many.progress import Shown
from avow.policy.many.reading import read_memberships
from avow.policy.many.reading.records import Records
from avow.policy.many.spark.judging import SparkJudging
from avow.policy.many.spark.problems import SparkProblem, innermost
from avow.policy.many.spark.reading import read_records
from avow.policy.many.spark.session import session
from avow.policy.many.summary import LISTED, Summary
from avow.policy.pack import Pack
from avow.policy.rates import Rates

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

OUTPUTS = ("out", "questions", "refused")


def run(options: argparse.Namespace, pack: Pack, today: date) -> Summary:
    """Judge the files at an address, and write what is asked for. Raises SparkProblem, and what reading raises."""
    check(options)
    rates = Rates.from_csv(options.rates) if options.rates else Rates.bundled()
    members = _memberships(options)
    begun = time.monotonic()
    with Shown() as shown, _plainly():
        shown.stage(f"Reaching {options.master}")
        with session(options.master, dict(options.spark_conf)) as spark:
            for name in OUTPUTS:
                _see_that_nothing_is_there(spark, name, getattr(options, f"{name}_given"))
            judging = SparkJudging(spark)
            shown.stage(f"Reading {options.file_given}")
            records = read_records(
                judging.connection,
                options.file_given,
                pack,
                **wishes(options, today),
                rates=rates,
            )
            if members is not None and "party" not in (*records.columns, *records.constants):
                raise SparkProblem("--groups needs a column that says which party a row is about: --map party=COLUMN.")
            shown.stage("Judging")
            judged = judging.judge(pack, records.table, members)
            counts = judged.counts()
            shown.stage("Writing")
            made = {"out": judged.findings, "questions": judged.questions, "refused": records.refused}
            written = {
                getattr(options, f"{name}_given"): _write(spark, ask(), getattr(options, f"{name}_given"))
                for name, ask in made.items()
                if getattr(options, f"{name}_given")
            }
            return Summary(
                file=options.file_given,
                pack=pack,
                records=cast(Records, records),
                counts=counts,
                refused=records.first_refused(LISTED) if records.refused_rows else [],
                reasons=records.reasons() if records.refused_rows else [],
                seconds=time.monotonic() - begun,
                rates=rates,
                written=written,
            )


def check(options: argparse.Namespace) -> None:
    """What can be seen to be wrong before the cluster is asked. Raises SparkProblem."""
    if not options.master:
        raise SparkProblem(
            "--engine spark needs the cluster's address: --master spark://HOST:7077, yarn or k8s://HOST:PORT."
        )
    if options.latest and options.latest < options.earliest:
        raise SparkProblem("--latest lies before --earliest, so no day would be usable.")
    taken = {options.file_given.rstrip("/"): "the file that is read"}
    for name in OUTPUTS:
        address = getattr(options, f"{name}_given")
        if address is None:
            continue
        if not address.rstrip("/").endswith(".parquet"):
            raise SparkProblem(f"--{name} {address}: a cluster writes Parquet; let the name end in .parquet.")
        other = taken.setdefault(address.rstrip("/"), f"--{name}")
        if other != f"--{name}":
            raise SparkProblem(f"--{name} {address} is {other} as well. Give it a name of its own.")
    for name in ("map", "set"):
        facts = [fact for fact, _ in getattr(options, name)]
        twice = next((fact for fact in facts if facts.count(fact) > 1), None)
        if twice:
            raise SparkProblem(f"--{name} names {twice} twice.")


def _memberships(options: argparse.Namespace) -> pa.Table | None:
    """The groups are a small file, and are read on this machine."""
    if not options.groups:
        return None
    with Judging(memory=options.memory) as here:
        name = read_memberships(here.connection, options.groups, dates=options.dates)
        return here.connection.sql(f"SELECT party, party_group, since, until FROM {name}").to_arrow_table()  # noqa: S608


def _see_that_nothing_is_there(spark: SparkSession, name: str, address: str | None) -> None:
    if address is None:
        return
    java: Any = spark._jvm
    path = java.org.apache.hadoop.fs.Path(address)
    if path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path):
        raise SparkProblem(f"--{name} {address} is there already, and is not written over. Give another name.")


def _write(spark: SparkSession, frame: DataFrame, address: str) -> int:
    """A folder of Parquet files; without its mark `_SUCCESS` it is not whole."""
    frame.write.mode("errorifexists").parquet(address)
    return spark.read.parquet(address).count()


@contextmanager
def _plainly() -> Iterator[None]:
    """What goes wrong on the cluster as one sentence."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError:
        yield  # the session says so
        return
    try:
        yield
    except (PySparkException, Py4JError) as error:
        raise SparkProblem(f"The cluster gave up: {innermost(error)}.") from None
