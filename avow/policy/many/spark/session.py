"""A session with a cluster: reached through its master's address, and set so that what it counts is what we mean."""

from __future__ import annotations

import logging
import os
import re
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from avow.policy.many.spark.problems import SparkProblem, innermost

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MEANING = {
    "spark.sql.ansi.enabled": "true",  # a number that does not fit is an error, never NULL, which would be unknown
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",  # and is never rounded to fit
    "spark.sql.caseSensitive": "true",
    "spark.sql.variable.substitute": "false",  # ${env:…} in the words of a policy is text
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.mapKeyDedupPolicy": "EXCEPTION",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}
"""What decides what a query means; an operator's --spark-conf may set these to the same, and to nothing else."""

QUIET = {
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.maxPlanStringLength": "2000",
    "spark.log.level": "ERROR",
}
_MASTER = re.compile(r"local(\[.+\])?|local-cluster\[.+\]|spark://.+:\d+(,.+:\d+)*|yarn|k8s://.+")
_SECONDS = 5


@contextmanager
def session(master: str, conf: Mapping[str, str] | None = None, name: str = "avow judge") -> Iterator[SparkSession]:
    """A session with the cluster of this master. Ends with its block. Raises SparkProblem.

    `conf` are the operator's own settings. What Spark writes while it starts is kept aside, and quoted if it fails.
    """
    _there()
    _answers(master)
    settings = {**QUIET, **MEANING, **_agreed(conf or {}), "spark.master": master, "spark.app.name": name}
    with tempfile.TemporaryFile("w+") as log, warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
        logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
        spark = _started(master, settings, log)
        try:
            yield spark
        finally:
            spark.stop()
            _let_go()


def _there() -> None:
    """pyspark and Java are installed."""
    try:
        import pyspark  # noqa: F401
    except ImportError:
        raise SparkProblem(
            "Judging on Spark needs pyspark, which is not installed here. Install it beside Avow: "
            "pip install 'avow[spark]'. Without it, leave --engine away: DuckDB judges on this machine."
        ) from None
    home = os.environ.get("JAVA_HOME")
    if home and not (Path(home) / "bin" / "java").exists():
        raise SparkProblem(f"JAVA_HOME is {home}, and there is no bin/java in it. Let it name a Java of at least 17.")
    if not home and shutil.which("java") is None:
        raise SparkProblem(
            "Judging on Spark needs Java 17 or later on this machine, and none was found. Install one, or let "
            "JAVA_HOME name its folder. Without it, leave --engine away: DuckDB judges on this machine."
        )


def _answers(master: str) -> None:
    """The master's address is one, and where it names a machine, that one answers."""
    if not _MASTER.fullmatch(master):
        raise SparkProblem(
            f"{master!r} is no address of a Spark master. It is spark://HOST:7077, yarn, k8s://HOST:PORT, or "
            "local[2] for two processors of this machine."
        )
    if not master.startswith("spark://"):
        return
    tried = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            with socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS):
                return
        except (OSError, ValueError, OverflowError) as error:
            tried.append(f"{place} ({getattr(error, 'strerror', None) or error})")
    raise SparkProblem(
        f"The Spark master does not answer: {'; '.join(tried)}. Is the address right, does it run, and can this "
        "machine reach it?"
    )


def _agreed(conf: Mapping[str, str]) -> dict[str, str]:
    """The operator's settings, without those that would change what a query means."""
    for key, value in conf.items():
        if not key.startswith("spark."):
            raise SparkProblem(f"--spark-conf {key}={value}: Spark's settings begin with `spark.`")
        if key in ("spark.master", "spark.app.name"):
            raise SparkProblem(f"--spark-conf {key}: the master is named with --master.")
        if key in MEANING and value.strip().lower() != MEANING[key].lower():
            raise SparkProblem(f"--spark-conf {key}={value}: Avow needs {MEANING[key]} here, or its sums would differ.")
    return dict(conf)


def _started(master: str, settings: Mapping[str, str], log: IO[str]) -> SparkSession:
    from py4j.protocol import Py4JError
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    if SparkContext._active_spark_context is not None:
        raise SparkProblem("There is a Spark session in this process already; one at a time.")
    made = SparkConf(loadDefaults=False)
    for key, value in settings.items():
        made.set(key, value)
    try:
        launch: Any = launch_gateway
        gateway = launch(made, popen_kwargs={"stdout": log, "stderr": log})
    except (PySparkException, OSError) as error:
        raise SparkProblem(f"Spark could not be started: {_last(log) or innermost(error)}.") from None
    try:
        return SparkSession(SparkContext(gateway=gateway, conf=made))
    except (PySparkException, Py4JError) as error:
        said = innermost(error) or _last(log)
        _let_go(gateway)
        raise SparkProblem(f"The Spark master {master} did not take us: {said}.") from None


def _last(log: IO[str]) -> str:
    """The last thing that Spark wrote."""
    log.flush()
    log.seek(0)
    lines = [line.strip() for line in log.readlines() if line.strip() and not line.lstrip().startswith("at ")]
    return lines[-1].rstrip(".")[:300] if lines else ""


def _let_go(gateway: Any = None) -> None:
    """End the Java process, so that another session can begin with other settings."""
    from pyspark import SparkContext

    held = gateway or SparkContext._gateway
    if held is not None:
        held.shutdown()
        process = getattr(held, "proc", None)
        if process is not None and process.stdin is not None:
            process.stdin.close()
            process.wait(timeout=30)
    SparkContext._gateway = SparkContext._jvm = None
    if "PYSPARK_GATEWAY_PORT" in os.environ:
        del os.environ["PYSPARK_GATEWAY_PORT"]
