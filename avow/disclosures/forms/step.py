"""The form of one step: its fields, what was kept of it, and the answers it gives."""

from collections.abc import Mapping
from datetime import date

from django import forms

from avow.disclosures.forms import contradictions
from avow.disclosures.forms.fields import field_for, may_be_unknown
from avow.disclosures.forms.fields.choices import UNKNOWN_WORDS, Currency
from avow.disclosures.forms.fields.days import day_in, first_day
from avow.disclosures.forms.fields.numbers import unit_of
from avow.disclosures.forms.fields.words import Words, has_signs, without_signs
from avow.disclosures.forms.touched import as_it_comes, is_touched
from avow.disclosures.judging import OWN_DAY
from avow.policy import Pack, Step

UNKNOWN = "-unknown"
BOTH = "You gave an answer and also said that you don’t know. Keep one of them."


class StepForm(forms.Form):
    """Asks for the facts of one step. `answers()` after `is_valid()` gives {fact: text, true, false or None}."""

    day_at_first: date | None = None
    """The day that is judged where none was said yet."""

    def __init__(self, pack: Pack, step: Step, on: date, *, kept: Mapping[str, object], typed=None, raw=None) -> None:
        """`kept` are the draft's answers, `typed` the posted data if any, `raw` what was typed and is no answer yet."""
        self.pack, self.step, self.on, self.kept = pack, step, on, kept
        super().__init__(data=None if typed is None else self._cleaned(typed))
        for name in step.asks:
            fact = pack.facts[name]
            self.fields[name] = field = field_for(fact, on)
            if isinstance(field, Currency):
                self.offer(name, field, raw or {})
            known = name in kept
            self.initial[name] = self.fields[name].shown(kept[name]) if known else self.fields[name].initial
            if may_be_unknown(fact):
                self.fields[name + UNKNOWN] = forms.BooleanField(required=False, label=UNKNOWN_WORDS)
                self.initial[name + UNKNOWN] = known and kept[name] is None
        for name in {*OWN_DAY} & {*self.fields}:
            self.fields[name].begin(first_day(pack))
        self.untouched = as_it_comes(self)
        self.initial.update({name: value for name, value in (raw or {}).items() if name in self.fields})

    def offer(self, name: str, field: Currency, raw: Mapping[str, object]) -> None:
        """The currencies of the day that is judged; where it is asked later, those that have ended too."""
        said = {**self.kept, **raw, **self.data}
        day = next((found for own in OWN_DAY if (found := day_in(said.get(own)))), self.day_at_first)
        chosen = (self.kept.get(name), raw.get(name), self.data.get(name))
        field.offer(self.pack.currency, chosen, day=day, past=day is None)

    def answers(self) -> dict[str, object]:
        """The cleaned answers, ready to be kept."""
        return {name: self.cleaned_data[name] for name in self.step.asks}

    def raw(self) -> dict[str, object]:
        """What was typed, as it was, for those fields that the step has. A browser posts nothing of a box that is not
        ticked; that it is not, is kept all the same."""
        boxes = {name: self.data.get(name, "") for name in self.fields if name.endswith(UNKNOWN)}
        return boxes | {name: self.data.get(name, "") for name in self.fields if name in self.data}

    def is_touched(self, raw: Mapping[str, object]) -> bool:
        """Whether `raw` has anything typed or chosen that the page did not come with."""
        return is_touched(self.untouched, raw)

    def typed(self) -> dict[str, object]:
        """What was typed, as it was; nothing where nothing was touched."""
        raw = self.raw()
        return raw if self.is_touched(raw) else {}

    def questions(self):
        """Each fact's field with its "I don't know" box, in the order they are asked."""
        for name in self.step.asks:
            unknown = self[name + UNKNOWN] if name + UNKNOWN in self.fields else None
            fact = self.pack.facts[name]
            yield {
                "fact": fact,
                "field": self[name],
                "unknown": unknown,
                "unit": _unit(fact),
                "optional": _optional(fact),
            }

    def clean(self):
        cleaned = super().clean()
        for name in self.step.asks:
            box = cleaned.get(name + UNKNOWN)
            if box is None or name in self.errors:
                continue
            if box and cleaned.get(name) is not None:
                self.add_error(name, BOTH)
            elif not box and cleaned.get(name) is None:
                self.add_error(name, "Give a number, or choose “I don’t know”.")
        known = {**self.kept, **cleaned}
        for name, words in contradictions.found(known, self.on).items():
            if name in self.step.asks and name not in self.errors:
                self.add_error(name, words)
        return cleaned

    def _cleaned(self, typed) -> dict[str, object]:
        """The posted data; words with control characters are redisplayed without them, and said so once."""
        data = {name: typed.get(name) for name in typed}
        self.had_signs = set()
        for name in self.step.asks:
            text = data.get(name)
            if isinstance(text, str) and self.pack.facts[name].type in ("text", "narrative") and has_signs(text):
                self.had_signs.add(name)
                data[name] = without_signs(text, lines=self.pack.facts[name].type == "narrative")
        return data

    def _clean_fields(self):
        super()._clean_fields()
        from avow.disclosures.forms.fields.words import HAD_SIGNS

        for name in getattr(self, "had_signs", ()):
            if name not in self.errors and isinstance(self.fields[name], Words):
                self.add_error(name, HAD_SIGNS)


def _unit(fact) -> str:
    return {"percent": "percent"}.get(fact.type, unit_of(fact) if fact.type in ("money", "decimal", "integer") else "")


def _optional(fact) -> bool:
    return not fact.required and fact.type in ("text", "narrative", "date")
