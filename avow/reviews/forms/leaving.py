"""Stepping aside, referring, keeping open: each with a reason."""

from django import forms

from avow.reviews.forms.fields import chosen, words


class StepAsideForm(forms.Form):
    reason = words("Why do you step aside?", missing="Say why you step aside; one sentence is enough.")


class ReferForm(forms.Form):
    reason = words("Why should somebody else decide this?", missing="Say why somebody else should decide this.")

    def __init__(self, *args, authorities, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"] = chosen("To whom?", authorities)
        self.order_fields(["to", "reason"])


class KeepOpenForm(forms.Form):
    reason = words("Why does the case stay open?", missing="Say why the case stays open.")
