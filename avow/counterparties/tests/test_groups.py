"""Corporate groups on a day."""

from datetime import UTC, date, datetime

import pytest

from avow.counterparties.acts import put, put_many
from avow.counterparties.groups import group_of, parents_of

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def group(**parents):
    put_many({number: {"name": number, "parent": above} for number, above in parents.items()}, on=DAY, **SAID)


def numbers(found):
    return sorted(one.number for one in found)


def test_the_group_is_everyone_under_the_uppermost_parent():
    group(TOP=None, A="TOP", B="TOP", AA="A", X=None)
    aa = put("AA", on=DAY, **SAID)
    assert numbers(group_of(aa, DAY)) == ["A", "AA", "B", "TOP"]
    assert [one.number for one in parents_of(aa, DAY)] == ["A", "TOP"]


def test_the_group_is_the_one_of_the_day():
    group(TOP=None, A="TOP", X=None)
    a = put("A", on=LATER, parent="X", **SAID)
    assert (numbers(group_of(a, DAY)), numbers(group_of(a, LATER))) == (["A", "TOP"], ["A", "X"])


def test_parents_in_a_circle_end():
    group(A="B", B="A", C="C")
    assert numbers(group_of(put("A", on=DAY, **SAID), DAY)) == ["A", "B"]
    assert parents_of(put("C", on=DAY, **SAID), DAY) == []
