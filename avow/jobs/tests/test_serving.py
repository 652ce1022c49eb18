"""`avow serve`, for real: it says where it serves, answers, mends itself, and ends on one Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

pytestmark = pytest.mark.skipif("os.environ['AVOW_TEST_DB'] != 'sqlite'", reason="once is enough")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status
    except OSError:
        return 0


def test_it_serves_and_ends(tmp_path):
    port = free_port()
    surroundings = {
        **os.environ,
        "AVOW_HOME": str(tmp_path),
        "AVOW_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "avow.config.settings",
    }
    surroundings.pop("AVOW_DATABASE_URL", None)
    avow = [sys.executable, "-m", "avow.cli.main"]
    early = subprocess.run([*avow, "serve"], env=surroundings, capture_output=True, text=True, timeout=60)
    assert early.returncode == 2 and "run `avow migrate`" in early.stderr
    subprocess.run([*avow, "migrate", "--verbosity", "0"], env=surroundings, check=True, timeout=120)
    with subprocess.Popen([*avow, "serve"], env=surroundings, stdout=subprocess.PIPE, text=True) as service:
        try:
            assert service.stdout.readline().startswith(f"Avow serves on http://127.0.0.1:{port}/")
            health = f"http://127.0.0.1:{port}/healthz"
            end = time.monotonic() + 30
            while status(health) != 200 and time.monotonic() < end:
                time.sleep(0.1)
            assert status(health) == 200
        finally:
            service.send_signal(signal.SIGINT)
        assert service.wait(40) == 0
    assert status(health) == 0
