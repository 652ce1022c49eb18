"""Who answers while I am away."""

from datetime import date

from django import forms
from django.db.models import Q

from avow.disclosures.forms.fields.days import DayField, DayInput
from avow.people.models import Person


class ComingDay(DayField):
    """A day from today on, as a date."""

    def __init__(self, on: date, **given) -> None:
        self.on = on
        attrs = {"type": "date", "min": on.isoformat(), "autocomplete": "off"}
        super().__init__(widget=DayInput(attrs=attrs), error_messages={"required": "Give the day."}, **given)

    def check(self, day: date) -> None:
        if day < self.on:
            raise forms.ValidationError("This day is over already. Begin with today.")


class DeputyForm(forms.Form):
    """Who, from when, until when."""

    def __init__(self, on: date, data=None) -> None:
        super().__init__(data)
        self.fields["deputy"] = forms.CharField(
            label="Who answers for you?",
            help_text="Their employee number or their e-mail address.",
            max_length=200,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": "Say who answers for you."},
        )
        self.fields["from_day"] = ComingDay(on, label="From which day?")
        self.fields["until"] = ComingDay(
            on, label="Until which day?", required=False, help_text="The last day. Leave it open until you end it."
        )

    def clean_deputy(self) -> Person:
        given = self.cleaned_data["deputy"].strip()
        found = Person.objects.filter(Q(number=given) | Q(email__iexact=given))[:2]
        if len(found) != 1:
            raise forms.ValidationError("We know nobody by this number or address. Look once more how it is written.")
        return found[0]

    def clean(self) -> dict:
        given = super().clean()
        first, last = given.get("from_day"), given.get("until")
        if first and last and last < first:
            self.add_error("until", "The last day is before the first.")
        return given
