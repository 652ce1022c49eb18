"""Searching by the beginnings of words."""

from datetime import UTC, date, datetime

import pytest

from avow.counterparties.acts import put, put_many
from avow.counterparties.search import search

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, 8, tzinfo=UTC)


def names(text, on=DAY):
    return [found.name for found in search(text, on)]


def known(*given):
    put_many({str(place): {"name": name} for place, name in enumerate(given)}, on=DAY, by="system", at=AT)


def test_each_word_is_found_by_its_beginning_in_any_order():
    known("International Paper Co", "Paper Mill Ltd", "Interpaper")
    assert names("pap int") == ["International Paper Co"]
    assert names("inter") == ["Interpaper", "International Paper Co"]


def test_case_accents_and_punctuation_do_not_matter():
    known("Société Générale S.A.", "Łódź Żelazo", "A.T. & T. Inc")
    assert names("SOCIETE gen") == ["Société Générale S.A."]
    assert names("lodz zelazo") == ["Łódź Żelazo"]
    assert names("at t") == ["A.T. & T. Inc"]


def test_a_name_that_begins_with_the_text_comes_first():
    known("The Delta", "Delta Freight Services International", "Great Delta")
    assert names("delta") == ["Delta Freight Services International", "The Delta", "Great Delta"]


def test_it_is_found_by_an_alias_and_shown_once():
    put("7", on=DAY, by="system", at=AT, name="Alphabet Inc.", aliases=["Google", "Google Ireland"])
    assert names("goog") == ["Alphabet Inc."]


def test_at_most_eight_and_always_the_same_ones():
    known(*(f"Norden {letter}" for letter in "jihgfedcba"))
    assert names("nord") == [f"Norden {letter}" for letter in "abcdefgh"]


def test_nothing_is_found_before_it_was_on_record():
    known("Delta")
    assert names("delta", date(2025, 12, 31)) == []


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'; DROP TABLE", "\x00", "\U0010ffff", "a" * 5000])
def test_odd_texts_find_nothing_and_do_no_harm(text):
    known("Delta")
    assert names(text) == []


def test_standing_changes_neither_order_nor_selection():
    known("Delta One", "Delta Two")
    before = names("delta")
    put("1", on=DAY, by="system", at=AT, standings=[("supplier", "present")])
    assert names("delta") == before
