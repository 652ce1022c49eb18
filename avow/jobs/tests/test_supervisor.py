"""Both run side by side; what dies is started again, with what it left behind cleared; one word ends all."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from avow.jobs import supervisor
from avow.jobs.supervisor import GaveUp, Supervisor

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
DIES = [sys.executable, "-c", "raise SystemExit(3)"]
HAS_A_CHILD = [
    sys.executable,
    "-c",
    "import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(child.pid, flush=True); time.sleep(60)",
]


def until(true, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def watched():
    """Start a supervisor over these commands in a thread; give it and what it raised."""
    begun = []

    def start(**commands):
        keeper, raised = Supervisor(commands), []
        keeper.start()

        def watch() -> None:
            try:
                keeper.watch(look=0.02)
            except GaveUp as error:
                raised.append(error)

        thread = threading.Thread(target=watch)
        thread.start()
        begun.append((keeper, thread))
        return keeper, thread, raised

    yield start
    for keeper, thread in begun:
        keeper.stop()
        thread.join(30)


def test_what_dies_is_started_again_and_one_word_ends_all(watched):
    keeper, thread, raised = watched(web=SLEEP, worker=SLEEP)
    web, worker = (child.process.pid for child in keeper.children)
    os.kill(worker, signal.SIGKILL)
    assert until(lambda: keeper.children[1].process and keeper.children[1].process.pid != worker)
    assert keeper.children[0].process.pid == web and alive(web)
    pids = [child.process.pid for child in keeper.children]
    keeper.stop()
    thread.join(30)
    assert not any(alive(pid) for pid in pids) and raised == []


def test_what_dies_again_and_again_is_given_up_and_all_ends(watched, monkeypatch):
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.01)
    keeper, thread, raised = watched(web=SLEEP, worker=DIES)
    thread.join(30)
    assert "The worker ended 5 times right after its start (status 3)" in str(raised[0])
    assert not alive(keeper.children[0].process.pid)


def test_what_a_killed_child_had_started_itself_does_not_stay(watched, tmp_path):
    with (tmp_path / "out").open("w") as out:
        popen = subprocess.Popen(HAS_A_CHILD, stdout=out, start_new_session=True)
    assert until(lambda: (tmp_path / "out").read_text().strip())
    grandchild = int((tmp_path / "out").read_text())
    keeper, _, _ = watched(web=SLEEP)
    replaced = keeper.children[0].process
    keeper.children[0].process = popen
    os.kill(popen.pid, signal.SIGKILL)
    assert until(lambda: not alive(grandchild))
    replaced.kill()
    replaced.wait()


def test_one_that_does_not_end_when_asked_is_killed(watched, monkeypatch):
    monkeypatch.setattr(supervisor, "PATIENCE", 0.3)
    stubborn = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('x', flush=True); time.sleep(60)"
    )
    keeper, thread, _ = watched(web=[sys.executable, "-c", stubborn])
    pid = keeper.children[0].process.pid
    time.sleep(0.5)
    keeper.stop()
    thread.join(30)
    assert not alive(pid)
