"""Every table is on exactly one list: attested (kept as it was recorded), projections (typed columns made from attested
documents), working (drafts, accounts, jobs: may change and go).

A model of ours says so itself: `Projection` and `History` by inheritance, working tables with
`ledger_list = "working"`. Tables of other packages are named here.
"""

from collections.abc import Iterator
from functools import cache

from django.apps import apps
from django.db.models import Model

from .models import Projection

LISTS = ("attested", "projection", "working")

OTHERS_WORKING = frozenset({"account", "admin", "auth", "contenttypes", "mfa", "sessions", "sites", "socialaccount"})


class OnNoList(TypeError):
    """A table that nobody said what it is."""


def list_of(model: type[Model]) -> str:
    """The list a model is on. Raises OnNoList."""
    if model._meta.auto_created:
        return list_of(model._meta.auto_created)
    if model._meta.app_label in OTHERS_WORKING:
        return "working"
    chosen = getattr(model, "ledger_list", None)
    if chosen not in LISTS or (chosen == "projection") != issubclass(model, Projection):
        raise OnNoList(
            f"{model._meta.label} is on no list. Derive it from Projection or History, or set "
            '`ledger_list = "working"` on it if its rows may change and go.'
        )
    return str(chosen)


def models_on(name: str) -> Iterator[type[Model]]:
    """The models on one list, each table once, in a steady order."""
    seen = set()
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy or model._meta.db_table in seen:
            continue
        seen.add(model._meta.db_table)
        if list_of(model) == name:
            yield model


@cache
def attested() -> tuple[type[Model], ...]:
    """The ledger's own tables."""
    return tuple(models_on("attested"))


@cache
def projections() -> tuple[type[Projection], ...]:
    """The tables whose rows are made from attested documents."""
    return tuple(model for model in models_on("projection") if issubclass(model, Projection))


@cache
def working() -> tuple[type[Model], ...]:
    """The tables whose rows may change and go."""
    return tuple(models_on("working"))


def by_schema() -> dict[str, type[Projection]]:
    """The projection that holds the rows of each schema."""
    return {model.schema: model for model in projections()}
