"""How a gift stands, in three answers that say whether it counts."""

from django import forms

OPEN, DONE, DECLINED = "open", "done", "declined"


class Stands(forms.ChoiceField):
    """True where it was declined, else False. Still open and done already count alike: we show what it would make."""

    def __init__(self) -> None:
        super().__init__(
            choices=[
                (OPEN, "Still open: nothing is accepted or given yet"),
                (DONE, "It is here already, or was given"),
                (DECLINED, "Turned down, given back, or not given"),
            ],
            widget=forms.RadioSelect,
            label="How does it stand?",
            initial=OPEN,
            error_messages={"required": "Choose one of the answers.", "invalid_choice": "Choose one of the answers."},
        )

    def clean(self, value) -> bool:
        return super().clean(value) == DECLINED

    @staticmethod
    def shown(value: bool | None) -> str:
        return DECLINED if value else OPEN
