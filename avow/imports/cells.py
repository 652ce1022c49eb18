"""One cell to one value: cleaned text, days, yes and no, countries, addresses. What cannot be is refused in words."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from avow.imports.countries import country_code

FIRST_DAY = date(1900, 1, 1)
ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
SPACES = re.compile(r"\s+")
SHOWN = 60
YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "oui", "o", "si", "sí", "sim", "s", "wahr", "vrai"})
NO = frozenset({"no", "n", "false", "0", "nein", "non", "nao", "não", "falsch", "faux", "-"})
ADDRESS = re.compile(r"[^@\s<>\"(),:;\\]+@[^@\s<>\"(),:;\\.]+(\.[^@\s<>\"(),:;\\.]+)+")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
SERIAL = re.compile(r"[1-7][0-9]{4}(\.[0-9]+)?", re.ASCII)
COUNTED_FROM, FOUR_YEARS = date(1899, 12, 30), timedelta(1462)
ERRORS = frozenset({"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "########"})
"""What spreadsheets write where they could not work a cell out, or show it."""
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHED_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
BY_EXCEL = re.compile(r"\d(\.\d+)?[eE]\+\d+")


class Refused(ValueError):
    """A value that cannot be taken: why, and what to do."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"{why} {remedy}")
        self.why, self.remedy = why, remedy


def shown(text: str) -> str:
    """A value for a report: on one line, without anything that steers a terminal, at most 60 characters."""
    safe = "".join(mark if mark.isprintable() else f"\\u{ord(mark):04x}" for mark in text[: SHOWN + 1])
    return safe if len(text) <= SHOWN else f"{safe[:SHOWN]}… ({len(text):,} characters)"


def clean(text: str) -> tuple[str, list[str]]:
    """Text in one normal form, spaces and line ends as single spaces, without what nobody can see (control characters,
    direction marks, zero-width marks); and the names of what was removed. Joiners that scripts need are kept."""
    if text.isascii() and text.isprintable():
        return SPACES.sub(" ", text).strip(), []
    removed = sorted({_called(mark) for mark in ODD.findall(text)})
    return SPACES.sub(" ", unicodedata.normalize("NFC", ODD.sub("", text))).strip(), removed


def _called(mark: str) -> str:
    return f"U+{ord(mark):04X} {unicodedata.name(mark, 'control character').lower()}"


def line_of_text(text: str, most: int, what: str) -> str:
    """Text of at most `most` characters. Tags and formulas are text like any other."""
    if len(text) > most:
        raise Refused(f"The {what} has {len(text):,} characters; at most {most} are kept.", "Shorten it.")
    return text


def number(text: str, most: int = 64) -> str:
    """An identity: any text up to 64 characters that a spreadsheet has not spoilt."""
    if BY_EXCEL.fullmatch(text):
        raise Refused(
            "A spreadsheet has rounded this number.", "Format the column as text there, and save the file again."
        )
    return line_of_text(text, most, "number")


def day(text: str, *, order: str, latest: date, what: str, first_day: date = FIRST_DAY) -> date:
    """A day, written 2026-11-22 or 22.11.2026, or with slashes when `order` (dmy, mdy) says how. Usable days are
    `first_day` (1900-01-01) to `latest`, both included."""
    year_first, dotted, slashed = ISO_DAY.fullmatch(text), DOTTED_DAY.fullmatch(text), SLASHED_DAY.fullmatch(text)
    if year_first:
        year, month, number_of_day = (int(part) for part in year_first.groups())
    elif dotted:
        number_of_day, month, year = (int(part) for part in dotted.groups())
    elif slashed and order in {"dmy", "mdy"}:
        first, second, year = (int(part) for part in slashed.groups())
        number_of_day, month = (first, second) if order == "dmy" else (second, first)
    elif slashed:
        raise Refused(
            f"The {what} does not say whether the day or the month comes first.",
            "Add --days dmy or --days mdy, or write it 2026-11-22.",
        )
    elif SERIAL.fullmatch(text) and (counted := COUNTED_FROM + timedelta(int(text[:5]))) <= date(2100, 1, 1):
        raise Refused(
            f"The {what} is a number, as spreadsheets count days: {counted.isoformat()}, or {counted + FOUR_YEARS} in"
            " old ones from a Macintosh.", "Format the column as a day there, and save the file again.",
        )  # fmt: skip
    else:
        raise Refused(f"The {what} is not a day.", "Write it 2026-11-22.")
    try:
        found = date(year, month, number_of_day)
    except ValueError:
        raise Refused(f"The {what} is not a day of the calendar.", "Write it year-month-day, such as 2026-11-22.")
    if not first_day <= found <= latest:
        raise Refused(
            f"The {what} {found.isoformat()} is outside {first_day} to {latest}.", "Check the year for a typing error."
        )
    return found


def a_year_after(on: date) -> date:
    """The latest usable day: 366 days on."""
    return on + timedelta(days=366)


def yes_or_no(text: str, what: str) -> bool:
    """Yes and no as people write them; an empty cell is no."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO or not word:
        return False
    raise Refused(f"The {what} is neither yes nor no.", "Write yes or no.")


@lru_cache(maxsize=4096)
def country(text: str) -> str:
    """The two letters of a country, from two letters or its English name; empty stays empty."""
    if not text:
        return ""
    found = country_code(text)
    if found is None:
        raise Refused("This is not a country known here.", "Write its two letters, such as SE or US.")
    return found


def language(text: str) -> str:
    """A language tag such as en or pt-BR; empty stays empty."""
    if text and not LANGUAGE.fullmatch(text):
        raise Refused("This is not a language tag.", "Write two letters such as en, or with the region: pt-BR.")
    head, _, tail = text.partition("-")
    return f"{head.lower()}-{tail}" if tail else head.lower()


def address(text: str) -> str:
    """An e-mail address with its domain in small letters; empty stays empty."""
    if not text:
        return ""
    if len(text) > 254 or not ADDRESS.fullmatch(text):
        raise Refused("This is not an e-mail address.", "Write one such as amina@example.com, or leave it empty.")
    local, _, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}"


def one_of(text: str, words: Mapping[str, str], what: str) -> str:
    """A choice by any of its words (small letters). Raises Refused with the nearest word."""
    word = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    if word in words:
        return words[word]
    near = difflib.get_close_matches(word, words, n=1)
    choices = ", ".join(dict.fromkeys(words.values()))
    hint = f"Did you mean {words[near[0]]}?" if near else f"Write one of: {choices}."
    raise Refused(f"This is no {what} known here.", hint)
