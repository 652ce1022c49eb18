"""Runs a Django command of ours under `avow`, with our exit statuses."""

import sys

import django
from django.core.management import get_commands, load_command_class
from django.core.management.base import CommandError
from django.db import DatabaseError, OperationalError

from avow.cli.main import OF_THE_POLICY

OURS = {"migrate": "migrate"}


def run(words: list[str]) -> int:
    """Load Django and run `words[0]`; a `CommandError` is bad usage or input (2) unless it names another status."""
    django.setup()
    name, rest = words[0], words[1:]
    app = get_commands().get(name)
    if app is None:
        print(f"avow: the command {name!r} is not installed.", file=sys.stderr)
        return 2
    command = load_command_class(app, name) if isinstance(app, str) else app
    called = "avow policy" if name in OF_THE_POLICY else "avow"
    try:
        parser = command.create_parser(called, name)
        options = vars(parser.parse_args(rest))
        args = options.pop("args", ())
        options.pop("skip_checks", None)
        result = command.execute(*args, **options, skip_checks=True)
    except CommandError as error:
        print(f"{called} {name}: {error}", file=sys.stderr)
        return error.returncode if error.returncode != 1 else 2
    except DatabaseError as error:
        print(f"{called} {name}: {_why(error)}", file=sys.stderr)
        return 2
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    return int(result) if isinstance(result, int) or (isinstance(result, str) and result.isdecimal()) else 0


def _why(error: DatabaseError) -> str:
    """What is wrong with the database, and what to do. An error that is ours is raised again."""
    words = str(error).strip()
    if any(sign in words for sign in ("no such table", "no such column")) or (
        "does not exist" in words and ("relation" in words or "column" in words) and "database" not in words
    ):
        return "The database has no tables for this, or older ones. Run `avow migrate` first."
    if isinstance(error, OperationalError):
        return f"The database does not answer: {words}"
    raise error
