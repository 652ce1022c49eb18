"""The reviewer's classification and the reasonable-person question (3.1)."""

from django import forms

from avow.reviews.forms.fields import choice, words
from avow.reviews.models.assessment import CLASSIFICATIONS


class AssessForm(forms.Form):
    """Three answers, bound to the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    classification = choice(
        "What is it, in your view?",
        [(name, title.capitalize()) for name, title in CLASSIFICATIONS.items()],
        missing="Say what it is, in your view.",
    )
    could_be_questioned = choice(
        "Could a reasonable person question their objectivity, judgement or effectiveness?",
        [("yes", "Yes"), ("no", "No")],
        missing="Answer the question of the reasonable person.",
    )
    reason = words("Why?", missing="Say why, either way.")
