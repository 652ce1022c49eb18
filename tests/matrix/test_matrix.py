"""Every page and act against every role, as `table.txt` says; and a stranger learns nothing."""

from collections.abc import Iterator
from functools import cache

import pytest
from django.urls import URLPattern, get_resolver

from tests.built_once import built_once
from tests.matrix.asking import NOBODY, Answer, Door
from tests.matrix.reading import Row, rows
from tests.matrix.things import NAMES_SOMETHING, unknown, world

ROWS = rows()
SOME = ("discloser", "manager", "officer", "administrator")
"""Those whose work on a page differs most."""


@cache
def addresses() -> dict[str, set[str]]:
    """The name of every address, and the names of its parts."""
    found: dict[str, set[str]] = {}

    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                assert pattern.name, f"{pattern.pattern} has no name"
                found[f"{namespace}{pattern.name}"] = set(pattern.pattern.regex.groupindex)
            else:
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                walk(pattern.url_patterns, inner)

    walk(get_resolver().url_patterns, "")
    return found


def room(name: str) -> str:
    return name.split(":")[0] if ":" in name else "sign-in"


ROOMS = sorted({room(name) for name in addresses()})


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker) -> Iterator[Door]:
    with built_once(django_db_blocker):
        yield Door(world())


@pytest.fixture
def door(everything, db) -> Door:
    return everything


def ask(door: Door, row: Row, role: str, *, known: bool = True) -> Answer:
    parts, sent = door.world.parts_of(row.name, row.act), door.world.sent.get((row.name, row.act), {})
    return door.ask(role, row.name, row.act, parts if known else unknown(parts), sent)


def of_room(name: str) -> Iterator[Row]:
    return (row for row in ROWS if room(row.name) == name)


def test_every_address_is_in_the_table():
    assert sorted(addresses()) == sorted({row.name for row in ROWS})


def test_no_line_is_there_twice():
    keys = [(row.name, row.act) for row in ROWS]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ROOMS)
def test_everyone_gets_what_the_table_says(door, name):
    wrong = []
    for row in of_room(name):
        expected = {role: "-" if word == "404" else word for role, word in row.expected.items()}
        found = {role: ask(door, row, role).word for role in expected}
        if found != expected:
            differs = ", ".join(role for role in found if found[role] != expected[role])
            wrong.append(
                f"table.txt:{row.line} differs for {differs}; found:\n{row.name} {row.act} {' '.join(found.values())}"
            )
    assert not wrong, "\n" + "\n".join(wrong)


def test_what_the_table_does_not_mention_is_not_possible(door):
    wrong = []
    for address in sorted(addresses()):
        for method in ("GET", "POST"):
            if any(row.name == address and row.method == method for row in ROWS):
                continue
            parts = door.world.parts_of(address, method)
            found = {role: door.ask(role, address, method, parts, {}).word for role in (NOBODY, *SOME)}
            if not set(found.values()) <= {"in", "-", "405"}:
                wrong.append(f"{address} answers {method}: {found}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", ["stranger", *SOME])
def test_what_one_may_not_see_is_as_if_it_never_existed(door, role):
    wrong = []
    for row in ROWS:
        if not addresses()[row.name] & NAMES_SOMETHING or row.expected[role] != "-":
            continue
        there, never = ask(door, row, role), ask(door, row, role, known=False)
        same = {
            "status": (there.word, never.word) == ("-", "-"),
            "page": there.page == never.page,
            "headers": there.headers == never.headers,
            "number of questions to the database": there.queries == never.queries,
        }
        wrong += [f"{row.name} {row.act} as {role}: {what} differs" for what, is_so in same.items() if not is_so]
    assert not wrong, "\n" + "\n".join(wrong)
