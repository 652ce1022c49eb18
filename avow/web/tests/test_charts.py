"""Counts as pictures: the picture, its words and its table say the same."""

import re

import pytest
from django.template import Context, Template

from avow.web.charts import LABEL, MOST, ROOM, TALL, Bars, Columns, Row

SERIES = ("says more", "says less")
ROWS = (("5.2 Gifts", (10, 2)), ("4.5 Interest", (0, 3), "/policy/4.5/"), ("4.1 Roles", (0, 0)))


def rendered(tag: str, rows=ROWS, series=SERIES) -> str:
    text = "{% load avow %}{% " + tag + ' "By clause" "Clause" series rows %}'
    return Template(text).render(Context({"series": series, "rows": rows}))


def chart(kind, *counts: int):
    return kind("t", "Clause", ("all",), tuple(Row(f"row {place}", (count,)) for place, count in enumerate(counts)))


@pytest.mark.parametrize("tag", ["bars", "columns"])
def test_the_picture_has_a_title_and_says_what_it_shows(tag):
    page = rendered(tag)
    named = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', page)
    assert f'<title id="{named[1]}">By clause</title>' in page
    assert f'<desc id="{named[2]}">15 in all. The most are at 5.2 Gifts: 12. Then 4.5 Interest: 3.' in page


@pytest.mark.parametrize("tag", ["bars", "columns"])
def test_the_table_has_every_number_and_the_sums(tag):
    cells = re.findall(r'<td class="amount">([\d,]+)</td>', rendered(tag))
    assert cells == ["10", "2", "12", "0", "3", "3", "0", "0", "0", "10", "5", "15"]


def test_a_label_leads_to_its_list():
    assert '<a href="/policy/4.5/">4.5 Interest</a>' in rendered("bars")


def test_bars_are_as_long_as_their_counts():
    first, second = chart(Bars, 20, 5).drawn
    assert [piece.width for piece in first.pieces] == [f"{ROOM:.2f}%"]
    assert [piece.width for piece in second.pieces] == [f"{ROOM / 4:.2f}%"]


def test_columns_are_as_tall_as_their_counts_and_stand_on_the_ground():
    ((look, path),) = chart(Columns, 20, 0, 5).paths
    assert (look, path) == ("one", f"M1 1.0h8v{TALL}.0h-8zM21 {TALL * 3 / 4 + 1}h8v{TALL / 4}h-8z")


def test_series_stand_on_each_other():
    below, above = Columns("t", "Month", SERIES, (Row("May", (3, 1)),)).paths
    assert below == ("one", f"M1 {TALL / 4 + 1}h8v{TALL * 3 / 4}h-8z")
    assert above == ("two", f"M1 1.0h8v{TALL / 4}h-8z")


def test_too_many_bars_end_in_one_for_all_others():
    many = chart(Bars, *range(1, 101))
    assert len(many.drawn) == MOST
    assert many.drawn[0].total == 100
    assert many.drawn[-1].label == f"{100 - MOST + 1} others together"
    assert sum(row.total for row in many.drawn) == sum(row.total for row in many.listed) == many.total


def test_a_long_label_is_cut_in_the_picture_and_whole_in_the_table():
    long = "A clause with a title that goes on and on and on, as titles of clauses sometimes do"
    page = rendered("bars", [(long, (1, 0))])
    assert f">{long}</th>" in page
    assert len(re.search(r'class="label"[^>]*>([^<]+)<', page)[1]) <= LABEL


@pytest.mark.parametrize("rows", [(), (("4.1", (0, 0)),)])
def test_nothing_is_said_in_words(rows):
    page = rendered("bars", rows)
    assert "Nothing: every count is zero." in page and "<svg" not in page
