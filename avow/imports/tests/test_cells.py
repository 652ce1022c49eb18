"""One cell to one value."""

from datetime import date

import pytest

from avow.imports import cells
from avow.imports.cells import Refused

LATEST = date(2027, 11, 23)


def day(text, order=""):
    return cells.day(text, order=order, latest=LATEST, what="joined on")


@pytest.mark.parametrize(
    ("text", "order"),
    [("2020-03-01", ""), ("2020-3-1", ""), ("2020-03-01 00:00:00", ""), ("2020-03-01T08:30Z", ""), ("01.03.2020", ""),
     ("1/3/2020", "dmy"), ("3/1/2020", "mdy"), ("01-03-2020", "dmy")],
)  # fmt: skip
def test_days_as_people_write_them(text, order):
    assert day(text, order) == date(2020, 3, 1)


def test_the_first_and_the_last_usable_day():
    assert day("1900-01-01") == date(1900, 1, 1)
    assert day("2027-11-23") == LATEST
    for text in ("1899-12-31", "2027-11-24"):
        with pytest.raises(Refused, match="is outside 1900-01-01 to 2027-11-23"):
            day(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("0021-05-03", "joined on 0021-05-03 is outside 1900-01-01"),
        ("2923-05-03", "joined on 2923-05-03 is outside"),
        ("2020-02-30", "not a day of the calendar"),
        ("2020-13-01", "not a day of the calendar"),
        ("0000-01-01", "not a day of the calendar"),
        ("1/3/2020", "does not say whether the day or the month comes first. Add --days dmy or --days mdy"),
        ("43891", "a number, as spreadsheets count days: 2020-03-01, or 2024-03-02 in old ones"),
        ("4389", "is not a day. Write it 2026-11-22"),
        ("yesterday", "is not a day"),
        ("2020-03-01 and then some", "is not a day"),
        ("٢٠٢٠-٠٣-٠١x", "is not a day"),
    ],
)
def test_days_that_cannot_be(text, why):
    with pytest.raises(Refused, match=why):
        day(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("SE", "SE"), ("se", "SE"), ("Sweden", "SE"), ("UK", "GB"), ("United Kingdom", "GB"), ("usa", "US"), ("", ""),
     ("Côte d’Ivoire", "CI"), ("Bosnia & Herzegovina", "BA"), ("Türkiye", "TR")],
)  # fmt: skip
def test_countries_by_letters_or_name(text, code):
    assert cells.country(text) == code


@pytest.mark.parametrize("text", ["XX", "Ruritania", "S", "SWE1"])
def test_countries_nobody_knows(text):
    with pytest.raises(Refused, match="not a country"):
        cells.country(text)


def test_numbers_a_spreadsheet_has_rounded():
    with pytest.raises(Refused, match="A spreadsheet has rounded this number"):
        cells.number("1.04E+06")
    assert cells.number("1E5X") == "1E5X"


@pytest.mark.parametrize(
    "text", ["amina", "amina@", "@x.com", "a@b", "a b@x.com", "a@x.com, b@x.com", "a" * 250 + "@x.com"]
)
def test_what_is_no_address(text):
    with pytest.raises(Refused, match="not an e-mail address"):
        cells.address(text)


def test_addresses_keep_their_first_half_as_it_is():
    assert cells.address("Amina.O'Hara+x@Example.COM") == "Amina.O'Hara+x@example.com"


@pytest.mark.parametrize(("text", "tag"), [("EN", "en"), ("pt-BR", "pt-BR"), ("", ""), ("zh-Hant-TW", "zh-Hant-TW")])
def test_languages(text, tag):
    assert cells.language(text) == tag


def test_choices_get_the_nearest_word():
    from avow.imports.people_rows import WORKER_TYPES

    assert cells.one_of("Part-Time", WORKER_TYPES, "worker type") == "part_time"
    with pytest.raises(Refused, match=r"no worker type known here. Did you mean temporary\?"):
        cells.one_of("temporaryy", WORKER_TYPES, "worker type")


def test_yes_no_and_neither():
    assert [cells.yes_or_no(text, "x") for text in ("Yes", "1", "ja", "", "no", "-")] == [True] * 3 + [False] * 3
    with pytest.raises(Refused, match="neither yes nor no"):
        cells.yes_or_no("perhaps", "x")


def test_what_nobody_sees_is_removed_and_named_and_joiners_stay():
    assert cells.clean("A\u202emina\u200b  Haddad\x07 ") == (
        "Amina Haddad",
        ["U+0007 control character", "U+200B zero width space", "U+202E right-to-left override"],
    )
    assert cells.clean("می\u200cخواهم") == ("می\u200cخواهم", [])
    assert cells.clean("Ame\u0301lie\u00a0B\r\nC") == ("Amélie B C", [])
