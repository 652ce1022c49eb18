"""Adopting: from which day, and with which resolution."""

from datetime import date

from django import forms

from avow.adoptions.resolutions import GOOD, Approving, NoResolution, approving
from avow.disclosures.files.limits import TOO_LARGE

LARGE = "This file is too large. A file may have at most 10 MB."


class DayForm(forms.Form):
    """From which day the version binds."""

    from_day = forms.DateField(
        label="From which day shall it bind?",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Choose the day.", "invalid": "This is not a day. Choose one."},
    )

    def __init__(self, *args, earliest: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.earliest = earliest
        self.fields["from_day"].widget.attrs["min"] = earliest.isoformat()
        self.fields["from_day"].help_text = f"{earliest:%-d %B %Y} at the earliest."

    def clean_from_day(self) -> date:
        day: date = self.cleaned_data["from_day"]
        if day < self.earliest:
            raise forms.ValidationError(f"It can bind from {self.earliest:%-d %B %Y} at the earliest.")
        return day


class ResolutionForm(forms.Form):
    """The file by which the competent body approved it."""

    resolution = forms.FileField(
        label="The approving resolution",
        help_text=f"{GOOD[0].upper()}{GOOD[1:]}; at most 10 MB. It is kept in the ledger with the adoption.",
        required=False,
    )

    def __init__(self, *args, meta: dict | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.too_large = bool((meta or {}).get(TOO_LARGE))

    def clean_resolution(self) -> Approving:
        given = self.cleaned_data["resolution"]
        if self.too_large:
            raise forms.ValidationError(LARGE)
        if given is None:
            raise forms.ValidationError("Attach the resolution.")
        try:
            return approving(given.name or "", given.read())
        except NoResolution as error:
            raise forms.ValidationError(str(error))
