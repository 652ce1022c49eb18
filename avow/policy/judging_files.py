"""`avow judge FILE`: a file of records in, findings out, without a database and without an account.

Exit status: 0 nothing was found, 1 findings or refused rows, 2 bad usage or input, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import signal
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from avow.policy.commands import _BadInput, _folder
from avow.policy.judging_options import OUTPUTS, parser, wishes
from avow.policy.problems import PackError
from avow.policy.rates import Rates, RatesError

if TYPE_CHECKING:
    from avow.policy.many import Judging
    from avow.policy.many.progress import Shown
    from avow.policy.many.summary import Summary
    from avow.policy.pack import Pack

DONE, FOUND, BAD, INTERRUPTED = 0, 1, 2, 130


def run(argv: list[str], today: date) -> int:
    """Run the command; `argv` begins after the word `judge`. `today` is the last usable day unless another is given."""
    words = parser()
    if not argv:
        words.print_help(sys.stderr)
        return BAD
    try:
        options = words.parse_args(argv)
    except SystemExit as stop:
        return DONE if stop.code in (0, None) else BAD
    heard = signal.getsignal(signal.SIGINT)
    try:
        return _judge(options, today)
    except PackError as error:
        problems = "\n".join(str(problem) for problem in error.problems)
        return _bad(f"The pack cannot be used until this is put right:\n{problems}", options.json)
    except (_BadInput, RatesError) as bad:
        return _bad(str(bad), options.json)
    except KeyboardInterrupt:
        print("Interrupted. Nothing was written.", file=sys.stderr)
        return INTERRUPTED
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, heard)


def _judge(options: argparse.Namespace, today: date) -> int:
    names = [name for name, _ in options.figure]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise _BadInput(f"--figure names {twice} twice.")
    spark = options.engine == "spark"
    if options.compare and spark:
        raise _BadInput("--compare is not there on a Spark cluster. Judge twice, and compare what is written.")
    if options.compare and not (options.figure or options.groups):
        raise _BadInput("--compare shows what --figure or --groups change. Give one of them, or both.")
    if not spark:
        _check(options)
    from avow.policy.loading import load

    figures = dict(options.figure)
    as_it_is = load(_folder(options.policy))
    pack = _with_figures(as_it_is, figures)
    summary = _on_spark(options, pack, today) if spark else _on_duckdb(options, pack, as_it_is, today)
    summary = replace(summary, figures=figures)
    if options.json:
        print(json.dumps(summary.as_json(), indent=2, ensure_ascii=False))
    else:
        print(summary.as_text())
    return FOUND if summary.findings or summary.records.refused_rows else DONE


def _with_figures(pack: Pack, figures: dict[str, str]) -> Pack:
    """The pack with other figures, as if it had always been so."""
    from avow.policy.changed_figures import NoSuchFigure, with_figures

    try:
        return with_figures(pack, figures) if figures else pack
    except NoSuchFigure as error:
        raise _BadInput(f"--figure: {error}") from None


def _on_spark(options: argparse.Namespace, pack: Pack, today: date) -> Summary:
    """The one place where another engine takes over: everything before and after it is the same."""
    from avow.policy.many import TooWide, Unfit
    from avow.policy.many.reading import BadFile, BadMapping
    from avow.policy.many.spark import command
    from avow.policy.many.spark.problems import SparkProblem

    try:
        return command.run(options, pack, today)
    except (BadFile, BadMapping, TooWide, Unfit, SparkProblem) as bad:
        raise _BadInput(str(bad)) from None


def _on_duckdb(options: argparse.Namespace, pack: Pack, as_it_is: Pack, today: date) -> Summary:
    import duckdb
    import pyarrow as pa

    from avow.policy.many import Judging, TooWide, Unfit
    from avow.policy.many.interruption import passed_on
    from avow.policy.many.out import CannotWrite
    from avow.policy.many.progress import Shown
    from avow.policy.many.reading import BadFile, BadMapping

    try:
        spill = Path(tempfile.mkdtemp(prefix="avow-judge-", dir=options.spill))
    except OSError as error:
        raise _BadInput(f"No folder to spill into can be made: {error.strerror}. Name one with --spill.") from None
    try:
        with Shown() as shown, Judging(memory=options.memory, threads=options.threads, spill=spill) as judging:
            return _steps(options, pack, as_it_is, today, judging, shown)
    except (BadFile, BadMapping, TooWide, Unfit, CannotWrite) as bad:
        raise _BadInput(str(bad)) from None
    except duckdb.OutOfMemoryException:
        raise _BadInput(
            f"{options.memory} of memory, and the room in {spill.parent}, do not suffice. Give more with --memory, "
            "or a folder with more room with --spill."
        ) from None
    except RuntimeError as error:
        passed_on(error)
        raise
    except (duckdb.Error, pa.ArrowException) as error:
        passed_on(error)
        words = str(error).strip().split("\n")[0][:300]
        raise _BadInput(f"It could not be judged to the end, and nothing was written: {words}") from None
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def _steps(
    options: argparse.Namespace, pack: Pack, as_it_is: Pack, today: date, judging: Judging, shown: Shown
) -> Summary:
    from avow.policy.many.comparing import Comparison
    from avow.policy.many.out import whole_files
    from avow.policy.many.reading import read_memberships, read_records
    from avow.policy.many.reading.matching import matched
    from avow.policy.many.summary import LISTED, Summary

    begun = time.monotonic()
    rates = Rates.from_csv(options.rates) if options.rates else None
    shown.stage(f"Reading {options.file.name}")
    records = read_records(
        judging,
        options.file,
        pack,
        **wishes(options, today),
        rates=rates,
        heard=shown.more,
        opened=shown.size,
    )
    groups: str | None = None
    absent: list[str] = []
    if options.groups:
        if "party" not in records.columns and "party" not in records.constants:
            raise _BadInput("--groups needs a column that says which party a row is about: --map party=COLUMN.")
        groups = read_memberships(judging.connection, options.groups, dates=options.dates)
        groups, absent = matched(judging.connection, records.table, groups)
    comparison = None
    if options.compare:
        with shown.of("Judging as it is", judging.connection):
            comparison = Comparison(judging.connection, judging.judge(as_it_is, records.table))
    with shown.of("Judging", judging.connection):
        judged = judging.judge(pack, records.table, groups)
        counts = judged.counts()
        if comparison:
            comparison.with_findings(judged)
    written = {}
    with whole_files() as write, shown.of("Writing", judging.connection):
        if options.out:
            findings = comparison.findings() if comparison else judged.findings()
            written[str(options.out)] = write(findings.order('"row", clause, rule'), options.out)
        if options.questions:
            written[str(options.questions)] = write(judged.questions().order('"row", clause, fact'), options.questions)
        if options.refused:
            written[str(options.refused)] = write(records.refused(), options.refused)
        summary = Summary(
            file=str(options.file),
            pack=pack,
            records=records,
            counts=counts,
            refused=records.refused().limit(LISTED).fetchall(),
            reasons=records.reasons(),
            seconds=time.monotonic() - begun,
            rates=rates or (Rates.bundled() if records.unconverted else None),
            written=written,
            absent=absent,
            compared=comparison.counts() if comparison else None,
        )
        _hear_no_more()
        return summary


def _hear_no_more() -> None:
    """From the moment that files take their place it is done: Ctrl-C is too late, and must not say otherwise."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check(options: argparse.Namespace) -> None:
    """What can be seen to be wrong before anything is read."""
    from avow.policy.many.out import ENDINGS

    if options.master or options.spark_conf:
        raise _BadInput("--master and --spark-conf are for a Spark cluster; they go with --engine spark.")
    if options.latest and options.latest < options.earliest:
        raise _BadInput("--latest lies before --earliest, so no day would be usable.")
    taken = {options.file.resolve(): "the file that is read"}
    for name in OUTPUTS:
        path: Path | None = getattr(options, name)
        if path is None:
            continue
        if path.suffix.lower() not in ENDINGS:
            raise _BadInput(f"--{name} {path}: the name ends in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.")
        if not path.parent.is_dir():
            raise _BadInput(f"--{name} {path}: there is no folder {path.parent}.")
        if path.is_dir():
            raise _BadInput(f"--{name} {path} is a folder.")
        other = taken.setdefault(path.resolve(), f"--{name}")
        if other != f"--{name}":
            raise _BadInput(f"--{name} {path} is {other} as well. Give it a name of its own.")
    if options.spill and not options.spill.is_dir():
        raise _BadInput(f"--spill {options.spill}: there is no such folder.")
    for name in ("map", "set"):
        facts = [fact for fact, _ in getattr(options, name)]
        twice = next((fact for fact in facts if facts.count(fact) > 1), None)
        if twice:
            raise _BadInput(f"--{name} names {twice} twice.")


def _bad(message: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": message}, indent=2, ensure_ascii=False))
    else:
        print(f"avow judge: {message}", file=sys.stderr)
    return BAD
