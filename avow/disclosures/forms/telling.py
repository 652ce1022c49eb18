"""The small forms for what is told after sending."""

from datetime import date

from django import forms

from avow.disclosures.forms.fields.days import FIRST, DayField, DayInput
from avow.disclosures.forms.fields.words import HAD_SIGNS, has_signs, without_signs

REASON = 2_000


class PastDay(DayField):
    """A day from 1900 to today, as a date; None where it may be left open."""

    def __init__(self, on: date, **kwargs) -> None:
        self.on = on
        attrs = {"type": "date", "min": FIRST.isoformat(), "max": on.isoformat(), "autocomplete": "off"}
        super().__init__(widget=DayInput(attrs=attrs), error_messages={"required": "Give the day."}, **kwargs)

    def check(self, day: date) -> None:
        if day > self.on:
            raise forms.ValidationError("This day is still to come. Tell us when it has come.")
        if day < FIRST:
            raise forms.ValidationError(f"The year {day.year:04d} cannot be right. Days from 1900 on can be given.")


class Remark(forms.CharField):
    """A few lines, without control characters."""

    def __init__(self, **kwargs) -> None:
        widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off"})
        super().__init__(widget=widget, error_messages={"required": "Write a few words here."}, **kwargs)
        self.validators = []

    def clean(self, value) -> str:
        text = str(value or "")
        if has_signs(text):
            raise forms.ValidationError(HAD_SIGNS)
        text = without_signs(text, lines=True).strip()
        if not text and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        if len(text) > REASON:
            raise forms.ValidationError(
                f"This is {len(text):,} characters long and there is room for {REASON:,}."
                f" Take out at least {len(text) - REASON:,}."
            )
        return text


class Told(forms.Form):
    """What all three share: today, and words redisplayed without control characters."""

    def __init__(self, on: date, data=None) -> None:
        super().__init__(data)
        self.on = on

    def words(self, name: str) -> None:
        """Clean what is shown again when control characters were in it."""
        if name in self.errors and has_signs(self.data.get(name, "")):
            self.data = self.data.copy()
            self.data[name] = without_signs(self.data[name], lines=True)


class StartForm(Told):
    def __init__(self, on: date, data=None) -> None:
        super().__init__(on, data)
        self.fields["day"] = PastDay(on, label="On which day did you start?")


class EndForm(Told):
    def __init__(self, on: date, data=None) -> None:
        super().__init__(on, data)
        self.fields["day"] = PastDay(on, label="On which day did it end?")
        self.fields["remark"] = Remark(label="Is there anything we should know about how it ended?", required=False)

    def clean(self):
        cleaned = super().clean()
        self.words("remark")
        return cleaned


class WithdrawForm(Told):
    def __init__(self, on: date, data=None) -> None:
        super().__init__(on, data)
        self.fields["reason"] = Remark(label="Why do you take it back?", help_text="One sentence is enough.")

    def clean(self):
        cleaned = super().clean()
        self.words("reason")
        return cleaned
