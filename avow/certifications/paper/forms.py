"""The page on which local HR enters what stands on a paper: the day, the scan, and every step of the form at once. And
who is given a form to be answered by hand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.files.uploadedfile import UploadedFile

from avow.certifications.form.asking import ASK, COMPLIED, NOTHING, POLICY, Conversation, Known
from avow.certifications.form.filled import NO, YES
from avow.certifications.form.forms import AskStep, CompliedStep, Step
from avow.certifications.kiosk.forms import HandingOutForm
from avow.certifications.kiosk.where import Where
from avow.certifications.local_hr.looking_after import called
from avow.certifications.paper.capturing import GOOD, Scan, scan_type
from avow.disclosures import showing
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.forms.telling import PastDay

ROWS = 2
"""Things told for the first time for which a paper has room under one question."""


def known_as(one: Known) -> str:
    """A disclosure as the paper names it, which HR reads: what kind, when, its number; not of whom or with whom."""
    return f"{one.kind.title}, disclosed on {showing.day(one.version.submitted_at.date())} ({one.id})"


class DayOnPaper(PastDay):
    """A day that stands on the paper; `too_late` is what is said to whoever enters one after `on`."""

    def __init__(self, on: date, too_late: str, **kwargs: Any) -> None:
        super().__init__(on, **kwargs)
        self.too_late = too_late

    def check(self, day: date) -> None:
        if day > self.on:
            raise forms.ValidationError(self.too_late)
        super().check(day)


class PaperForm(forms.Form):
    """The day that stands on the paper, and the scan of it."""

    def __init__(self, on: date, data: Mapping[str, str] | None = None, files: Any = None, wrong: str = "") -> None:
        super().__init__(data, files)
        self.wrong = wrong
        self.fields["dated"] = DayOnPaper(
            on,
            "It is still to come. Look at the paper again; if it says so, give it back.",
            label="The day on the paper",
            help_text="Beside the signature.",
        )
        self.fields["scan"] = forms.FileField(
            label="The scan, or a photograph of every page in one file",
            help_text="A PDF or a picture of at most 10 MB. It is kept sealed for the person, who compares.",
            widget=forms.FileInput(attrs={"accept": ",".join(GOOD)}),
            error_messages={
                "required": "Choose the file with the scan.",
                "empty": "This file is empty. Choose the file again.",
            },
        )

    def clean_dated(self) -> date | None:
        day: date | None = self.cleaned_data["dated"]
        return day

    def clean_scan(self) -> Scan:
        given: UploadedFile = self.cleaned_data["scan"]
        scan = Scan(given.name or "", given.read())
        try:
            scan_type(scan)
        except Refused as refused:
            raise forms.ValidationError(str(refused))
        return scan

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.wrong:
            self.errors.pop("scan", None)
            self.add_error("scan", self.wrong)
        return given


class PapersForm(HandingOutForm):
    """Who needs a form on paper: of which department, where there are several, and where they work."""

    question = "Who needs a form on paper?"

    def __init__(
        self, places: Sequence[Where], departments: Sequence[str], data: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(places, data)
        self.departments = {sha256(one.encode()).hexdigest()[:16]: one for one in departments}
        if len(departments) > 1:
            named = [(value, called(one)) for value, one in self.departments.items()]
            self.fields["department"] = forms.ChoiceField(
                choices=[("", "All of them"), *named],
                label="HR department",
                required=False,
                error_messages={"invalid_choice": "Choose one of the list."},
            )

    @property
    def department(self) -> str | None:
        """The department chosen; None for all."""
        return self.departments.get(self.cleaned_data.get("department", ""))

    def chosen(self, **more: str) -> str:
        """What was chosen as the end of an address, with more behind it."""
        return urlencode({name: value for name, value in self.cleaned_data.items() if value} | more)


class AskOnPaper(AskStep):
    """A question as it stands on the paper. What helps to answer it is left out: it was answered."""

    of_what_kind = "The paper answers yes. Choose of what kind it says that it is; if it does not say, give it back."

    def build(self) -> None:
        super().build()
        for name, field in self.fields.items():
            field.help_text = ""
            if name.startswith("new-") and isinstance(field.widget, forms.RadioSelect):
                self._as_list(field)

    @staticmethod
    def _as_list(field: Any) -> None:
        """Choices as a list, which is quicker to go through with the keyboard; the first says nothing."""
        given = [(value, label) for value, label in field.choices if value]
        widget = forms.Select(choices=[("", "Not on the paper"), *given])
        widget.attrs.update({name: value for name, value in field.widget.attrs.items() if name == "autocomplete"})
        field.widget = widget

    def contradicts(self, answer: str, standings: Mapping[str, str]) -> str:
        """Nothing: it was signed like this, and is taken as it stands. The person and the officer are told."""
        return ""

    def _known(self, one: Known) -> None:
        """Never with whom it is: HR enters the paper."""
        super()._known(one)
        name = known_as(one)
        self.fields[f"known-{one.id}"].label = name
        self.fields[f"ended-{one.id}"] = DayOnPaper(
            self.asked.on,
            "It cannot be over on a day after the one on the paper. Look again at both days.",
            label=f"Since when is it over? ({name})",
            required=False,
        )

    def _how_many(self) -> int:
        return ROWS


class CompliedOnPaper(CompliedStep):
    """The statement, each answer in the sentence beside its box on the paper."""

    def build(self) -> None:
        super().build()
        texts = self.asked.pack.certifying
        answer, words = self.fields["answer"], self.fields["words"]
        answer.choices = [(YES, texts.complied), (NO, texts.not_complied_signed)]
        answer.label, words.label, words.help_text = "What do they state?", "In their own words", ""
        answer.error_messages |= dict.fromkeys(("required", "invalid_choice"), "Choose what they ticked.")


class NothingOnPaper(Step):
    """Whether the box is ticked that there is nothing to report; whether it has to be hangs on the other answers."""

    def build(self) -> None:
        self.fields["nothing"] = forms.BooleanField(label=self.asked.pack.certifying.nothing, required=False)

    def answer(self) -> dict[str, Any]:
        return {"asked": self.asked.pack.certifying.nothing} if self.cleaned_data["nothing"] else {}


def prefix(step: str) -> str:
    """What the names of a step's fields begin with. By the question's id, so that a version of the policy that comes
    between page and answer moves no answer to another question."""
    return f"q-{step.removeprefix(ASK)}" if step.startswith(ASK) else step


class Entered:
    """All of it: `paper`, and a form for each step, whose fields are named after the step."""

    def __init__(self, asked: Conversation, paper: PaperForm, typed: Mapping[str, Any] | None = None) -> None:
        self.asked, self.paper = asked, paper
        kinds: dict[str, type[Step]] = {COMPLIED: CompliedOnPaper, NOTHING: NothingOnPaper}
        steps = [*(one.step for one in asked.asked), COMPLIED, NOTHING]
        self.steps = [kinds.get(step, AskOnPaper)(asked, step, None, typed) for step in steps]
        for form in self.steps:
            form.prefix = prefix(form.step)

    def is_valid(self) -> bool:
        """Whether every field can be taken; what else does not go together is found by the act."""
        return all([self.paper.is_valid(), *(form.is_valid() for form in self.steps)])

    def answers(self) -> dict[str, dict[str, Any]]:
        """What stands on the paper, as the act takes it."""
        found = {form.step: form.answer() for form in self.steps}
        return {POLICY: {"seen": self.asked.pack.hash}} | {step: said for step, said in found.items() if said}

    def miss(self, step: str) -> None:
        """Say at its place that this is not answered."""
        form = next((one for one in self.steps if one.step == step), self.steps[-1])
        name = "nothing" if step == NOTHING else "answer"
        says = "This has to be ticked where every answer is no. If it is not, give the paper back."
        form.add_error(name, says if step == NOTHING else "The paper does not answer this. Give it back.")

    def errors(self) -> Iterator[tuple[str, str, str]]:
        """Field id, label and message of each; the first two "" where it is about the whole."""
        for form in (self.paper, *self.steps):
            for says in form.non_field_errors():
                yield "", "", str(says)
            for field in form:
                short = form.question.title if isinstance(form, AskOnPaper) and field.name == "answer" else field.label
                for says in field.errors:
                    yield field.auto_id, str(short), str(says)
