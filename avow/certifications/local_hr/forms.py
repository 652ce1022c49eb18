"""What HR partners and officers fill in: the note of an advice, an exemption, a signature."""

from datetime import date

from django import forms
from django.http import HttpRequest

from avow.access import again
from avow.access.again import password_field
from avow.disclosures.forms.fields.days import DayField, DayInput
from avow.disclosures.forms.telling import Remark, Told

NAME = 200


class Signature(forms.CharField):
    """One's own name, typed."""

    def __init__(self, **kwargs) -> None:
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(
            label="Sign with your name", max_length=NAME, widget=widget,
            error_messages={"required": "Type your name to sign."}, **kwargs,
        )  # fmt: skip


class LaterDay(DayField):
    """A day after today, or None when it is left open."""

    def __init__(self, on: date, **kwargs) -> None:
        self.on = on
        super().__init__(required=False, widget=DayInput(attrs={"type": "date", "autocomplete": "off"}), **kwargs)

    def check(self, day: date) -> None:
        if day <= self.on:
            raise forms.ValidationError("This day has come already. Give one that is still to come, or leave it open.")


class AdviceForm(Told):
    """The note and the signature of an advice."""

    def __init__(self, on: date, data=None) -> None:
        super().__init__(on, data)
        self.fields["note"] = Remark(
            label="Your note to the compliance officer",
            help_text="Person, kind and clause go with it by themselves. Please leave out relatives, amounts and what "
            "you may have heard; the person tells that on the disclosure.",
        )
        self.fields["name"] = Signature()
        self.fields["password"] = password_field()

    def clean(self) -> dict:
        given = super().clean()
        self.words("note")
        return given


class ExemptForm(Told):
    """Why, and until when."""

    def __init__(self, on: date, data=None) -> None:
        super().__init__(on, data)
        self.fields["reason"] = Remark(
            label="Why need they not sign?",
            help_text="One sentence, such as “parental leave”. Please do not tell us about union, political, religious "
            "or health matters.",
        )
        self.fields["until"] = LaterDay(
            on,
            label="From which day are they asked again?",
            help_text="Leave it open if it is for the whole campaign.",
        )

    def clean(self) -> dict:
        given = super().clean()
        self.words("reason")
        return given


class SignForm(forms.Form):
    """A signature alone."""

    def __init__(self, data=None) -> None:
        super().__init__(data)
        self.fields["name"] = Signature()
        self.fields["password"] = password_field()


def signs_again(form: forms.Form, request: HttpRequest) -> bool:
    """Whether the form is valid and its password that of whoever is signed in; if not, the form says so. The password
    is taken out of what the form gives."""
    if not form.is_valid():
        return False
    try:
        again.check(request, form.cleaned_data.pop("password"))
    except forms.ValidationError as wrong:
        form.add_error("password", wrong)
        return False
    return True
