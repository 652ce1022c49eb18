"""What the reviewer found, fact by fact, and how they came to find so."""

from django import forms

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version
from avow.reviews.findable import findable
from avow.reviews.forms.fields import choice, words

OPEN = "open"


class FindForm(forms.Form):
    """One question for each fact that only a review can find; bound to the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, of: Version, **kwargs):
        super().__init__(*args, **kwargs)
        facts = pack_by_hash(of.pack_hash).facts
        self.answers = findable(of)
        for name, answers in self.answers.items():
            options = [(_text(value), label) for value, label in answers.items()]
            held = of.judged.facts.get(name)
            field = choice(facts[name].label, [*options, (OPEN, "Not known yet")], missing="Choose one of the answers.")
            field.initial = OPEN if held is None else _text(held)
            self.fields[name] = field
        self.fields["reason"] = words("How did you come to find so?", missing="Say how you came to find so.")

    def found(self) -> dict[str, bool | str | None]:
        """What was found, by fact; None is "not known yet"."""
        by_text = {name: {_text(value): value for value in answers} for name, answers in self.answers.items()}
        return {name: by_text[name].get(self.cleaned_data[name]) for name in self.answers}


def _text(value: bool | str) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else value
