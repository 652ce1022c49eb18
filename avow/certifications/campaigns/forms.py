"""What an officer fills in to prepare or change a campaign, and to try it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from avow.certifications.campaigns import acts
from avow.certifications.campaigns.days import NoDays, days_of
from avow.certifications.campaigns.overlapping import clear_days, named
from avow.certifications.models import Campaign
from avow.disclosures.forms.fields.words import without_signs
from avow.local_rules.forms import RuleDay
from avow.people.models import Person
from avow.policy.calendar import Yearly
from avow.policy.pack import Cohort

DAYS = {
    "opens": ("First day", "From then on people can sign. With the day empty, the policy’s."),
    "due": ("Last day in time", "Whoever signs later is late."),
    "closes": ("First day on which it is closed", "Nothing is taken any more from then on."),
}


class CampaignForm(forms.Form):
    """Name and days; whom it asks, where the policy has more than one cohort that certifies."""

    def __init__(
        self,
        cohorts: Mapping[str, Cohort],
        on: date,
        data: Any = None,
        was: Campaign | None = None,
        asked: Mapping[str, str] | None = None,
    ) -> None:
        """`asked` may name the cohort and the year that it is filled in for; left out, the first cohort and the next
        opening."""
        self.certifying = {name: one for name, one in cohorts.items() if one.asks == "certify"}
        self.because = ""
        super().__init__(data, initial=_of(was) if was else self._proposed(on, asked or {}))
        self.fields["name"] = forms.CharField(label="Name", max_length=acts.LONGEST_NAME, help_text="People read it.")
        if was is None and len(self.certifying) > 1:
            choices = [(name, one.title or name) for name, one in self.certifying.items()]
            self.fields["cohort"] = forms.ChoiceField(label="Whom does it ask?", choices=choices)
        for name, (label, help_text) in DAYS.items():
            more = f"{help_text} {self.because}" if name == "opens" and self.because else help_text
            self.fields[name] = RuleDay(on, label=label, help_text=more, required=was is not None)

    def clean_name(self) -> str:
        """Without control characters."""
        return without_signs(self.cleaned_data["name"], lines=False).strip()

    def refuse(self, refused: acts.Refused) -> None:
        """Say what the act said, beside the first day where it is about days on which others ask."""
        self.add_error("opens" if isinstance(refused, acts.Overlap) else None, str(refused))

    def _proposed(self, on: date, asked: Mapping[str, str]) -> dict[str, Any]:
        """The policy's own days; later ones where a campaign that was started asks the same people on them."""
        first = self.certifying.get(asked.get("cohort", "")) or next(iter(self.certifying.values()), None)
        year = next((year for year in (on.year - 1, on.year, on.year + 1) if str(year) == asked.get("year")), None)
        try:
            if first and year and isinstance(first.every, Yearly):
                days = first.every.days(year)
            else:
                days = days_of(first, on) if first else None
        except NoDays:
            days = None
        if days is None:
            return {}
        if first and isinstance(first.every, Yearly):
            wanted = days
            days, others = clear_days(first.name, first.every, days)
            if others:
                self.because = _why(wanted.opens, days.opens, others)
        called = {"name": f"Certification {days.opens.year}", "cohort": first.name if first else ""}
        return {**called, **{name: getattr(days, name) for name in DAYS}}

    @property
    def given(self) -> dict[str, Any]:
        """What the acts take."""
        found = {name: self.cleaned_data[name] for name in ("name", *DAYS)}
        if "cohort" in self.fields:
            found["cohort"] = self.cleaned_data["cohort"]
        elif self.certifying:
            found["cohort"] = next(iter(self.certifying))
        return found


def _why(wanted: date, opens: date, others: Sequence[Campaign]) -> str:
    last = others[-1]
    why = f"The policy’s day is {wanted:%-d %B %Y}, when {named(last)}, still asks the same people."
    if opens == last.closes:
        return f"{why} Offered is the day on which that one closes, so that {opens.year} is asked too."
    return f"{why} Offered is {opens:%-d %B %Y}, the next day on which they are to be asked."


def _of(was: Campaign) -> dict[str, Any]:
    return {"name": was.name, **{name: getattr(was, name) for name in DAYS}}


class TryForm(forms.Form):
    """On whom it is tried."""

    def __init__(self, departments: list[str], data: Any = None, *, ticked: Sequence[Person] = ()) -> None:
        """`ticked` are those chosen before, to be added to."""
        super().__init__(data, initial={"numbers": ", ".join(one.number for one in ticked)})
        self.ticked = ticked
        self.fields["numbers"] = forms.CharField(
            label="Their numbers or names",
            help_text="With commas, or each on a line of its own. For example: A1, Boris Lindqvist.",
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            max_length=4_000,
            required=False,
        )
        self.fields["department"] = forms.ChoiceField(
            label="Or everyone of an HR department",
            choices=[("", "None"), *((name, name) for name in departments)],
            required=False,
        )

    @property
    def numbers(self) -> list[str]:
        """Each number or name."""
        return self.cleaned_data["numbers"].replace("\x00", "").replace(",", "\n").split("\n")
