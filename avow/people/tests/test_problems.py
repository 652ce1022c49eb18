"""What is wrong with the line is found and told."""

from datetime import UTC, date, datetime

import pytest

from avow.people.acts import end, put_many
from avow.people.problems import problems
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def line(**managers):
    put_many({number: {"name": number, "manager": above} for number, above in managers.items()}, on=DAY, **SAID)
    return [(problem.kind, [person.number for person in problem.people]) for problem in problems(DAY)]


def test_a_line_in_order_has_no_problems():
    assert line(A="B", B="C", C=None) == []


def test_each_circle_is_told_once_in_its_order():
    assert line(A="B", B="C", C="A", D="A", X="Y", Y="X", T=None) == [
        ("cycle", ["A", "B", "C"]),
        ("cycle", ["X", "Y"]),
    ]


def test_reporting_to_oneself_is_not_a_circle():
    assert line(A="A", T=None) == [("self_report", ["A"])]


def test_several_people_at_the_top():
    assert line(A=None, B=None, C="A") == [("several_roots", ["A", "B"])]


def test_a_manager_who_left_is_missing_from_that_day_on():
    people = cast(DAY)
    end(people.boris, on=LATER, **SAID)
    assert [problem.kind for problem in problems(DAY)] == ["several_roots"]
    missing = next(problem for problem in problems(LATER) if problem.kind == "missing_manager")
    assert missing.people == (people.boris, people.amina)
    assert missing.says == "Boris Lindqvist (B1) left on 2026-02-01 and has reports: Amina Haddad (A1)."


def test_it_takes_two_queries_however_many_people_there_are(django_assert_num_queries):
    line(**{f"P{place}": f"P{place // 2}" for place in range(1, 3000)}, P0="P1")
    with django_assert_num_queries(2):
        assert [problem.kind for problem in problems(DAY)] == ["cycle"]
