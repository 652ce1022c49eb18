"""Keeps the web server and the worker running side by side, and stops both together."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

log = logging.getLogger("avow.jobs")

STEADY = 30.0
LONGEST_PAUSE = 30.0
QUICK_DEATHS = 5
PATIENCE = 20.0
DIE_WITH_PARENT = 1


@dataclass
class Child:
    """A process to keep running."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    quick_deaths: int = 0


class GaveUp(RuntimeError):
    """A process that ends again and again right after its start."""


class Supervisor:
    """Starts children, restarts those that die, and ends them all when told to."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self.children = [Child(name, command) for name, command in commands.items()]
        self.stopping = threading.Event()

    def stop(self, *_: object) -> None:
        """End everything. Can be used as a signal handler."""
        self.stopping.set()

    def start(self) -> None:
        """Start all children."""
        for child in self.children:
            self._start(child)

    def _start(self, child: Child) -> None:
        child.started = time.monotonic()
        # A session of its own: the terminal's Ctrl-C reaches only the supervisor, which then ends each politely.
        child.process = subprocess.Popen(child.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: S603

    def watch(self, look: float = 0.2) -> None:
        """Keep them running until stopped. Raises GaveUp; ends them in any case."""
        try:
            while not self.stopping.wait(look):
                for child in self.children:
                    self._look_after(child)
        finally:
            self.end()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                self._start(child)
            return
        status = child.process.poll()
        if status is None:
            return
        _end_group(child.process, signal.SIGKILL)
        child.quick_deaths = child.quick_deaths + 1 if now - child.started < STEADY else 1
        if child.quick_deaths >= QUICK_DEATHS:
            raise GaveUp(f"The {child.name} ended {QUICK_DEATHS} times right after its start (status {status}).")
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** (child.quick_deaths - 1))
        log.error("The %s ended (status %s); it is started again in %.1f s.", child.name, status, pause)
        child.process, child.due = None, now + pause

    def end(self) -> None:
        """Ask all to end, wait, then insist."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + PATIENCE
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.error("A process did not end in %.0f s and is killed.", PATIENCE)
                _end_group(process, signal.SIGKILL)
                process.wait()


def _end_group(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Signal what a child started itself: its own processes outlive it when it is killed."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)


def _die_with_parent() -> None:
    """Where Linux can: end the child when the supervisor is killed without a chance to end it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)
