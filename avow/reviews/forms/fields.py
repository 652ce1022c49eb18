"""Fields that the forms of a review share."""

from django import forms

from avow.reviews.acts.recording import LONGEST


class Words(forms.CharField):
    """Some sentences. Too many are sent back whole: with `max_length` the browser would cut them off unsaid."""

    def validate(self, value: str) -> None:
        super().validate(value)
        over = len(value) - LONGEST
        if over > 0:
            raise forms.ValidationError(
                f"This is {over:,} {'character' if over == 1 else 'characters'} too long; {LONGEST:,} are the most. "
                "Shorten it, please."
            )


def words(
    label: str, *, rows: int = 3, required: bool = True, missing: str = "", help_text: str = ""
) -> forms.CharField:
    """A place for a few sentences."""
    return Words(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
        error_messages={
            "required": missing or "Write a few words first.",
        },
    )


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """One day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": "1900-01-01"}),
        error_messages={
            "required": "Give the day.",
            "invalid": "This is not a day. Write it as 2026-03-25.",
        },
    )


def choice(label: str, choices, *, missing: str, help_text: str = "") -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=help_text,
        widget=forms.RadioSelect,
        error_messages={"required": missing, "invalid_choice": missing},
    )


def chosen(label: str, choices) -> forms.ChoiceField:
    """One of a few, in a list that opens."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.Select,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one of these."},
    )
