"""`avow import people|counterparties|gifts FILE`: see `avow.imports.running` and `avow.imports.gift_running`."""

import json
import os
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, OperationalError, ProgrammingError

from avow.config import clock
from avow.imports import gift_report, progress
from avow.imports.cells import FIRST_DAY, a_year_after
from avow.imports.gift_report import GiftReport
from avow.imports.gift_running import import_gifts
from avow.imports.progress import Progress
from avow.imports.reading.table import Unusable
from avow.imports.report import Report
from avow.imports.running import Wishes, import_counterparties, import_people
from avow.imports.telling import told
from avow.people.models import Person

HELP = """Import people, counterparties or the gifts of an earlier register from a CSV file or a spreadsheet (xlsx,
xls, ods).

The first row names the columns; columns are recognised by usual names, and the report says which. Everything that
can be taken is written in one step; rows that cannot are named with their line, why, and what to do. Importing the
same file again changes nothing.
"""
EXAMPLES = """examples:
  avow import people staff.csv --dry-run
  avow import people staff.xlsx --sheet Staff --map number="Personnel no" "employer:=Norden Works AB" --complete
  avow import counterparties vendors.csv --map number=VendorID name=Vendor --standing supplier:present
  avow import gifts register.csv --map person=Employee kind:=gift_received party=Giver --days dmy --dry-run

Exit status: 0 all is well, 1 rows were refused or defects found, 2 the file or the words cannot be used.
"""


RUNS: dict[str, Callable[[Path, Wishes, Progress | None], Report]] = {
    "people": import_people,
    "counterparties": import_counterparties,
    "gifts": import_gifts,
}


class Command(BaseCommand):
    """Reads the words, runs the import, tells the report."""

    help = HELP
    requires_system_checks = ()
    suppressed_base_arguments = frozenset(
        {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
         "--skip-checks"}
    )  # fmt: skip

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        parser.add_argument("what", choices=("people", "counterparties", "gifts"), help="what the rows are")
        parser.add_argument("file", help="the file")
        parser.add_argument(
            "--map", nargs="+", action="extend", default=[], metavar="FIELD=COLUMN", dest="maps",
            help="which column holds a field; FIELD:=VALUE is the same value for every row; FIELD= leaves a field out",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--on", metavar="DATE", help="the day from which the file holds (default: today)")
        parser.add_argument("--by", metavar="NUMBER", help="employee number of who imports (default: the command line)")
        parser.add_argument("--complete", action="store_true", help="whoever is not in the file has left")
        parser.add_argument(
            "--yes", action="store_true",
            help="let more than a fifth of all end, a number change name and employer, a number be nearly another's, or"
            " most gifts look like ones that are there",
        )  # fmt: skip
        parser.add_argument(
            "--standing", action="append", default=[], metavar="RELATION:TENSE", dest="standings",
            help="counterparties: what a row is that does not say, such as supplier:present; may be repeated",
        )  # fmt: skip
        parser.add_argument(
            "--unknown-amounts", action="store_true",
            help="gifts: take also those of which nobody knows what they were worth; their sums stay open questions",
        )  # fmt: skip
        parser.add_argument(
            "--new-only", action="store_true",
            help="gifts: a later copy of a file that was imported: take only those that are not there yet, and name"
            " those that differ",
        )  # fmt: skip
        parser.add_argument("--prefix", default="", help="put this before every number in the file, such as DE-")
        parser.add_argument("--days", choices=("dmy", "mdy"), default="", help="how days with slashes are written")
        parser.add_argument("--sheet", help="the sheet of a spreadsheet (default: the first)")
        parser.add_argument("--encoding", help="the encoding of a text file (default: found out)")
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument("--out", metavar="FILE", help="write each refusal, finding and change as JSON Lines")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = self._run(options)
        except Unusable as unusable:
            raise CommandError(str(unusable), returncode=2)
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(_why(error), returncode=2) from error
        if options["out"]:
            _write(Path(options["out"]), report)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False))
        else:
            for line in gift_report.told(report) if isinstance(report, GiftReport) else told(report):
                self.stdout.write(line)
        if report.status:
            sys.exit(report.status)

    def _run(self, options: dict[str, Any]) -> Report:
        today, path = clock.today(), Path(options["file"])
        if options["standings"] and options["what"] == "people":
            raise Unusable("--standing is for counterparties. A person's standing is a field: --map standing:=officer.")
        if options["standings"] and options["what"] == "gifts":
            raise Unusable("--standing is for counterparties. Leave it out.")
        if options["what"] == "gifts" and (options["complete"] or options["on"]):
            raise Unusable("--complete and --on are for people and counterparties: each gift has its own day.")
        if options["unknown_amounts"] and options["what"] != "gifts":
            raise Unusable("--unknown-amounts is for gifts. Leave it out.")
        if options["new_only"] and options["what"] != "gifts":
            raise Unusable("--new-only is for gifts. Leave it out: of people and counterparties, changes are taken.")
        if options["out"] and Path(options["out"]).resolve() == path.resolve():
            raise Unusable("--out names the file that is imported. Name another.")
        on = _day(options["on"], today)
        wishes = Wishes(
            on=on, at=clock.now(), by=_who(options["by"], on), maps=tuple(options["maps"]),
            standings=tuple(options["standings"]), dry_run=options["dry_run"], complete=options["complete"],
            yes=options["yes"], sheet=options["sheet"], encoding=options["encoding"], days=options["days"],
            prefix=options["prefix"].strip(), unknown_amounts=options["unknown_amounts"],
            new_only=options["new_only"],
        )  # fmt: skip
        with progress.shown() as shown:
            return RUNS[options["what"]](path, wishes, shown)


def _why(error: DatabaseError) -> str:
    """The two troubles with a database that have a remedy here; any other is raised again."""
    words = str(error).lower()
    if "locked" in words:
        return (
            "The database is being written to, perhaps by another import. Nothing was imported; try again in a minute."
        )
    if "no such table" in words or "does not exist" in words:
        return "The database has no tables for this yet. Run `avow migrate` first."
    raise error


def _day(said: str | None, today: date) -> date:
    if said is None:
        return today
    try:
        found = date.fromisoformat(said)
    except ValueError:
        raise Unusable(f"--on {said!r} is not a day. Write it {today.isoformat()}.")
    if not FIRST_DAY <= found <= a_year_after(today):
        raise Unusable(f"--on {said} is outside {FIRST_DAY} to {a_year_after(today)}.")
    return found


def _who(number: str | None, on: date) -> Any:
    if number is None:
        return "command line"
    person = Person.objects.filter(number=number).first()
    if person is None or not person.is_here(on):
        raise Unusable(f"--by {number!r}: nobody with this number is with us on {on}.")
    return person


def _write(path: Path, report: Report) -> None:
    """The report as JSON Lines, readable by its owner alone. Raises CommandError."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            for line in report.lines():
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CommandError(
            f"--out {path} cannot be written: {error.strerror}. The import itself is done.", returncode=2
        )
