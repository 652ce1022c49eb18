"""What must be there after every migration: the head, and the guards (remaking a table drops them silently)."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections

from . import guards, keyring, signing, tree
from .models import Head


def after_migrate(sender: Any, using: str, **kwargs: Any) -> None:
    """Once per `migrate`, when the last app has been told."""
    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender.name != last.name:
        return
    if Head._meta.db_table in connections[using].introspection.table_names():
        guards.install(connections[using])
        make_head(using)


def make_head(using: str) -> None:
    """The one row, for a ledger that has none yet."""
    Head.objects.using(using).get_or_create(pk=1, defaults={"root": tree.EMPTY.hex()})


def before_serving() -> Iterator[str]:
    """What keeps the service from being started: a guard or the head is missing, or the keys do not fit together."""
    missing = guards.check()
    for sentence in missing:
        yield f"{sentence[:1].upper()}{sentence[1:]}."
    if missing:
        yield (
            "A guard keeps what is on record from being changed, so find out first what was done without it: run"
            " `avow ledger verify`. Then run `avow migrate`, which puts it back."
        )
    if not Head.objects.filter(pk=1).exists():
        yield "The ledger's head is missing. Run `avow ledger verify`, then `avow migrate`."
    try:
        keyring.make(["register"])
        signing.private_key()
    except keyring.KeyringBroken as error:
        yield str(error)
    except keyring.Erased:
        yield "The register's key was destroyed. Restore the folder keys/ from its last copy."
