"""The words of `avow judge`: its options, and what is said of one that cannot be read."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

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


def parser() -> argparse.ArgumentParser:
    """What `avow judge` understands."""
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


def wishes(options: argparse.Namespace, today: date) -> dict[str, Any]:
    """How the file is to be read, on one machine or on a cluster."""
    return {
        "kind": options.kind,
        "mapping": dict(options.map),
        "constants": dict(options.set),
        "required": options.require,
        "earliest": options.earliest,
        "latest": options.latest or today,
        "dates": options.dates,
        "comma": options.decimal == "comma",
        "format": options.format,
    }


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
