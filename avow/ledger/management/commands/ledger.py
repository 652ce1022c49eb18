"""`avow ledger verify` checks that nothing on record was changed; `avow ledger key` prints the key that proves it."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from avow.ledger import signing
from avow.ledger.verify import Report, verify


class Command(BaseCommand):
    """Exit status: 0 all is well, 1 something was found, 2 it could not be checked."""

    help = "Verify the ledger, or print the public key that checks its signed heads."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The two things it does."""
        what = parser.add_subparsers(dest="what", required=True)
        check = what.add_parser("verify", help="check entries, documents, rows and guards, and name what was changed")
        check.add_argument("--json", action="store_true", help="print the report as JSON")
        check.add_argument("--heads", type=Path, metavar="FILE", help="a copy of heads.log that was kept elsewhere")
        check.add_argument("--key", type=Path, metavar="FILE", help="the public key (PEM) that was kept elsewhere")
        what.add_parser("key", help="print the public key, to keep elsewhere")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        """Print, and end with the status."""
        if what == "key":
            self.stdout.write(signing.public_pem(), ending="")
            return
        log, keys = options["heads"], None
        if log and not log.is_file():
            raise CommandError(f"{log}: there is no such file")
        if options["key"]:
            try:
                keys = [signing.read_public(options["key"].read_bytes())]
            except (OSError, ValueError) as error:
                raise CommandError(f"{options['key']}: this is not a public key that can be read ({error})")
        report = self._verify(log, keys)
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
        else:
            self._print(report)
        if not report.clean:
            sys.exit(1)

    def _verify(self, log: Path | None, keys: Any) -> Report:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("Verifying", total=None)
            return verify(
                log=log,
                public_keys=keys,
                progress=lambda done, total: shown.update(task, completed=done, total=total),
            )

    def _print(self, report: Report) -> None:
        for finding in report.findings:
            self.stdout.write(finding.says)
        if report.count > len(report.findings):
            self.stdout.write(f"… and {report.count - len(report.findings)} more")
        for note in report.notes:
            self.stdout.write(f"Note: {note}")
        looked = (
            f"{report.entries} entries, {report.documents} documents ({report.erased} erased), "
            f"{report.rows} rows, {report.heads} signed heads"
        )
        if report.clean:
            self.stdout.write(f"All is as it was recorded: {looked}. Root {report.root}.")
        else:
            self.stdout.write(f"{report.count} found in {looked}.")
