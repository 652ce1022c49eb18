"""The decision: outcome, reasons, conditions, from when. Rows for conditions are added without JavaScript."""

from collections.abc import Mapping

from django import forms

from avow.reviews.acts import Term
from avow.reviews.acts.decisions import MOST_CONDITIONS
from avow.reviews.forms.fields import choice, day, words
from avow.reviews.outcomes import MUST_END

ROWS = 2
MORE, CHANGE, CONFIRMED = "more", "change", "confirmed"
"""Buttons that decide nothing (more rows; back from the letter), and the one that does."""


class DecideForm(forms.Form):
    """`version` is the one that was read; a decision on any other is refused."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_CONDITIONS, initial=ROWS)

    def __init__(self, data: Mapping | None = None, *, outcomes, has_begun: bool, prefix: str, **kwargs):
        super().__init__(data, prefix=prefix, **kwargs)
        self.fields["outcome"] = choice(
            "What do you decide?", [(one.id, one.title) for one in outcomes], missing="Choose what you decide."
        )
        self.fields["reasons"] = words(
            "Your reasons",
            rows=4,
            missing="Give your reasons, in words that the person will understand.",
            help_text="The person reads these words in their letter.",
        )
        for number in range(1, self.row_count() + 1):
            self.fields[f"condition_{number}"] = words(f"Condition {number}", rows=2, required=False)
            self.fields[f"due_{number}"] = day(f"Condition {number}: by which day?", required=False)
        self.fields["start_on"] = day(
            "By which day must it end? Or, from which day may it go on?" if has_begun else "From which day?",
            required=False,
            help_text="If it must end, give the day. Otherwise, left open, it is today."
            if has_begun
            else "The day from which it may start. Left open, it is today.",
        )

    def row_count(self) -> int:
        """How many rows for conditions are shown: as many as were sent, and two more when asked for."""
        sent = self.data.get(self.add_prefix("rows"), "") if self.is_bound else ""
        count = int(sent) if sent.isdecimal() and len(sent) < 4 else ROWS
        if self.is_bound and self.data.get(self.add_prefix(MORE)):
            count += 2
        return max(ROWS, min(count, MOST_CONDITIONS))

    @property
    def condition_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields, text and day."""
        return [(self[f"condition_{number}"], self[f"due_{number}"]) for number in range(1, self.row_count() + 1)]

    @property
    def is_going_on(self) -> bool:
        """Only more rows were asked for, or to change something: nothing is decided."""
        return any(self.data.get(self.add_prefix(name)) for name in (MORE, CHANGE))

    @property
    def is_confirmed(self) -> bool:
        """The letter was read, and said yes to."""
        return bool(self.data.get(self.add_prefix(CONFIRMED)))

    @property
    def carried(self) -> list[str]:
        """Everything typed, as fields that are not seen."""
        return [field.as_hidden() for field in self]

    def forget_errors(self) -> None:
        """Show what was typed and complain about nothing."""
        self._errors = forms.utils.ErrorDict()

    def clean(self):
        given = super().clean()
        if given.get("outcome") == MUST_END and not given.get("start_on") and "start_on" not in self.errors:
            self.add_error("start_on", "Give the day by which it must end.")
        for number in range(1, self.row_count() + 1):
            if given.get(f"due_{number}") and not given.get(f"condition_{number}"):
                self.add_error(f"condition_{number}", "There is a day, but no condition.")
        return given

    def terms(self) -> list[Term]:
        """The conditions that were written down."""
        numbers = range(1, self.row_count() + 1)
        pairs = [(self.cleaned_data.get(f"condition_{n}", ""), self.cleaned_data.get(f"due_{n}")) for n in numbers]
        return [Term(text, due) for text, due in pairs if text]
