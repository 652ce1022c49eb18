"""Cells as values: SQL that reads a text strictly, and why it cannot. Nothing is guessed or rounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from avow.policy.many.names import type_of
from avow.policy.many.reading.source import literal
from avow.policy.pack import Fact

BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160)"
DAYS = {"iso": "a day such as 2026-01-31", "dmy": "a day such as 31.01.2026", "mdy": "a day such as 01/31/2026"}
_FORMATS = {"dmy": ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"), "mdy": ("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y")}
_DAY = r"\d{4}-\d{2}-\d{2}"
_ISO = _DAY + r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_OTHER = r"\d{1,2}[./-]\d{1,2}[./-]\d{4}"
_NUMBERS = {"money": (16, 2), "percent": (12, 6), "decimal": (12, 6)}


@dataclass(frozen=True)
class Cell:
    """`value` is SQL of the right type, null where it cannot be read; `reason` SQL of why, read only then."""

    value: str
    reason: str


def trimmed(text: str) -> str:
    """The text without blanks around it; a blank cell is null, which is unknown."""
    return f"nullif(trim({text}, {BLANKS}), '')"


def cell(fact: Fact | None, text: str, kind: str, dates: str, comma: bool = False) -> Cell:
    """How a column (its trimmed text, and what its values are already) becomes a fact; None for a text of its own.

    `comma`: numbers have a comma before their decimals, and may have points between their thousands.
    """
    if fact is None or fact.type in ("text", "narrative"):
        return Cell(f"CASE WHEN NOT contains({text}, chr(0)) THEN {text} END", "'holds a NUL character'")
    if fact.type == "boolean":
        return _yes_or_no(text)
    if fact.type == "choice":
        return _choice(text, [choice.value for choice in fact.choices] or list(fact.kind_of_value.choices))
    if fact.type == "date":
        return day(text, kind, dates)
    if fact.type == "integer":
        return _integer(text)
    return _number_with_comma(fact, text) if comma else _number(fact, text, kind)


def day(text: str, kind: str, dates: str) -> Cell:
    """A day: ISO always, and the order of day and month that was said."""
    if kind == "date":
        return Cell(f"TRY_CAST({text} AS DATE)", f"'is not {DAYS['iso']}'")
    iso = f"CASE WHEN regexp_full_match({text}, {literal(_ISO)}) THEN TRY_CAST(left({text}, 10) AS DATE) END"
    if dates == "iso":
        hint = (
            f"CASE WHEN regexp_full_match({text}, {literal(_OTHER)}) THEN "
            "'is not written like 2026-01-31: say with --dates dmy or --dates mdy in which order day and month stand' "
            f"WHEN regexp_matches({text}, {literal('^' + _DAY)}) AND TRY_CAST(left({text}, 10) AS DATE) IS NOT NULL "
            f"THEN 'has a time of the day, and is to be a day such as 2026-01-31' ELSE 'is not {DAYS['iso']}' END"
        )
        return Cell(iso, hint)
    formats = ", ".join(literal(one) for one in _FORMATS[dates])
    other = (
        f"CASE WHEN regexp_full_match({text}, {literal(_OTHER)}) "
        f"THEN CAST(try_strptime({text}, [{formats}]) AS DATE) END"
    )
    return Cell(f"coalesce({iso}, {other})", f"'is not {DAYS[dates]}'")


def _yes_or_no(text: str) -> Cell:
    low = f"lower({text})"
    value = f"CASE WHEN {low} IN ('true', 'yes', '1') THEN TRUE WHEN {low} IN ('false', 'no', '0') THEN FALSE END"
    return Cell(value, "'is neither yes nor no (true, yes, 1; false, no, 0)'")


def _choice(text: str, choices: Sequence[str]) -> Cell:
    listed = ", ".join(literal(choice) for choice in choices)
    words = ", ".join(choices[:12]) + (" …" if len(choices) > 12 else "")
    return Cell(f"CASE WHEN {text} IN ({listed}) THEN {text} END", literal(f"is none of: {words}"))


def _integer(text: str) -> Cell:
    whole = rf"regexp_full_match({text}, '[+-]?\d{{1,18}}(?:\.0+)?')"
    value = rf"CASE WHEN {whole} THEN TRY_CAST(regexp_replace({text}, '\.0+$', '') AS BIGINT) END"
    return Cell(value, "'is not a whole number such as 12'")


def _number(fact: Fact, text: str, kind: str) -> Cell:
    whole, places = _NUMBERS[fact.type]
    if kind == "decimal":  # of as many places as its column has: 12.5000 is 12.50
        text = rf"regexp_replace({text}, '(\.\d{{{places}}})0+$', '\1')"
    pattern = rf"[+-]?\d{{1,{whole}}}(?:\.\d{{1,{places}}})?"
    value = f"CASE WHEN regexp_full_match({text}, {literal(pattern)}) THEN TRY_CAST({text} AS {type_of(fact)}) END"
    what = "an amount" if fact.type == "money" else "a number"
    reason = (
        rf"CASE WHEN regexp_full_match({text}, {literal(_comma(whole, places))}) THEN 'is written with a decimal "
        rf"comma: if all numbers of the file are, say so with --decimal comma' {_currency_beside(fact, text)}"
        rf"WHEN regexp_full_match({text}, '[+-]?\d+\.\d+') THEN 'has more than {places} places after the point, "
        rf"or too many before it' WHEN regexp_full_match({text}, '[+-]?\d+') THEN 'is too large' "
        rf"WHEN regexp_full_match({text}, '[+-]?[\d.,'' ]*\d[\d.,'' ]*') THEN 'is not plainly {what}: write it as "
        rf"12500.00, with a point and without separators of thousands' ELSE 'is not {what} such as 12500.00' END"
    )
    return Cell(value, reason)


def _number_with_comma(fact: Fact, text: str) -> Cell:
    whole, places = _NUMBERS[fact.type]
    plain = f"replace(replace({text}, '.', ''), ',', '.')"
    pattern = literal(rf"{_comma(whole, places)}|[+-]?(?:\d{{1,{whole}}}|[1-9]\d{{0,2}}(?:\.\d{{3}})+)")
    value = f"CASE WHEN regexp_full_match({text}, {pattern}) THEN TRY_CAST({plain} AS {type_of(fact)}) END"
    what = "an amount" if fact.type == "money" else "a number"
    reason = (
        rf"CASE WHEN regexp_full_match({text}, '[+-]?[\d.]+,\d{{{places + 1},}}') THEN 'has more than {places} places "
        rf"after the comma' {_currency_beside(fact, text)}"
        rf"ELSE 'is not {what} such as 1250,00 or 1.250,00, with a comma before the decimals' END"
    )
    return Cell(value, reason)


def _comma(whole: int, places: int) -> str:
    """A number with a decimal comma, and with points between all of its thousands or none."""
    return rf"[+-]?(?:\d{{1,{whole}}}|[1-9]\d{{0,2}}(?:\.\d{{3}})+),\d{{1,{places}}}"


def _currency_beside(fact: Fact, text: str) -> str:
    """When an amount has its currency in the same cell, and what to do."""
    if fact.type != "money":
        return ""
    sign, number = r"(?:[A-Za-z]{3}|[€$£¥])", r"[+-]?\d[\d.,]*"
    pattern = literal(rf"{sign}\s*{number}|{number}\s*{sign}")
    return (
        f"WHEN regexp_full_match({text}, {pattern}) THEN 'is not an amount alone: leave out the currency here, and "
        "name it in a column currency, or for all rows with --set currency=EUR or another' "
    )
