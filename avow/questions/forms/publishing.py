"""The forms of guidance: its words, and why it is withdrawn."""

from django import forms

from avow.policy import Pack
from avow.questions.acts import Words
from avow.questions.acts.publishing import LONGEST_TITLE
from avow.questions.forms.asking import Text


class GuidanceForm(forms.Form):
    """What everyone will read."""

    def __init__(self, pack: Pack, data=None, initial=None) -> None:
        super().__init__(data, initial=initial)
        self.fields["title"] = Text("Heading", rows=1, longest=LONGEST_TITLE)
        self.fields["asked"] = Text(
            "The question, in your words", rows=4,
            help_text="So that nobody can tell who asked: no names, no department, no company, no day.",
        )  # fmt: skip
        self.fields["says"] = Text("What holds", rows=8)
        self.fields["clauses"] = forms.MultipleChoiceField(
            label="Clauses",
            help_text="It is offered wherever one of them comes up.",
            choices=[(number, f"{number} {clause.title}") for number, clause in pack.clauses.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": "Choose at least one clause.",
                "invalid_choice": "The policy has no such clause. Choose from the list.",
            },
        )

    @property
    def words(self) -> Words:
        """What is to be published."""
        given = self.cleaned_data
        return Words(given["title"], given["asked"], given["says"], tuple(given["clauses"]))


class WithdrawForm(forms.Form):
    """Why it holds no more."""

    def __init__(self, data=None) -> None:
        super().__init__(data)
        self.fields["reason"] = Text(
            "Why does it hold no more?", rows=3, longest=2_000, help_text="Everyone who opens it reads this."
        )
