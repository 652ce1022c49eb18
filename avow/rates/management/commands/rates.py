"""`avow rates` shows the reference rates; `avow rates import FILE` brings newer or corrected ones."""

import json
import re
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from avow.config import clock
from avow.rates import current, telling
from avow.rates.acts import Outcome, Refused, bring
from avow.rates.models import RatesFile
from avow.rates.opening import Unusable, open_file, shown
from avow.rates.reading import read

BUSY = "The database is being written to, perhaps by another import. Nothing was imported; try again in a minute."
EXAMPLES = """examples:
  avow rates
  avow rates show --currency GBP --on 2026-03-01
  avow rates import eurofxref-hist.zip --dry-run
  avow rates import ours.csv

A file has the columns day, currency, rate (so many for one euro), or is the European Central Bank's own, zipped or not.
All of it is taken or nothing. Exit status: 0 all is well, 1 rows were refused, 2 the file or the words cannot be used.
"""


class Command(BaseCommand):
    """Reads the words, does it, tells."""

    help = "Show the reference rates of currencies, or bring newer or corrected ones from a file."
    requires_system_checks = ()
    suppressed_base_arguments = frozenset(
        {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
         "--skip-checks"}
    )  # fmt: skip

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        what = parser.add_subparsers(dest="what")
        show = what.add_parser("show", help="say where the rates come from and how far they go (the same as no word)")
        show.add_argument("--currency", metavar="CODE", help="one currency, such as GBP")
        show.add_argument("--on", metavar="DATE", help="the day asked about (default: today)")
        show.add_argument("--json", action="store_true", help="print JSON")
        bring_in = what.add_parser("import", help="bring newer or corrected rates from a file")
        bring_in.add_argument("file", help="the file")
        bring_in.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        bring_in.add_argument("--yes", action="store_true", help="take rates three times, or a third of, those before")
        bring_in.add_argument("--json", action="store_true", help="print the report as JSON")

    def handle(self, *args: Any, what: str | None, **options: Any) -> None:
        if what == "import":
            self._import(options)
        else:
            self._show(options)

    def _import(self, options: dict[str, Any]) -> None:
        today, dry_run = clock.today(), options["dry_run"]
        outcome, refused = Outcome(), []
        try:
            file = read(open_file(Path(options["file"])), today)
            outcome = bring(file, by="command line", on=today, at=clock.now(), jumps=options["yes"], try_only=dry_run)
        except Unusable as unusable:
            raise CommandError(f"{unusable} Nothing was imported.", returncode=2)
        except Refused as refusal:
            refused = refusal.rows
        except OperationalError as error:
            if "locked" not in str(error).lower():
                raise
            raise CommandError(BUSY, returncode=2) from error
        if options["json"]:
            self._json(telling.import_as_json(file, outcome, refused, dry_run))
        else:
            self._say(telling.of_refusal(file, refused) if refused else telling.of_import(file, outcome, dry_run))
        if refused:
            sys.exit(1)

    def _show(self, options: dict[str, Any]) -> None:
        currency, said = options.get("currency"), options.get("on")
        held, on = current.held(), _day(said)
        if said and not currency:
            raise CommandError("--on is for one currency: name it with --currency.")
        if currency:
            code = currency.strip().upper()
            if not re.fullmatch("[A-Z]{3}", code):
                raise CommandError(f"--currency {shown(currency, 40)!r} is no currency. Write three letters, as GBP.")
            if options["json"]:
                found = held.rate("EUR", code, on)
                self._json({
                    "currency": code, "on": on.isoformat(), "rate": str(found.value) if found else None,
                    "day": found.day.isoformat() if found else None,
                    "source": held.source("EUR", code, found) if found else None,
                })  # fmt: skip
            else:
                self._say(telling.of_currency(held, code, on))
            return
        files = list(RatesFile.objects.select_related("attested").defer("attested__sealed"))
        if options.get("json"):
            self._json(telling.rates_as_json(held, files, clock.today()))
        else:
            self._say(telling.of_rates(held, files, clock.today()))

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _json(self, said: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(said, ensure_ascii=False))


def _day(said: str | None) -> date:
    if said is None:
        return clock.today()
    try:
        found = date.fromisoformat(said)
    except ValueError:
        found = date.min
    if not 1999 <= found.year <= 2100:
        raise CommandError(f"--on {shown(said, 40)!r} is not a day from 1999 on. Write it as 2026-01-31.")
    return found
