"""Clause numbers as policies have them: read, ordered as people count, and the name of the file."""

import re

import pytest

from avow.policy.numbering import PATTERN, is_number, natural

ONE = "clauses/9.1-one-gift.toml"


@pytest.mark.parametrize("number", ["4.5", "7", "A.4", "3.2.1", "2635.204(a)", "2635.204(a)(1)", "12b", "4.10"])
def test_numbers(number):
    assert is_number(number)
    assert re.fullmatch(PATTERN, number)


@pytest.mark.parametrize(
    "text",
    ["", "versions", "A.b", "(a)1", ".5", "5.", "5..1", "5()", "5(a", "5-1", "5/1", "5 1", "é1", "5\n", "1" * 25],
)
def test_what_is_no_number(text):
    assert not is_number(text)


def test_in_the_order_in_which_people_count():
    ordered = ["4.2", "4.9", "4.10", "7", "2635.202", "2635.204", "2635.204(a)", "2635.204(b)", "A.2", "A.10"]
    assert sorted(reversed(ordered), key=natural) == ordered


def test_a_clause_of_a_regulation(small):
    text = (small.folder / ONE).read_text().replace('clause = "9.1"', 'clause = "2635.204(a)"')
    small.write("clauses/2635.204(a)-one-gift.toml", text)
    (small.folder / ONE).unlink()
    small.change("kinds/gift.toml", '"9.1"', '"2635.204(a)"')
    pack = small.load()
    assert list(pack.clauses) == ["9.2", "9.3", "2635.204(a)"]
    assert (pack.clauses["2635.204(a)"].slug, pack.kinds["gift"].clauses[0]) == ("one-gift", "2635.204(a)")


def test_a_number_that_is_none_is_said_where_it_stands(small):
    small.change(ONE, 'clause = "9.1"', 'clause = "nine"')
    (problem,) = [problem for problem in small.problems() if "clause number" in problem.what]
    assert (problem.line, problem.column) == small.place(ONE, "nine")
