"""`avow worker`: run what is due in the background."""

import signal
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from avow.config import clock
from avow.jobs import periodic, starting
from avow.jobs.worker import Worker


class Command(BaseCommand):
    """Runs until it is told to stop (SIGTERM, Ctrl-C), and then ends the job in hand first."""

    help = "Run what is due in the background."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Once, or until stopped."""
        parser.add_argument("--once", action="store_true", help="run what is due now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look that all is in place, then work."""
        found = starting.problems()
        for sentence in found:
            self.stderr.write(sentence)
        if found:
            sys.exit(2)
        worker = Worker(periodic.discover(), clock.now)
        if options["once"]:
            self.stdout.write(f"{worker.run_due()} jobs were due and were run.")
            return
        signal.signal(signal.SIGTERM, worker.stop)
        signal.signal(signal.SIGINT, worker.stop)
        worker.run()
