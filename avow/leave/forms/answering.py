"""The answer to a request for leave: one of two buttons, and a remark."""

from django import forms

from avow.disclosures.forms.telling import Remark
from avow.leave.acts.answering import LONGEST

GIVE, REFUSE = "give", "refuse"


class AnswerForm(forms.Form):
    """`answer` comes from the button pressed."""

    def __init__(self, *args, **given) -> None:
        super().__init__(*args, **given)
        self.fields["remark"] = Remark(
            label="Your remark", required=False, help_text="They read it. If you do not give leave, say why."
        )
        self.fields["remark"].widget.attrs["rows"] = 2
        self.fields["answer"] = forms.ChoiceField(
            choices=[(GIVE, "Give leave"), (REFUSE, "Do not give leave")],
            error_messages={"required": "Press one of the two buttons."},
            widget=forms.HiddenInput,
        )

    @property
    def button(self) -> str:
        """The name under which a button sends the answer."""
        return self.add_prefix("answer")

    def clean(self) -> dict:
        given = super().clean()
        remark = given.get("remark") or ""
        if given.get("answer") == REFUSE and not remark and "remark" not in self.errors:
            self.add_error("remark", "Say in a few words why not, so that they understand it.")
        if len(remark) > LONGEST:
            self.add_error("remark", f"This is {len(remark):,} characters long; {LONGEST:,} are enough.")
        return given
