"""Settings that cannot be used stop the start with status 2 and say which values are good."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from avow.config import environment
from avow.config.environment import BadSetting

BAD = [
    ("AVOW_PORT", "eighty", environment.port, "from 1 to 65535"),
    ("AVOW_PORT", "70000", environment.port, "from 1 to 65535"),
    ("AVOW_TIME_ZONE", "America/New_Yrok", environment.time_zone, "Did you mean America/New_York?"),
    ("AVOW_POLICIES", "/no/such/folder", environment.policies, "a folder that exists"),
    ("AVOW_SECURE", "yes", lambda: environment.flag("AVOW_SECURE", default=False), "1 and 0"),
    ("AVOW_SECRET_KEY", "short", lambda: environment.secret_key(Path("/nowhere")), "32 characters"),
    ("AVOW_DATABASE_URL", "mysql://somewhere/avow", lambda: environment.database(Path("/nowhere")), "postgresql://"),
    ("AVOW_MAIL_URL", "http://mail.example.com", environment.mail_server, "begins with smtp://"),
    ("AVOW_MAIL_URL", "smtp://", environment.mail_server, "server is missing"),
    ("AVOW_MAIL_URL", "smtp://host:port", environment.mail_server, "from 1 to 65535"),
    ("AVOW_MAIL_URL", "smtp://host?tls=maybe", environment.mail_server, "starttls, none, optional"),
    ("AVOW_MAIL_URL", "smtp://host?tsl=none", environment.mail_server, "nothing stands but ?tls"),
    ("AVOW_MAIL_URL", "smtp://user@host", environment.mail_server, "come together"),
    ("AVOW_MAIL_URL", "smtp://user:word@host?tls=none", environment.mail_server, "only over TLS"),
    ("AVOW_MAIL_FROM", "Compliance", environment.mail_from, "compliance@example.com"),
    ("AVOW_MAIL_FROM", "a@example.com\r\nBcc: b@example.com", environment.mail_from, "compliance@example.com"),
    ("AVOW_ADDRESS", "avow.example.com", environment.address, "https://avow.example.com"),
    ("AVOW_HOME", "/proc/avow", environment.home, "can be made and written to"),
]


@pytest.mark.parametrize(("name", "value", "read", "good"), BAD)
def test_a_bad_value_stops_the_start_and_says_what_is_good(monkeypatch, capsys, name, value, read, good):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSetting) as stopped:
        read()
    assert stopped.value.code == 2
    assert name in capsys.readouterr().err
    assert good in str(stopped.value)


def test_a_secret_is_never_printed(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("AVOW_SECRET_KEY", "hunter2")
    monkeypatch.setenv("AVOW_DATABASE_URL", "mysql://avow:hunter2@somewhere/avow")
    for read in (environment.secret_key, environment.database):
        with pytest.raises(BadSetting):
            read(tmp_path)
    assert "hunter2" not in capsys.readouterr().err


def test_a_secret_key_is_made_once_and_is_the_owners_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("AVOW_SECRET_KEY")
    made = environment.secret_key(tmp_path)
    assert len(made) >= 48
    assert environment.secret_key(tmp_path) == made
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_database_file_is_the_owners_alone_whatever_the_folder_and_the_umask(monkeypatch, tmp_path):
    monkeypatch.delenv("AVOW_DATABASE_URL", raising=False)
    tmp_path.chmod(0o755)
    before = os.umask(0o022)
    try:
        file = Path(environment.database(tmp_path)["NAME"])
        assert file.stat().st_mode & 0o777 == 0o600
        with closing(sqlite3.connect(file)) as opened:
            opened.execute("PRAGMA journal_mode=WAL")
            opened.execute("CREATE TABLE a (b)")
            assert {path.stat().st_mode & 0o077 for path in tmp_path.glob("avow.sqlite3*")} == {0}
        file.chmod(0o644)
        environment.database(tmp_path)
        assert file.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)


def test_postgresql_is_read_from_its_address(monkeypatch, tmp_path):
    monkeypatch.setenv("AVOW_DATABASE_URL", "postgresql://avow:p%40ss@db.example:5433/company?sslmode=require")
    settings = environment.database(tmp_path)
    assert (settings["HOST"], settings["PORT"], settings["NAME"]) == ("db.example", 5433, "company")
    assert settings["PASSWORD"] == "p@ss"
    assert settings["OPTIONS"]["sslmode"] == "require"


def test_the_companys_own_day_is_used(monkeypatch):
    monkeypatch.setenv("AVOW_TIME_ZONE", "Pacific/Auckland")
    assert environment.time_zone() == "Pacific/Auckland"


def test_a_mail_server_is_read_and_its_password_is_in_no_message(monkeypatch, capsys):
    monkeypatch.setenv("AVOW_MAIL_URL", "smtps://us%40er:hunt%2Fer2@mail.example.com")
    server = environment.mail_server()
    assert (server.host, server.port, server.user, server.password) == (
        "mail.example.com", 465, "us@er", "hunt/er2",
    )  # fmt: skip
    assert "er2" not in repr(server)
    monkeypatch.setenv("AVOW_MAIL_URL", "smtp://user:hunter2@mail.example.com/?tls=none")
    with pytest.raises(BadSetting) as stopped:
        environment.mail_server()
    assert "hunter2" not in f"{stopped.value}{capsys.readouterr().err}"


def test_without_a_server_mail_is_kept_and_links_lead_here(monkeypatch):
    for name in ("AVOW_MAIL_URL", "AVOW_MAIL_FROM", "AVOW_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AVOW_PORT", "8123")
    assert environment.mail_server() is None
    assert environment.address() == "http://127.0.0.1:8123"
    monkeypatch.setenv("AVOW_ADDRESS", "https://avow.example.com/")
    assert environment.address() == "https://avow.example.com"
