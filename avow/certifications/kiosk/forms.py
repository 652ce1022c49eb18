"""What is filled in to make slips, to enter at a shared device, and to sign there."""

from collections.abc import Mapping, Sequence

from django import forms

from avow.certifications.form.forms import name_field
from avow.certifications.kiosk import facts
from avow.certifications.kiosk.where import Where
from avow.people.models import Person

WITHOUT, ALL = "without", "all"
EVERYWHERE = "everywhere"
LONGEST = 100
PLAIN = {"autocomplete": "off", "spellcheck": "false"}


class Unshown(forms.TextInput):
    """What was typed is not shown again: it is a shared screen."""

    def get_context(self, name: str, value: object, attrs: dict[str, object] | None) -> dict[str, object]:
        return super().get_context(name, None, attrs)


class HandingOutForm(forms.Form):
    """For whom, and where they work."""

    question = "Who needs a slip?"

    def __init__(self, places: Sequence[Where], data: Mapping[str, str] | None = None, *, tries: bool = False) -> None:
        """With `tries` everyone is meant unless somebody says otherwise: whoever tries the device has an account."""
        super().__init__(data)
        self.places = {place.value: place for place in places}
        self.fields["who"] = forms.ChoiceField(
            choices=[(WITHOUT, "Those without an account"), (ALL, "Everyone who has not signed")],
            widget=forms.RadioSelect,
            label=self.question,
            initial=ALL if tries else WITHOUT,
            error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
        )
        self.fields["where"] = forms.ChoiceField(
            choices=[(EVERYWHERE, "Everywhere"), *((value, place.called) for value, place in self.places.items())],
            label="Where they work: site, or site and shift",
            initial=EVERYWHERE,
            error_messages={"required": "Choose one of the list.", "invalid_choice": "Choose one of the list."},
        )

    @property
    def everyone(self) -> bool:
        """Whether it is also for those with an account."""
        return bool(self.cleaned_data["who"] == ALL)

    @property
    def at(self) -> Where | None:
        """The site or shift chosen; None for all."""
        return self.places.get(self.cleaned_data["where"])


def code_field() -> forms.CharField:
    """The code on the slip."""
    attrs = PLAIN | {"autocapitalize": "characters", "class": "code", "size": "12"}
    return forms.CharField(
        label="The code on your slip",
        max_length=LONGEST,
        widget=Unshown(attrs=attrs),
        error_messages={"required": "Type the code on your slip."},
    )


def fact_field() -> forms.CharField:
    """What is typed beside it; never shown again."""
    return forms.CharField(
        label=facts.LABELS[facts.wanted()],
        help_text=facts.HELP[facts.wanted()],
        max_length=LONGEST,
        widget=Unshown(attrs=PLAIN | {"autocapitalize": "off"}),
        error_messages={"required": "Type it as it is on record."},
    )


class EnterForm(forms.Form):
    """Code and fact."""

    def __init__(self, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.fields["code"] = code_field()
        self.fields["fact"] = fact_field()


class SignHereForm(forms.Form):
    """The name as the signature, and once more what one came in with."""

    def __init__(self, person: Person, data: Mapping[str, str] | None = None, *, name: str = "") -> None:
        super().__init__(data, initial={"name": name})
        self.fields["name"] = name_field(person)
        self.fields["code"] = code_field()
        self.fields["fact"] = fact_field()
