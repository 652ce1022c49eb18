"""A day, bounded to what can be meant: from 1900 to five years from today."""

import re
from datetime import date

from django import forms

from avow.policy import Fact, Pack

FIRST = date(1900, 1, 1)
YEARS_AHEAD = 5
LONGEST = 40
"""Characters, as people write days."""
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
EXAMPLE = "Write the day like this: 2026-03-31."


def last_day(on: date) -> date:
    """The last day that can be given, seen from today."""
    return date(on.year + YEARS_AHEAD, 12, 31)


def first_day(pack: Pack) -> date:
    """The first day of which the policy has any figure: what was before it cannot be judged."""
    figures = [figure for clause in pack.clauses.values() for figure in clause.figures.values()]
    return min((value.since for figure in figures for value in figure.values), default=FIRST)


def read_day(text: str) -> date:
    """2026-03-31, 31.3.2026, 31 March 2026. Not 03/04/2026, which is two days. Raises ValueError with what to do."""
    text = " ".join(text.split())
    if found := re.fullmatch(r"(\d{1,4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{1,4})", text):
        day, month, year = found.groups()
    elif found := re.fullmatch(r"(\d{1,2})\.? ([A-Za-z]{3,9}) (\d{1,4})", text):
        day, name, year = found.groups()
        month = next((n for n, known in enumerate(MONTHS, 1) if known.startswith(name.lower())), 0)
    else:
        raise ValueError(f"“{text[:LONGEST]}” is not a day we can read. {EXAMPLE}")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(f"There is no such day as “{text[:LONGEST]}”. {EXAMPLE}")


def day_in(text: object) -> date | None:
    """The day that a text says, or None where it says none."""
    try:
        return read_day(str(text or ""))
    except ValueError:
        return None


class DayInput(forms.DateInput):
    """A day to pick. Of what is not a day only the beginning is shown again."""

    def format_value(self, value):
        text = super().format_value(value)
        return text[:LONGEST] if text else text


class DayField(forms.CharField):
    """A day as people write it, as a date; None when it is left open. `check` says what is wrong with one."""

    def clean(self, value) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            day = read_day(text)
        except ValueError as error:
            raise forms.ValidationError(str(error))
        self.check(day)
        return day

    def check(self, day: date) -> None:
        """Raises ValidationError for a day that cannot be given here."""


class Day(DayField):
    """A day as 2026-03-31, or None when it is left open."""

    def __init__(self, fact: Fact, *, on: date) -> None:
        self.first, self.last = FIRST, last_day(on)
        super().__init__(
            required=fact.required,
            label=fact.label,
            help_text=fact.help,
            max_length=LONGEST,
            widget=DayInput(
                attrs={"type": "date", "min": FIRST.isoformat(), "max": self.last.isoformat(), "autocomplete": "off"}
            ),
            error_messages={"required": f"Give a day. {EXAMPLE}", "max_length": f"This is not a day. {EXAMPLE}"},
        )

    def clean(self, value) -> str | None:
        day = super().clean(value)
        return day.isoformat() if day else None

    def begin(self, first: date) -> None:
        """Nothing can be said of days before this one: the policy has no figure of then."""
        self.first = first
        self.widget.attrs["min"] = first.isoformat()

    def check(self, day: date) -> None:
        if FIRST <= day < self.first:
            raise forms.ValidationError(
                f"The policy has no limits for days before {self.first.day} {self.first:%B %Y}. Check the year."
            )
        if not FIRST <= day <= self.last:
            raise forms.ValidationError(
                f"The year {day.year:04d} cannot be right. Days from 1900 to {self.last.year} can be given."
            )

    @staticmethod
    def shown(value: str | None) -> str:
        return value or ""
