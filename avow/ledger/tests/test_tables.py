"""Every table is on exactly one list."""

import pytest
from django.apps import apps
from django.db import models

from avow.ledger import tables
from avow.ledger.models import Attested, Entry, Head

from .sample.models import Post, Town, Visit


def test_every_table_of_the_project_is_on_exactly_one_list():
    everything = {m._meta.db_table for m in apps.get_models(include_auto_created=True) if not m._meta.proxy}
    lists = [{m._meta.db_table for m in found()} for found in (tables.attested, tables.projections, tables.working)]
    assert set().union(*lists) == everything
    assert sum(len(found) for found in lists) == len(everything)


def test_the_lists_say_what_they_should():
    assert {Entry, Attested, Head} <= set(tables.attested())
    assert {Visit, Post} <= set(tables.projections())
    assert Town in tables.working() and Visit not in tables.working()


def test_no_two_projections_share_a_schema():
    schemas = [model.schema for model in tables.projections()]
    assert len(set(schemas)) == len(schemas)


def test_every_projection_says_what_its_columns_must_hold():
    for model in tables.projections():
        assert model.projected.__func__ is not tables.Projection.projected.__func__, model


@pytest.mark.parametrize("chosen", [None, "projection", "somewhere"])
def test_a_table_on_no_list_is_refused(chosen):
    class Meta:
        app_label = "nowhere"
        managed = False

    stray = type(f"Stray{chosen}", (models.Model,), {"Meta": Meta, "__module__": __name__, "ledger_list": chosen})
    try:
        with pytest.raises(tables.OnNoList):
            tables.list_of(stray)
    finally:
        del apps.all_models["nowhere"]
        apps.clear_cache()
