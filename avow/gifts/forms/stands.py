"""How a gift stands, in three answers that say whether it counts."""

from collections.abc import Iterator
from datetime import date

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
    def shown(value: bool | None, is_over: bool = False) -> str:
        """The answer that stands for what is kept; what was not declined is here once its day is over."""
        return DECLINED if value else DONE if is_over else OPEN


def contradicting(stands: str, day: date, on: date) -> Iterator[tuple[str, str]]:
    """What is wrong with how it stands and with its day, seen from today, where both cannot be so."""
    if stands == OPEN and day < on:
        yield "declined", "You say that it is still open, and its day is over. Choose what is so, or change the day."
        yield "received_on", "This day is over. Change it if it is wrong, or say how it stands."
    elif stands == DONE and day > on:
        yield "declined", "You say that it is here or was given, and its day is to come. Choose what is so."
        yield "received_on", "This day is still to come. Change it if it is wrong, or say how it stands."
