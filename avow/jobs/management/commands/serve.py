"""`avow serve`: the web server and the worker, kept running side by side."""

import os
import shutil
import signal
import socket
import sys
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from avow.config import environment
from avow.jobs import starting
from avow.jobs.supervisor import GaveUp, Supervisor

HOST = "127.0.0.1"
MOST_WORKERS = 4
MOST_THREADS = 8


class Command(BaseCommand):
    """Checks that all is in place, serves on 127.0.0.1 until Ctrl-C or SIGTERM, and restarts what dies."""

    help = "Start the web server and the worker."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, start, watch, end."""
        port = environment.port()
        if found := starting.problems():
            for sentence in found:
                self.stderr.write(sentence)
            raise CommandError("The service was not started.")
        if _in_use(port):
            raise CommandError(f"Port {port} is in use. End what uses it, or name another: AVOW_PORT={port + 1}.")
        os.environ["AVOW_HOME"] = str(settings.AVOW_HOME)
        (settings.AVOW_HOME / "static").mkdir(exist_ok=True)
        supervisor = Supervisor({"web server": web_command(port), "worker": worker_command()})
        signal.signal(signal.SIGTERM, supervisor.stop)
        signal.signal(signal.SIGINT, supervisor.stop)
        supervisor.start()
        threading.Thread(target=self._announce, args=(port, supervisor), daemon=True).start()
        try:
            supervisor.watch()
        except GaveUp as error:
            raise CommandError(f"{error} The service was stopped; what it printed above says why.")

    def _announce(self, port: int, supervisor: Supervisor) -> None:
        while not supervisor.stopping.is_set():
            if _in_use(port):
                self.stdout.write(f"Avow serves on http://{HOST}:{port}/ (Ctrl-C ends it)")
                self.stdout.flush()
                return
            time.sleep(0.1)


def _in_use(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


def web_command(port: int) -> list[str]:
    """How granian is started: one process for each core up to four, several threads in each."""
    cores = os.cpu_count() or 1
    workers, threads = min(MOST_WORKERS, cores), min(MOST_THREADS, 2 * cores + 1)
    beside = shutil.which("granian", path=os.path.dirname(sys.executable))  # noqa: PTH120
    start = [beside] if beside else [sys.executable, "-m", "granian"]
    return [
        *start, "--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws",
        "--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers",
        "--workers-kill-timeout", "10", "--log-level", "warning", "avow.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """How the worker is started."""
    return [sys.executable, "-m", "avow.cli.main", "worker"]
