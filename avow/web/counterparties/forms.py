"""Why two entries are merged, or separated."""

from django import forms


class ReasonForm(forms.Form):
    """One reason, which stays on record."""

    reason = forms.CharField(
        label="How do you know?",
        help_text="A sentence: what you compared, and with what. It stays on record.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you know. One sentence is enough."},
    )
