"""The reporting line: any depth, never round twice."""

from datetime import UTC, date, datetime

import pytest

from avow.people.acts import end, put, put_many
from avow.people.line import is_below, keys_above_each, manager_of, reports_of, superiors
from avow.people.models import Person
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def chain(length, last_manager=None):
    managers = {f"P{place}": f"P{place + 1}" for place in range(length - 1)} | {f"P{length - 1}": last_manager}
    put_many({number: {"name": number, "manager": above} for number, above in managers.items()}, on=DAY, **SAID)
    return {person.number: person for person in Person.objects.all()}


def test_a_circle_ends_and_nobody_is_above_themselves():
    people = chain(3, last_manager="P0")
    assert superiors(people["P0"], DAY) == [people["P1"], people["P2"]]
    assert is_below(people["P0"], people["P2"], DAY) and is_below(people["P2"], people["P0"], DAY)
    assert not is_below(people["P0"], people["P0"], DAY)


def test_a_line_that_runs_into_a_circle_ends():
    people = chain(4, last_manager="P2")
    assert superiors(people["P0"], DAY) == [people["P1"], people["P2"], people["P3"]]


def test_who_reports_to_themselves_has_no_manager_and_no_report():
    amina = chain(1, last_manager="P0")["P0"]
    assert (manager_of(amina, DAY), superiors(amina, DAY), reports_of(amina, DAY)) == (None, [], [])


def test_a_line_a_thousand_deep_takes_few_queries(django_assert_num_queries):
    people = chain(1000)
    with django_assert_num_queries(2):
        assert len(superiors(people["P0"], DAY)) == 999
    with django_assert_num_queries(1):
        assert is_below(people["P0"], people["P999"], DAY)


def test_the_lines_of_several_are_one_query(django_assert_num_queries):
    people = chain(4, last_manager="P2")
    with django_assert_num_queries(1):
        above = keys_above_each([people["P0"], people["P1"], people["P3"]], DAY)
    numbers = {person.pk: number for number, person in people.items()}
    assert {numbers[key]: [numbers[one] for one in line] for key, line in above.items()} == {
        "P0": ["P1", "P2", "P3"],
        "P1": ["P2", "P3"],
        "P3": ["P2"],
    }
    assert keys_above_each([], DAY) == {}


def test_the_line_passes_over_a_manager_who_left():
    people = cast(DAY)
    end(people.boris, on=LATER, **SAID)
    assert manager_of(people.amina, DAY) == people.boris
    assert manager_of(people.amina, LATER) == people.dolores
    assert superiors(people.amina, LATER) == [people.dolores]


def test_the_line_is_that_of_the_day():
    people = cast(DAY)
    put("A1", on=LATER, manager=people.farah, **SAID)
    assert manager_of(people.amina, DAY) == people.boris
    assert manager_of(people.amina, LATER) == people.farah
    assert people.amina in reports_of(people.boris, DAY)
    assert people.amina not in reports_of(people.boris, LATER)


def test_a_stranger_is_in_nobody_s_line():
    people = cast(DAY)
    assert superiors(people.goran, DAY) == []
    assert not is_below(people.goran, people.dolores, DAY)
