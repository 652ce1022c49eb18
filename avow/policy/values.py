"""The types of values that facts, figures and totals have: reading them in strictly, and showing them to people.

Unknown is None, everywhere. Numbers are Decimal, never float. Money carries its currency in the type, not in the value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache

Value = bool | str | Decimal | date | None

FACT_TYPES = ("boolean", "choice", "decimal", "money", "percent", "integer", "date", "text", "narrative")
NUMBERS = ("decimal", "money", "percent", "integer")
ONE = {"times": "time", "people": "person", "hours": "hour", "days": "day", "months": "month"}
"""What a unit is called when there is one of it."""
LARGEST = Decimal(10) ** 16
NUMBERS_GIVEN = (Decimal, int, str)
_AMOUNT = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Type:
    """What a value is: one of FACT_TYPES, with the unit of numbers and the choices of choices.

    `total` marks a sum over rows, which may have uncertain rows in it.
    """

    name: str
    unit: str = ""
    choices: tuple[str, ...] = field(default=(), compare=False)
    total: bool = False

    @property
    def is_number(self) -> bool:
        return self.name in NUMBERS

    @property
    def step(self) -> Decimal:
        """The smallest unit that this kind of number is counted in."""
        return Decimal(1) if self.name == "integer" else Decimal("0.01")

    def __str__(self) -> str:
        words = {
            "boolean": "a yes or no",
            "choice": "a choice",
            "decimal": "a number",
            "money": f"an amount in {self.unit}",
            "percent": "a percentage",
            "integer": "a whole number",
            "date": "a day",
            "text": "a text",
            "narrative": "a narrative",
        }
        return words[self.name] + (f" of {self.unit}" if self.unit and self.name in ("decimal", "integer") else "")


def read(type_: Type, value: object) -> Value:
    """The value in its one form (Decimal, date, …), or ValueError with a plain sentence."""
    if value is None:
        return None
    name = type_.name
    if name == "boolean":
        if isinstance(value, bool):
            return value
        raise ValueError("is yes or no (true or false)")
    if name in NUMBERS:
        return _number(type_, value)
    if name == "date":
        return day(value)
    if not isinstance(value, str):
        raise ValueError("is a text")
    if name == "choice" and value not in type_.choices:
        raise ValueError(f"is one of {', '.join(type_.choices)}; {value[:80]!r} is not")
    return value


def day(value: object) -> date:
    """A calendar day from a date or from text such as 2026-01-31; ValueError otherwise."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and len(value) == 10:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("is a day such as 2026-01-31")


def _number(type_: Type, value: object) -> Decimal:
    if isinstance(value, str) and len(value) <= 24 and type_.name != "integer":
        short = _amount(value)
        if short is not None:
            return short
    if isinstance(value, bool) or not isinstance(value, NUMBERS_GIVEN):
        raise ValueError(f"is {type_}, given as text such as '12.50'")
    if isinstance(value, str) and not (value.isascii() and value.replace(".", "", 1).lstrip("+-").isdigit()):
        raise ValueError(f"is {type_}, given as digits such as '12.50'")
    try:
        number = value if type(value) is Decimal else Decimal(value)
    except (InvalidOperation, ValueError):
        raise ValueError(f"is {type_}, given as text such as '12.50'") from None
    if not number.is_finite() or not -LARGEST < number < LARGEST:
        raise ValueError("is too large")
    if (number * 0).adjusted() < -6:  # of a nought, that is its exponent; as_tuple is slow
        raise ValueError("has more than six places after the point")
    if type_.name == "integer" and number != number.to_integral_value():
        raise ValueError("is a whole number")
    return number


@lru_cache(maxsize=4_096)
def _amount(text: str) -> Decimal | None:
    """A number written as amounts mostly are, which come again and again; None: look closely."""
    return Decimal(text) if _AMOUNT.fullmatch(text) else None


def plain(value: object) -> object:
    """The value as JSON holds it: decimals and days as text, the rest as it is."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def shown(type_: Type, value: object, labels: Mapping[str, str] | None = None) -> str:
    """The value as a person reads it: USD 1,250.00, 1.5%, yes, 3 May 2026."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Decimal):
        return _shown_number(type_, value)
    return (labels or {}).get(str(value), str(value))


def _shown_number(type_: Type, value: Decimal) -> str:
    if type_.name == "money":
        places = max(2, -int(value.as_tuple().exponent)) if value != value.quantize(Decimal("0.01")) else 2
        return f"{type_.unit} {value:,.{places}f}".strip()
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if type_.name == "percent":
        return f"{text}%"
    if type_.unit in ("", "any"):
        return text
    return f"{text} {ONE.get(type_.unit, type_.unit) if text == '1' else type_.unit}"


def unit_type(unit: str) -> Type:
    """The type of a figure with this unit: a currency code is money, percent is percent, the rest are counts."""
    if len(unit) == 3 and unit.isascii() and unit.isupper():
        return Type("money", unit)
    if unit in ("percent", "%"):
        return Type("percent")
    return Type("decimal", "" if unit in ("", "number") else unit)
