"""The questions of one step, none of which has to be answered: what is left open is simply not known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django import forms

from avow.disclosures.forms import contradictions
from avow.disclosures.forms.fields import field_for
from avow.disclosures.forms.fields.choices import UNKNOWN
from avow.disclosures.forms.fields.numbers import unit_of
from avow.disclosures.forms.fields.words import without_signs
from avow.policy import Pack


class AskForm(forms.Form):
    """Asks for these facts. `answers()` gives what was said and fits, as answers of a disclosure are kept."""

    def __init__(self, pack: Pack, names, on: date, typed: Mapping[str, object] | None = None, *, bound: bool) -> None:
        """`typed` are words as posted; not `bound`, they are shown again and not yet looked at."""
        self.pack, self.names, self.on = pack, tuple(names), on
        typed = {name: self._plain(name, typed.get(name)) for name in self.names} if typed else {}
        data = {name: typed.get(name) or self._open(name) for name in self.names} if bound else None
        shown = {name: value for name, value in typed.items() if value}
        super().__init__(data=data, initial=shown)
        for name in self.names:
            fact = pack.facts[name]
            self.fields[name] = field_for(replace(fact, required=False, sensitive=False), on)  # nothing is kept
            self.fields[name].required = False
            if not fact.is_currency:
                self.fields[name].initial = None

    def answers(self) -> dict[str, object]:
        """What was answered and fits; nothing for what was left open."""
        found = {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}
        return {name: value for name, value in found.items() if value not in (None, "")}

    def questions(self) -> list[dict[str, object]]:
        """Each field with its unit, as the steps of a disclosure show them."""
        return [{"fact": self.pack.facts[name], "field": self[name], "unit": self._unit(name)} for name in self.names]

    def clean(self):
        cleaned = super().clean()
        for name, words in contradictions.found(cleaned, self.on).items():
            if name in self.names and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    def _plain(self, name: str, value: object) -> str:
        return without_signs(str(value or ""), lines=False)

    def _open(self, name: str) -> str:
        """What stands for a question left open."""
        fact = self.pack.facts[name]
        return UNKNOWN if not fact.is_currency and fact.type in ("boolean", "choice") else ""

    def _unit(self, name: str) -> str:
        fact = self.pack.facts[name]
        if fact.type == "percent":
            return "percent"
        return unit_of(fact) if fact.type in ("money", "decimal", "integer") else ""


def as_typed(form: AskForm, answers: Mapping[str, object]) -> dict[str, str]:
    """Answers as the form posts them, for carrying them along in the page."""
    return {name: form.fields[name].shown(answers[name]) for name in form.names if name in answers}
