"""The person's answer to the conditions of a decision."""

from django import forms

from avow.reviews.forms.fields import choice, words

ANSWERS = [("agree", "I agree to the conditions"), ("decline", "I cannot agree to them")]


class AgreeForm(forms.Form):
    """Agree, or say in one's own words why not."""

    answer = choice("Do you agree to the conditions?", ANSWERS, missing="Choose one of the two.")
    words = words(
        "Your words", required=False, help_text="If you cannot agree: what is it, and what would work for you?"
    )

    def clean(self):
        given = super().clean()
        if given.get("answer") == "decline" and not given.get("words"):
            self.add_error("words", "Say what you cannot agree to, and what would work for you.")
        return given
