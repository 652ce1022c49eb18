"""Answering a consultation, and what a reviewer does where no answer comes."""

from django import forms

from avow.reviews.forms.fields import choice, chosen, day, words
from avow.reviews.models import Consultation
from avow.reviews.models.consultation import ANSWERS, NEEDS_WORDS, WAYS

REMARKS = {
    "employee": (
        "Anything to add or to put right?",
        "Please do not tell us about union, political, religious or health matters.",
    ),
    "management": ("Your remark", "A sentence is enough. Please keep to what you know of the work."),
}


class ConsultationForm(forms.Form):
    """A button and a remark."""

    def __init__(self, *args, capacity: str, **kwargs):
        super().__init__(*args, **kwargs)
        label, help_text = REMARKS[capacity]
        self.fields["answer"] = choice(
            "Your answer", list(ANSWERS[capacity].items()), missing="Choose one of the answers."
        )
        self.fields["remark"] = words(label, required=False, help_text=help_text)

    def clean(self):
        given = super().clean()
        if given.get("answer") in NEEDS_WORDS and not given.get("remark"):
            self.add_error("remark", "Add a few words, so that we understand what you mean.")
        return given


class _About(forms.Form):
    """About one of the consultations that wait for an answer."""

    def __init__(self, *args, waiting: list[Consultation], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["consultation"] = chosen("Who", [(one.public_id, one.asked.name) for one in waiting])
        self.order_fields(["consultation"])


class AttemptForm(_About):
    """When, how, and what came of it."""

    day = day("On which day?")
    way = chosen("How?", list(WAYS.items()))
    remark = words("What came of it?", required=False)


class HearForm(_About):
    """What somebody said in person or by telephone."""

    answer = chosen("What did they say?", [])
    remark = words("In their words, and when and how you spoke", missing="Write down what they said.")

    def __init__(self, *args, waiting: list[Consultation], **kwargs):
        super().__init__(*args, waiting=waiting, **kwargs)
        capacities = {one.capacity for one in waiting}
        self.fields["answer"].choices = [
            pair for name in ANSWERS if name in capacities for pair in ANSWERS[name].items()
        ]


class MoveForm(forms.Form):
    """Why somebody else is asked."""

    reason = words("Why is somebody else asked?", missing="Say why somebody else is asked.")
