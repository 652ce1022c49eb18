"""A slip of the finger in a company's name."""

from datetime import UTC, date, datetime

import pytest

from avow.counterparties.acts import put, put_many
from avow.counterparties.near import near, slips

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
AT = datetime(2026, 1, 1, 8, tzinfo=UTC)


def names(text, on=DAY):
    return [found.name for found in near(text, on)]


def known(*given):
    put_many({str(place): {"name": name} for place, name in enumerate(given)}, on=DAY, by="system", at=AT)


@pytest.mark.parametrize("typed", ["Contosso", "Contso", "Contsoo", "Comtoso", "CONTOS0", "contosso gmbh", "Conntosso"])
def test_one_slip_finds_the_name_that_was_meant(typed):
    known("Contoso Electronics Ltd", "Northwind Traders")
    assert names(typed) == ["Contoso Electronics Ltd"]


def test_one_word_of_several_may_have_the_slip():
    known("Delta Bearings plc", "Delta Freight", "Deltoid Foods")
    assert names("delta bearnigs") == ["Delta Bearings plc"]
    assert names("dlta freight") == ["Delta Freight"]


def test_two_slips_in_a_long_word_are_found_by_its_beginning():
    known("Microprecision AG", "Microfilm AG")
    assert names("Microprecisoin") == ["Microprecision AG"]
    assert names("Microprecissionn") == ["Microprecision AG"]


def test_accents_and_aliases_are_read_as_by_the_search():
    put("7", on=DAY, by="system", at=AT, name="Société Générale", aliases=["SocGen Markets"])
    assert names("Societte Générale") == ["Société Générale"]
    assert names("Sockgen") == ["Société Générale"]


def test_a_letter_of_another_script_may_be_missing_or_too_many():
    known("Газпром")
    assert names("Газром") == ["Газпром"]
    assert names("Газзпром") == ["Газпром"]


def test_what_is_written_as_it_is_known_asks_nothing():
    known("Contoso Ltd", "Contosa Ltd")
    assert names("Contoso") == []
    assert names("Cont") == []


@pytest.mark.parametrize("typed", ["Zeppelin Bakery", "Bakery Contosso", "con", "", "%", "_" * 9, "\x00", "x" * 5000])
def test_another_name_is_no_slip(typed):
    known("Contoso Ltd")
    assert names(typed) == []


def test_at_most_three_and_the_likeliest_first():
    known("Norden A", "Norden B", "Norden C", "Norden D")
    assert names("Nroden") == ["Norden A", "Norden B", "Norden C"]


def test_nothing_is_found_before_it_was_on_record():
    known("Contoso Ltd")
    assert names("Contosso", date(2025, 12, 31)) == []


def test_every_slip_is_one_letter_away():
    made = slips("delta")
    assert {"elta", "edlta", "delt", "deltaa", "belta", "delts"} <= made
    assert "delta" not in made and "deltoid" not in made
    assert all(abs(len(one) - 5) <= 1 for one in made)


def test_the_work_does_not_grow_with_the_register(django_assert_max_num_queries):
    known(*(f"Contoso {number}" for number in range(60)), *(f"Company{number} Works" for number in range(300)))
    with django_assert_max_num_queries(24):
        near("Contosso Wroks International Holdings Group", DAY)
