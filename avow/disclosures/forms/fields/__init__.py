"""One field per type of fact. Its cleaned value is what the draft keeps: text, true or false, None when unknown."""

from datetime import date

from django import forms

from avow.disclosures.forms.fields.choices import Choice, Currency, YesNo
from avow.disclosures.forms.fields.days import Day
from avow.disclosures.forms.fields.numbers import Amount, Number, Percent, Whole
from avow.disclosures.forms.fields.words import Line, Story
from avow.policy import Fact

TYPES: dict[str, type[forms.Field]] = {
    "boolean": YesNo,
    "choice": Choice,
    "date": Day,
    "decimal": Number,
    "integer": Whole,
    "money": Amount,
    "percent": Percent,
    "text": Line,
    "narrative": Story,
}


def field_for(fact: Fact, on: date) -> forms.Field:
    """The field that asks for this fact; `on` is today, from which days to come are bounded."""
    return Currency(fact, on=on) if fact.is_currency else TYPES[fact.type](fact, on=on)


def may_be_unknown(fact: Fact) -> bool:
    """Whether "I don't know" is a box of its own beside the field: numbers that are not required."""
    return not fact.required and fact.type in ("decimal", "integer", "money", "percent")
