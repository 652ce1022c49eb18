"""`avow judge FILE`: a file of records in, findings out, without a database and without an account.

Exit status: 0 nothing was found, 1 findings or refused rows, 2 bad usage or input, 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from avow.policy.commands import _BadInput, _folder
from avow.policy.problems import PackError
from avow.policy.rates import Rates, RatesError

if TYPE_CHECKING:
    from avow.policy.many import Judging
    from avow.policy.many.progress import Shown
    from avow.policy.many.summary import Summary
    from avow.policy.pack import Pack

DONE, FOUND, BAD, INTERRUPTED = 0, 1, 2, 130
OUTPUTS = ("out", "refused", "questions")
EXAMPLES = """\
examples:
  avow judge gifts.csv --kind gift_received --map person=Employee --map other_side=Company --map on=Date
  avow judge gifts.csv --kind gift_received --dates dmy --out findings.csv --refused refused.csv
  avow judge gifts.csv --kind gift_received --figure 5.2.limit_12m=100
  avow judge gifts.csv --kind gift_received --map party=Company --groups groups.csv --compare
  avow judge gifts.parquet --policy acme --groups groups.csv --out findings.jsonl --json

docs/judging-files.md explains it with a spreadsheet.
"""


def run(argv: list[str], today: date) -> int:
    """Run the command; `argv` begins after the word `judge`. `today` is the last usable day unless another is given."""
    parser = _parser()
    if not argv:
        parser.print_help(sys.stderr)
        return BAD
    try:
        options = parser.parse_args(argv)
    except SystemExit as stop:
        return DONE if stop.code in (0, None) else BAD
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
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except duckdb.OutOfMemoryException:
        raise _BadInput(
            f"{options.memory} of memory, and the room in {spill.parent}, do not suffice. Give more with --memory, "
            "or a folder with more room with --spill."
        ) from None
    except (duckdb.Error, pa.ArrowException) as error:
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
        kind=options.kind,
        mapping=dict(options.map),
        constants=dict(options.set),
        required=options.require,
        earliest=options.earliest,
        latest=options.latest or today,
        dates=options.dates,
        comma=options.decimal == "comma",
        rates=rates,
        format=options.format,
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
    return Summary(
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="avow judge",
        description="Judge every record of a file by a policy, and say what was found. No database is needed.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file", metavar="FILE", action=_Place, help="CSV, JSON Lines, Parquet or Arrow, by how it is named"
    )
    what = parser.add_argument_group("what the rows are")
    what.add_argument(
        "--policy", metavar="PACK", default="corporate", help="the name of a pack, or its folder (default: corporate)"
    )
    what.add_argument("--kind", metavar="KIND", help="the kind of all rows, such as gift_received; else a column kind")
    what.add_argument(
        "--map",
        metavar="FACT=COLUMN",
        type=_pair,
        action="append",
        default=[],
        help="which column holds a fact; columns that are called like a fact need none. `on` is the judged day (else "
        "received_on), `person` whose record it is, `other_side` and `party_group` the party, `currency` that of "
        "the amounts",
    )
    what.add_argument(
        "--set",
        metavar="FACT=VALUE",
        type=_pair,
        action="append",
        default=[],
        help="a fact that is the same in all rows",
    )
    what.add_argument(
        "--figure",
        metavar="CLAUSE.FIGURE=VALUE",
        type=_figure,
        action="append",
        default=[],
        help="judge as if a figure of the policy had always been this, such as 5.2.limit_12m=100",
    )
    what.add_argument(
        "--require",
        metavar="FACT",
        action="append",
        default=[],
        help="refuse rows without it, instead of asking for it",
    )
    what.add_argument(
        "--dates", choices=("iso", "dmy", "mdy"), default="iso", help="how days are written (default: iso, 2026-01-31)"
    )
    what.add_argument(
        "--decimal",
        choices=("point", "comma"),
        default="point",
        help="how amounts are written in a CSV file: 1250.00 (default), or 1250,00 and 1.250,00",
    )
    what.add_argument(
        "--earliest", metavar="DAY", type=_day, default=date(2000, 1, 1), help="the first usable day (2000-01-01)"
    )
    what.add_argument("--latest", metavar="DAY", type=_day, help="the last usable day (default: today)")
    what.add_argument(
        "--format", type=_format, metavar="FORMAT", help="csv, jsonl, parquet or arrow, where the name does not say it"
    )
    what.add_argument(
        "--groups", metavar="FILE", type=Path, help="which party is in which group: party, group, since, until"
    )
    what.add_argument(
        "--compare",
        action="store_true",
        help="say which findings --figure and --groups make: judge without them too (not on Spark)",
    )
    what.add_argument(
        "--rates",
        metavar="FILE",
        type=Path,
        help="rates against the euro: day, currency, rate (default: the European Central Bank's)",
    )
    out = parser.add_argument_group("what comes out (each ends in .jsonl, .csv or .parquet)")
    out.add_argument("--out", metavar="FILE", action=_Place, help="every finding, with what it rests on")
    out.add_argument("--questions", metavar="FILE", action=_Place, help="every fact that is missing and could matter")
    out.add_argument(
        "--refused", metavar="FILE", action=_Place, help="every unusable row, with its line and the reason"
    )
    out.add_argument("--json", action="store_true", help="print the summary as JSON")
    how = parser.add_argument_group("how")
    how.add_argument(
        "--memory", metavar="SIZE", type=_size, default="4GB", help="the most memory to use (default: 4GB)"
    )
    how.add_argument("--threads", metavar="N", type=_count, help="processors to use (default: all)")
    how.add_argument("--spill", metavar="FOLDER", type=Path, help="where to put what does not fit into memory")
    how.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="what it runs on (default: duckdb)"
    )
    how.add_argument(
        "--master", metavar="URL", help="the Spark cluster, with --engine spark: spark://HOST:7077, yarn, k8s://…"
    )
    how.add_argument(
        "--spark-conf",
        metavar="KEY=VALUE",
        type=_pair,
        action="append",
        default=[],
        help="a setting of Spark, such as spark.executor.memory=8g",
    )
    parser.set_defaults(**{f"{name}_given": None for name in OUTPUTS})
    return parser


class _Place(argparse.Action):
    """A path; and, as `…_given`, what was written, since a cluster has addresses such as hdfs://…."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.given = f"{self.dest}_given"

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        setattr(namespace, self.dest, Path(values))
        setattr(namespace, self.given, values)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise argparse.ArgumentTypeError(f"{text!r} is not of the form FACT=…")
    return name.strip(), value.strip()


def _figure(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise argparse.ArgumentTypeError(f"{text!r}: write it as 5.2.limit_12m=100")
    return name.strip(), value.strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2026-01-31") from None


def _size(text: str) -> str:
    if not re.fullmatch(r"[1-9]\d*(\.\d+)? ?[KMGT]i?B", text, re.IGNORECASE | re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 4GB or 800MB")
    return text


def _count(text: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,3}", text, re.ASCII):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processors")
    return int(text)


def _format(text: str) -> str:
    known = {"csv": "CSV", "jsonl": "JSON Lines", "parquet": "Parquet", "arrow": "Arrow"}
    if text.lower() not in known:
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(known)}")
    return known[text.lower()]


def _bad(message: str, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"error": message}, indent=2, ensure_ascii=False))
    else:
        print(f"avow judge: {message}", file=sys.stderr)
    return BAD
