"""Settings come from the environment; a bad value stops the start and says which values are good."""

import difflib
import os
import re
import secrets
import sys
from contextlib import suppress
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from avow.config import mail


class BadSetting(SystemExit):
    """A setting that cannot be used. Ends the process with status 2 after saying what is good."""

    def __init__(self, name: str, value: str, good: str) -> None:
        super().__init__(2)
        self.message = f"avow: {name}={value!r} cannot be used. {good}"
        print(self.message, file=sys.stderr)

    def __str__(self) -> str:
        return self.message


_only_look = False


def only_look() -> None:
    """From here on reading the settings makes no folder and no file: for a command that only tells its words."""
    global _only_look
    _only_look = True


def _home() -> Path:
    return Path(os.environ.get("AVOW_HOME", "") or Path.cwd() / ".avow").expanduser()


def home() -> Path:
    """`AVOW_HOME`, the data folder: database, keys, attachments, heads.log. Created with mode 0700."""
    path = _home()
    try:
        if not _only_look:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path.resolve()
    except OSError as error:
        raise BadSetting("AVOW_HOME", str(path), f"Name a folder that can be made and written to ({error.strerror}).")


def nothing_there() -> str:
    """One sentence when there is no data folder, or no database file in it; empty when there is. Makes nothing."""
    folder = _home()
    url = urlsplit(os.environ.get("AVOW_DATABASE_URL", "") or f"sqlite:///{folder.absolute() / 'avow.sqlite3'}")
    remedy = "Set AVOW_HOME, or run `avow migrate` first."
    if url.scheme == "sqlite":
        file = Path("/" + unquote(url.path).lstrip("/"))
        with suppress(OSError):
            if file.stat().st_size:
                return ""
        return f"There is no database at {file}. {remedy}"
    return "" if folder.is_dir() else f"There is no data folder at {folder.absolute()}. {remedy}"


def port() -> int:
    """`AVOW_PORT`, 8000 when unset."""
    value = os.environ.get("AVOW_PORT", "8000")
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise BadSetting("AVOW_PORT", value, "A good value is a number from 1 to 65535, such as 8000.")
    return int(value)


def flag(name: str, default: bool) -> bool:
    """A yes-or-no setting: 1 or 0."""
    value = os.environ.get(name, "1" if default else "0")
    if value not in {"0", "1"}:
        raise BadSetting(name, value, "Good values are 1 and 0.")
    return value == "1"


def one_of(name: str, good: tuple[str, ...]) -> str:
    """A setting with a few good values; the first is the default."""
    value = os.environ.get(name, "") or good[0]
    if value not in good:
        raise BadSetting(name, value, f"Good values are {' and '.join(good)}.")
    return value


def count(name: str, default: int) -> int:
    """A small whole number, such as how many reverse proxies stand before the service (`AVOW_TRUSTED_PROXIES`)."""
    value = os.environ.get(name, "") or str(default)
    if not value.isdecimal() or int(value) > 10:
        raise BadSetting(name, value, "Good values are 0 to 10.")
    return int(value)


def hosts() -> list[str]:
    """`AVOW_HOSTS`: the names under which the service is reached, separated by commas."""
    value = os.environ.get("AVOW_HOSTS", "127.0.0.1,localhost,[::1]")
    return [host.strip() for host in value.split(",") if host.strip()]


def secret_key(folder: Path) -> str:
    """`AVOW_SECRET_KEY`, or one made at the first start and kept in the data folder, readable by its owner alone."""
    value = os.environ.get("AVOW_SECRET_KEY", "")
    if value:
        if len(value) < 32:
            raise BadSetting("AVOW_SECRET_KEY", "…", "Use at least 32 characters that nobody can guess.")
        return value
    if _only_look:
        return secrets.token_urlsafe(48)
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(made := secrets.token_urlsafe(48))
    return made


def time_zone() -> str:
    """`AVOW_TIME_ZONE`: where the company's day begins and ends, UTC when unset."""
    value = os.environ.get("AVOW_TIME_ZONE", "UTC")
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        near = difflib.get_close_matches(value, available_timezones(), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise BadSetting("AVOW_TIME_ZONE", value, f"Good values are such as UTC and America/New_York.{hint}")
    return value


def policies() -> Path | None:
    """`AVOW_POLICIES`: a folder with further policy packs."""
    value = os.environ.get("AVOW_POLICIES", "")
    if not value:
        return None
    path = Path(value).expanduser()
    if not path.is_dir():
        raise BadSetting("AVOW_POLICIES", value, "Name a folder that exists; each pack is a folder inside it.")
    return path.resolve()


def _see_that_it_is_private(file: Path) -> None:
    """A database file that its owner alone can read, whatever the umask, also in a folder that others may enter.

    SQLite gives the files beside it the same mode. Where that cannot be done, opening the file says what is wrong.
    """
    if _only_look:
        return
    with suppress(OSError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600))
        if file.stat().st_mode & 0o077:
            file.chmod(0o600)


def database(folder: Path, name: str = "AVOW_DATABASE_URL") -> dict[str, Any]:
    """Django's settings for `AVOW_DATABASE_URL`: SQLite in the data folder when unset, or postgresql://…"""
    value = os.environ.get(name, "") or f"sqlite:///{folder / 'avow.sqlite3'}"
    url = urlsplit(value)
    if url.scheme == "sqlite" and url.path not in {"", "/"}:
        _see_that_it_is_private(Path(unquote(url.path)))
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(url.path),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                    "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;"
                ),
            },
        }
    if url.scheme in {"postgres", "postgresql"} and url.path.strip("/"):
        options = dict(parse_qsl(url.query))
        host = options.pop("host", "") or unquote(url.hostname or "")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(url.path.strip("/")),
            "USER": unquote(url.username or ""),
            "PASSWORD": unquote(url.password or ""),
            "HOST": host,
            "PORT": url.port or "",
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise BadSetting(
        name,
        f"{url.scheme}://…",
        "Good values are sqlite:////folder/file.sqlite3 and postgresql://user:password@host:5432/name.",
    )


def mail_server() -> mail.MailServer | None:
    """`AVOW_MAIL_URL`: the mail server; None when unset, and mail is then kept here. The password is never printed."""
    value = os.environ.get("AVOW_MAIL_URL", "")
    if not value:
        return None
    try:
        return mail.read(value)
    except ValueError as why:
        good = "Good values are smtp://user:password@host:587 and smtps://user:password@host:465."
        raise BadSetting("AVOW_MAIL_URL", f"{value.partition('://')[0][:10]}://…", f"{why} {good}") from None


def mail_from() -> str:
    """`AVOW_MAIL_FROM`: whom mail comes from, an address with or without a name before it."""
    value = os.environ.get("AVOW_MAIL_FROM", "") or "Avow <avow@localhost>"
    _, found = parseaddr(value)
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", found) or not value.isprintable():
        good = 'Good values are compliance@example.com and "Compliance <compliance@example.com>".'
        raise BadSetting("AVOW_MAIL_FROM", value, good)
    return value


def address() -> str:
    """`AVOW_ADDRESS`: where people reach the service, for the links in mail; without a slash at its end."""
    value = os.environ.get("AVOW_ADDRESS", "") or f"http://127.0.0.1:{port()}"
    url = urlsplit(value)
    if url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment or not value.isprintable():
        raise BadSetting("AVOW_ADDRESS", value, "A good value is https://avow.example.com.")
    return value.rstrip("/")
