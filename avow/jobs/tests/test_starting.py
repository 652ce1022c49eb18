"""Nothing is served from an installation that is not in order; what is wrong is said with its remedy."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from avow.jobs import starting

pytestmark = pytest.mark.django_db


def test_an_installation_in_order_has_nothing_to_say():
    assert starting.problems() == []


def test_a_database_that_is_behind_is_to_be_migrated():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    assert starting.problems() == ["The database is behind by 1 migrations. Run `avow migrate`."]


def test_what_a_room_finds_keeps_the_service_and_the_worker_from_starting(monkeypatch, capsys):
    monkeypatch.setattr(starting, "_sources", [])
    starting.register(lambda: ["The roof leaks. Mend it."])
    with pytest.raises(CommandError, match="was not started"):
        call_command("serve")
    with pytest.raises(SystemExit) as ended:
        call_command("worker", "--once")
    assert ended.value.code == 2 and capsys.readouterr().err.count("The roof leaks. Mend it.") == 2


def test_a_port_that_is_in_use_is_named(monkeypatch):
    import socket

    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        port = held.getsockname()[1]
        monkeypatch.setenv("AVOW_PORT", str(port))
        with pytest.raises(CommandError, match=f"Port {port} is in use"):
            call_command("serve")


def test_the_worker_can_run_what_is_due_and_end(capsys):
    call_command("worker", "--once")
    assert "jobs were due and were run" in capsys.readouterr().out
