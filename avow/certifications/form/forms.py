"""The fields of each step, and the answer that a step gives to `acts.save`."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest

from avow.access import again
from avow.access.again import password_field
from avow.certifications.form.acts.refusals import NameDiffers
from avow.certifications.form.acts.signing import same_name
from avow.certifications.form.asking import COMPLIED, NOTHING, POLICY, Asked, Conversation, Known
from avow.certifications.form.filled import (
    ENDED,
    NO,
    OF_WHAT_KIND,
    STANDINGS,
    YES,
    going_on,
    no_although_it_goes_on,
)
from avow.disclosures.forms.fields import field_for
from avow.disclosures.forms.fields.words import HAD_SIGNS, has_signs, without_signs
from avow.disclosures.forms.telling import PastDay, Remark
from avow.disclosures.forms.touched import as_it_comes, is_touched
from avow.people.models import Person

MOST = 5
"""Things that can be told for the first time under one question."""
SHORT = 50
"""Letters of what a disclosure is about, where it stands within a question."""
CHOOSE = "Choose one of the answers."


class Step(forms.Form):
    """What all steps share: what was kept of the answer, what was typed and is none yet."""

    def __init__(
        self, asked: Conversation, step: str, kept: Mapping[str, Any] | None, typed: Mapping[str, Any] | None = None,
        raw: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.asked, self.step, self.kept, self.typed_before = asked, step, kept or {}, raw or {}
        super().__init__(None if typed is None else {name: typed.get(name) for name in typed})
        self.build()
        self.untouched = as_it_comes(self)
        self.initial.update({name: value for name, value in (raw or {}).items() if name in self.fields})

    def build(self) -> None:
        """Add the fields."""

    def answer(self) -> dict[str, Any]:
        """What is kept, once valid."""
        raise NotImplementedError

    def raw(self) -> dict[str, Any]:
        """What was typed, as it was."""
        return {
            name: without_signs(str(self.data.get(name, "")), lines=True) for name in self.fields if name in self.data
        }

    def is_touched(self, raw: Mapping[str, Any]) -> bool:
        """Whether `raw` has anything typed or chosen that the page did not come with."""
        return is_touched(as_it_comes(self) | self.untouched, raw)


class PolicyStep(Step):
    """The policy, and what changed: to be looked at."""

    def answer(self) -> dict[str, Any]:
        return {"seen": self.asked.pack.hash}


class CompliedStep(Step):
    """The person states that they complied, or says that they did not or cannot say."""

    def build(self) -> None:
        texts = self.asked.pack.certifying
        self.fields["answer"] = forms.ChoiceField(
            choices=[(YES, texts.complied), (NO, texts.not_complied)],
            widget=forms.RadioSelect,
            label="What do you state?",
            error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        )
        self.fields["words"] = Remark(label="In your own words", help_text=texts.explain, required=False)
        self.initial.update({name: self.kept.get(name, "") for name in ("answer", "words")})

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") == NO and not given.get("words") and "words" not in self.errors:
            self.add_error("words", "Write a few words here. You need not judge it.")
        if has_signs(str(self.data.get("words") or "")):
            self.data = {**self.data, "words": without_signs(str(self.data["words"]), lines=True)}
        return given

    def answer(self) -> dict[str, Any]:
        given = self.cleaned_data
        words = given["words"] if given["answer"] == NO else ""
        return {"asked": self.asked.pack.certifying.complied, "answer": given["answer"], "words": words}


class NothingStep(Step):
    """That there is nothing to report is said, and not only left."""

    def build(self) -> None:
        self.fields["nothing"] = forms.BooleanField(
            label=self.asked.pack.certifying.nothing,
            error_messages={"required": "Choose it if it is so. If something comes to mind, go back to its question."},
        )
        self.initial["nothing"] = bool(self.kept)

    def raw(self) -> dict[str, Any]:
        """A browser posts nothing of a box that is not ticked; that it is not, is kept all the same."""
        return {"nothing": "on" if self.data.get("nothing") else ""}

    def answer(self) -> dict[str, Any]:
        return {"asked": self.asked.pack.certifying.nothing}


class AskStep(Step):
    """Yes or no; what each disclosure of theirs is like now; what is new."""

    question: Asked
    of_what_kind = f"{OF_WHAT_KIND[0].upper()}{OF_WHAT_KIND[1:]}"

    def build(self) -> None:
        asked = self.asked.find(self.step)
        if asked is None:
            raise LookupError(self.step)
        self.question = asked
        self.fields["answer"] = forms.ChoiceField(
            choices=[(YES, "Yes"), (NO, "No")],
            widget=forms.RadioSelect,
            label=asked.question.question,
            help_text=asked.question.help,
            error_messages={"required": "Choose yes or no.", "invalid_choice": "Choose yes or no."},
        )
        self.initial["answer"] = self.kept.get("answer", "")
        for one in asked.known:
            self._known(one)
        self.blocks = self._how_many()
        for place in range(self.blocks):
            self._new(place)

    def contradicts(self, answer: str, standings: Mapping[str, str]) -> str:
        """What does not go together and has to be mended here, in a sentence; "" where nothing."""
        return no_although_it_goes_on(self.question, answer, standings)

    def _known(self, one: Known) -> None:
        about = f"{one.kind.title}: {one.about}" if one.about else one.kind.title
        self.fields[f"known-{one.id}"] = forms.ChoiceField(
            choices=list(STANDINGS.items()),
            widget=forms.RadioSelect(attrs={"data-known": one.id}),
            label=about,
            error_messages={"required": "Say how it is now.", "invalid_choice": "Say how it is now."},
        )
        self.fields[f"ended-{one.id}"] = PastDay(self.asked.on, label=_ended(about), required=False)
        said = self.kept.get("known", {}).get(one.id, {})
        self.initial[f"known-{one.id}"] = said.get("standing", "")
        self.initial[f"ended-{one.id}"] = said.get("ended_on") or ""

    def _new(self, place: int) -> None:
        kept = self.kept.get("new", [])
        said = kept[place] if place < len(kept) else {"kind": "", "facts": {}}
        if len(self.question.kinds) > 1:
            self.fields[f"kind-{place}"] = forms.ChoiceField(
                choices=[("", "Choose"), *((kind.id, kind.title) for kind in self.question.kinds)],
                required=False,
                label="What was it?",
                error_messages={"invalid_choice": "Choose one of the list."},
            )
            self.initial[f"kind-{place}"] = said["kind"]
        for name in self.question.question.asks:
            fact = self.asked.pack.facts[name]
            field = self.fields[f"new-{place}-{name}"] = field_for(fact, self.asked.on)
            field.required = False  # on the form of the disclosure it is asked again
            if name in said["facts"]:
                self.initial[f"new-{place}-{name}"] = field.shown(said["facts"][name])

    def _how_many(self) -> int:
        """One block more than is filled, when it is asked for; at least one, at most MOST."""
        given = str(self.data.get("blocks") or self.typed_before.get("blocks") or "")
        posted = int(given) if given.isascii() and given.isdigit() and len(given) < 3 else 0
        return max(1, min(MOST, max(posted, len(self.kept.get("new", [])))))

    def more(self) -> None:
        """Add room for another one."""
        if self.blocks < MOST:
            self._new(self.blocks)
            self.blocks += 1

    @property
    def can_tell(self) -> bool:
        """Whether there is anything to type of something new: a bare yes needs no second one."""
        return bool(self.question.question.asks) or len(self.question.kinds) > 1

    def known_fields(self) -> Iterator[tuple[Known, forms.BoundField, forms.BoundField]]:
        """Each disclosure of theirs with its two fields."""
        for one in self.question.known:
            yield one, self[f"known-{one.id}"], self[f"ended-{one.id}"]

    def new_fields(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each thing that is told for the first time."""
        for place in range(self.blocks):
            names = [name for name in self.fields if name == f"kind-{place}" or name.startswith(f"new-{place}-")]
            yield [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for one in self.question.known:
            name = f"ended-{one.id}"
            if given.get(f"known-{one.id}") != ENDED:
                self.errors.pop(name, None)  # typed before another answer was chosen: it is asked no more
            elif not given.get(name) and name not in self.errors:
                self.add_error(name, "Give the day on which it ended.")
        standings = {one.id: given.get(f"known-{one.id}") or ENDED for one in self.question.known}
        if says := self.contradicts(given.get("answer") or "", standings):
            self.add_error("answer", says)
        if given.get("answer") == YES and len(self.question.kinds) > 1:
            self._of_what_kind(given, goes_on=going_on(self.question, standings) is not None)
        return given

    def _of_what_kind(self, given: Mapping[str, Any], *, goes_on: bool) -> None:
        """Point out what is told without its kind, and a yes of which nothing is told and nothing goes on."""
        told = list(self._told(given))
        bare = [place for place in range(self.blocks) if self._facts(given, place) and not given.get(f"kind-{place}")]
        for place in bare or ([] if told or goes_on else [0]):
            if f"kind-{place}" not in self.errors:
                self.add_error(f"kind-{place}", self.of_what_kind)

    def answer(self) -> dict[str, Any]:
        given = self.cleaned_data
        known = {}
        for one in self.question.known:
            standing = given[f"known-{one.id}"]
            known[one.id] = {"standing": standing}
            if standing == ENDED:
                known[one.id]["ended_on"] = given[f"ended-{one.id}"].isoformat()
        return {
            "asked": self.question.question.question,
            "answer": given["answer"],
            "known": known,
            "new": list(self._told(given)),
            **({"disclosure": self.kept["disclosure"]} if self.kept.get("disclosure") else {}),
        }

    def _told(self, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        kinds = self.question.kinds
        kept = self.kept.get("new", [])
        for place in range(self.blocks):
            facts = self._facts(given, place)
            kind = kinds[0].id if len(kinds) == 1 else given.get(f"kind-{place}") or ""
            if not facts and (len(kinds) == 1 or not kind):
                continue
            told: dict[str, Any] = {"kind": kind, "facts": facts}
            if place < len(kept) and kept[place].get("disclosure") and kept[place]["kind"] == kind:
                told["disclosure"] = kept[place]["disclosure"]
            yield told

    def _facts(self, given: Mapping[str, Any], place: int) -> dict[str, Any]:
        facts = {name: given.get(f"new-{place}-{name}") for name in self.question.question.asks}
        return {name: value for name, value in facts.items() if value is not None}


def _ended(about: str) -> str:
    """The question for the day, with as much of what it is about as tells it from the next one."""
    words = about if len(about) <= SHORT else f"{about[: SHORT - 1].rstrip()}…"
    return f"Since when is it over? ({words})"


def step_form(
    asked: Conversation, step: str, kept: Mapping[str, Any] | None, typed: Mapping[str, Any] | None = None,
    raw: Mapping[str, Any] | None = None,
) -> Step:  # fmt: skip
    """The form of that step. Raises LookupError for a step that the conversation does not have."""
    kinds: dict[str, type[Step]] = {POLICY: PolicyStep, COMPLIED: CompliedStep, NOTHING: NothingStep}
    return kinds.get(step, AskStep)(asked, step, kept, typed, raw)


class SignForm(forms.Form):
    """The name, typed, and the password once more. Both are looked at in one go."""

    def __init__(self, person: Person, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.person = person
        self.fields["name"] = name_field(person)
        self.fields["password"] = password_field()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not same_name(name, self.person.name):
            raise forms.ValidationError(str(NameDiffers(self.person.name)))
        return name

    def signs(self, request: HttpRequest) -> bool:
        """Whether name and password are right; what is wrong of either is said beside it. A password is tried whatever
        the name, and counts as a try to sign in does."""
        self.full_clean()
        if "password" in self.cleaned_data:
            try:
                again.check(request, self.cleaned_data.pop("password"))
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return not self.errors


def name_field(person: Person) -> forms.CharField:
    """The name as the signature, with how it has to be typed."""
    return forms.CharField(
        label="Type your name, as your signature",
        help_text=f"Type it as we have it: {person.name}",
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words", "spellcheck": "false"}),
        error_messages={"required": "Type your name."},
    )


class ReasonForm(forms.Form):
    """Why a signed form is unlocked."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.fields["reason"] = Remark(label="Why?", help_text="One sentence is enough. It stays with the version.")

    def clean_reason(self) -> str:
        text = str(self.cleaned_data["reason"])
        if has_signs(text):
            raise forms.ValidationError(HAD_SIGNS)
        return text
