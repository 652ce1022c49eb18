"""Corporate groups on a day."""

from datetime import UTC, date, datetime

import pytest

from avow.counterparties.acts import put, put_many
from avow.counterparties.groups import parents_of, uppermost

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def group(**parents):
    put_many({number: {"name": number, "parent": above} for number, above in parents.items()}, on=DAY, **SAID)


def number(name, on=DAY):
    return uppermost(put(name, on=DAY, **SAID), on).number


def test_a_group_goes_by_its_uppermost_parent():
    group(TOP=None, A="TOP", B="TOP", AA="A", X=None)
    assert [number(name) for name in ("AA", "A", "B", "TOP", "X")] == ["TOP", "TOP", "TOP", "TOP", "X"]
    assert [one.number for one in parents_of(put("AA", on=DAY, **SAID), DAY)] == ["A", "TOP"]


def test_the_group_is_the_one_of_the_day():
    group(TOP=None, A="TOP", X=None)
    a = put("A", on=LATER, parent="X", **SAID)
    assert (uppermost(a, DAY).number, uppermost(a, LATER).number) == ("TOP", "X")


def test_parents_in_a_circle_end_and_all_in_it_and_below_it_are_one_group():
    group(A="B", B="A", C="C", D="A")
    assert number("A") == number("B") == number("D")
    assert parents_of(put("C", on=DAY, **SAID), DAY) == []
    assert number("C") == "C"
