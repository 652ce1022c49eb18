"""Tables made together are the tables made one by one; only Django draws its picture of them once."""

import pytest
from django.db import connection, models
from django.db.migrations import Migration
from django.db.migrations.operations import AddField, AddIndex, CreateModel, RemoveIndex, RunPython
from django.db.migrations.state import ProjectState, StateApps

from avow.config.together import Together

SHELF = CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))])
THICK = models.Index(fields=["shelf", "pages"], name="thick_books")
MANY = models.Index(fields=["pages", "id"], name="books_by_pages")


def tables() -> list:
    fields = [
        ("id", models.BigAutoField(primary_key=True)),
        ("shelf", models.ForeignKey("config_tests.Shelf", models.CASCADE)),
        ("pages", models.IntegerField()),
    ]
    check = models.CheckConstraint(condition=models.Q(pages__gt=0), name="has_pages")
    return [SHELF, CreateModel("Book", fields, options={"indexes": [THICK], "constraints": [check]})]


def indexes() -> list:
    return [RemoveIndex("book", "thick_books"), AddIndex("book", MANY)]


def migration(operations: list) -> Migration:
    made = Migration("0001_a_library", "config_tests")
    made.operations = operations
    return made


def names() -> set[str]:
    with connection.cursor() as cursor:
        books = connection.introspection.get_constraints(cursor, "config_tests_book")
    return set(books) & {"has_pages", "thick_books", "books_by_pages"}


def ours() -> list[str]:
    return [table for table in connection.introspection.table_names() if table.startswith("config_tests_")]


def test_the_state_is_the_same_as_one_by_one():
    alone, together = ProjectState(), ProjectState()
    migration([*tables(), *indexes()]).mutate_state(alone, preserve=False)
    migration([Together(tables()), Together(indexes())]).mutate_state(together, preserve=False)
    assert together == alone and len(together.models) == 2


@pytest.mark.django_db(transaction=True)
def test_they_are_made_and_unmade():
    steps, states = [migration([Together(tables())]), migration([Together(indexes())])], [ProjectState()]
    for step in steps:
        with connection.schema_editor() as editor:
            states.append(step.apply(states[-1].clone(), editor))
    assert ours() == ["config_tests_book", "config_tests_shelf"]
    assert names() == {"has_pages", "books_by_pages"}
    with connection.schema_editor() as editor:
        steps[1].unapply(states[1], editor)
    assert names() == {"has_pages", "thick_books"}
    with connection.schema_editor() as editor:
        steps[0].unapply(states[0], editor)
    assert ours() == []


@pytest.mark.django_db(transaction=True)
def test_the_picture_is_drawn_once(monkeypatch):
    drawn, draw, state = [], StateApps.render_multiple, ProjectState()
    assert state.apps
    monkeypatch.setattr(StateApps, "render_multiple", lambda self, some: drawn.append(len(some)) or draw(self, some))
    with connection.schema_editor(collect_sql=True) as editor:
        migration([Together(tables())]).apply(state, editor, collect_sql=True)
    assert [size for size in drawn if size] == [2]


@pytest.mark.parametrize("operation", [AddField("book", "more", models.IntegerField(null=True)), RunPython(print)])
def test_what_looks_at_a_table_between_two_of_them_may_not(operation):
    with pytest.raises(TypeError, match="write it outside of Together"):
        Together([*tables(), operation])


def test_an_index_is_written_with_its_table():
    with pytest.raises(TypeError, match="book is made here: write its indexes with it"):
        Together([*tables(), AddIndex("book", MANY)])
