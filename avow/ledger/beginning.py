"""What must be there after every migration: the head, and the guards (remaking a table drops them silently)."""

from typing import Any

from django.apps import apps
from django.db import connections

from . import guards, tree
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
