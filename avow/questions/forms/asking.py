"""The forms of a question: asking, saying, stepping aside."""

from collections.abc import Iterable

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from avow.disclosures.files import sniffing
from avow.disclosures.files.limits import TOO_LARGE
from avow.disclosures.forms.fields.words import HAD_SIGNS, has_signs, without_signs
from avow.people.models import Person
from avow.questions.acts import Given
from avow.questions.acts.asking import LONGEST, MOST_FILES


class Text(forms.CharField):
    """Some sentences, without control characters. Too many are sent back whole, and said so."""

    def __init__(self, label: str, *, rows: int = 6, longest: int = LONGEST, **kwargs) -> None:
        self.longest = longest
        widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
        super().__init__(label=label, widget=widget, error_messages={"required": "Write a few words here."}, **kwargs)
        self.validators = []

    def clean(self, value) -> str:
        text = str(value or "")
        if has_signs(text):
            raise forms.ValidationError(HAD_SIGNS)
        text = super().clean(without_signs(text, lines=True).strip())
        if len(text) > self.longest:
            raise forms.ValidationError(
                f"This is {len(text):,} characters long and there is room for {self.longest:,}. Shorten it, please."
            )
        return text


class SayForm(forms.Form):
    """An answer, or something more from whoever asked."""

    def __init__(self, label: str, data=None) -> None:
        super().__init__(data)
        self.fields["text"] = Text(label)


class AskForm(forms.Form):
    """A question, and whom it is not to reach."""

    def __init__(self, officers: Iterable[Person], data=None, text: str = "") -> None:
        super().__init__(data, initial={"text": text})
        self.officers = {one.public_id: one for one in officers}
        self.fields["text"] = Text(
            "Your question", rows=10,
            help_text="As you would ask it across a table. Please do not tell us about union, political, religious or "
            "health matters.",
        )  # fmt: skip
        if self.officers:
            self.fields["keep_from"] = forms.MultipleChoiceField(
                label="Is it about one of them, or would you rather that one of them did not read it?",
                help_text="Tick whoever is not to read it. If nobody is left, the chief executive answers, and then "
                "the board committee.",
                choices=[(key, one.name) for key, one in self.officers.items()],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": "This is nobody who answers questions. Choose from the list."},
            )

    @property
    def kept_from(self) -> list[Person]:
        """Those who are not to read it."""
        return [self.officers[key] for key in self.cleaned_data.get("keep_from", ())]


class AsideForm(forms.Form):
    """Why somebody steps aside."""

    def __init__(self, data=None) -> None:
        super().__init__(data)
        self.fields["reason"] = Text("Why do you step aside?", rows=2, longest=2_000)


def files_of(request: HttpRequest) -> tuple[list[Given], str]:
    """The files that were sent in, and what is wrong with them."""
    if request.META.get(TOO_LARGE):
        return [], "The files are too large. Together they may have at most 10 MB."
    given = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    if len(given) > MOST_FILES:
        return [], f"At most {MOST_FILES} files go with one message. Send the others with a next one."
    found = []
    for one in given:
        data = one.read()
        try:
            sniffing.media_type(one.name or "", data)
        except sniffing.NotAllowed as error:
            return [], f"{one.name}: {error}"
        found.append(Given(one.name or "", data))
    return found, ""
