"""Asking the past: against what, over which days, with which groups and figures."""

from django import forms

from avow.policy.figure_names import called
from avow.policy.pack import Pack
from avow.policy.values import Type, read, shown
from avow.trials.models.back_test import AGAINST, GROUPS
from avow.trials.question import NotAsked, Question

MOST_FIGURES = 40
"""Figures that the page offers to change; `avow policy backtest` takes any."""
DAY = {"type": "date", "min": "1900-01-01"}


def _capital(words: dict[str, str]) -> list[tuple[str, str]]:
    """Choices that begin with a capital."""
    return [(code, f"{text[:1].upper()}{text[1:]}") for code, text in words.items()]


class TryForm(forms.Form):
    """One question. Each figure of the version may be given another value, to see what that would have meant."""

    against = forms.ChoiceField(
        label="Compare with", choices=_capital(AGAINST), initial="in_force_then", widget=forms.RadioSelect
    )
    since = forms.DateField(
        label="From",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text="Empty: from the first record on.",
    )
    until = forms.DateField(
        label="Until",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        help_text="Empty: up to today.",
    )
    groups = forms.ChoiceField(
        label="Corporate groups",
        choices=[choice for choice in _capital(GROUPS) if choice[0] != "file"],
        initial="then",
        widget=forms.RadioSelect,
        help_text="As the register has them today shows what a newly found group would have meant.",
    )
    as_dated = forms.BooleanField(
        label="Use each figure only from its own day on",
        help_text="If you tick this, a limit that falls next year changes nothing in the past. Usually it is left off.",
        required=False,
    )

    def __init__(self, *args, pack: Pack, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.figures: dict[str, tuple[str, Type]] = {}
        every = [(clause, figure) for clause in pack.clauses.values() for figure in clause.figures.values()]
        self.further = max(0, len(every) - MOST_FIGURES)
        for clause, figure in every[:MOST_FIGURES]:
            key = f"{clause.number}.{figure.name}"
            last = max(figure.values, key=lambda value: (value.since, value.country is None))
            self.figures[f"figure-{key}"] = (key, figure.type)
            self.fields[f"figure-{key}"] = forms.CharField(
                label=f"{clause.number}: {called(clause, figure)}",
                help_text=f"{shown(figure.type, last.value)} as proposed.",
                required=False,
                max_length=30,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    @property
    def of_figures(self) -> list[forms.BoundField]:
        """The fields for other figures."""
        return [self[name] for name in self.figures]

    @property
    def has_figures(self) -> bool:
        """Whether another figure was typed, or one is wrong: then they are not folded away."""
        return any(self[name].errors or self[name].value() for name in self.figures)

    def clean(self) -> dict:
        cleaned = super().clean()
        other: dict[str, str] = {}
        for name, (key, type_) in self.figures.items():
            text = (cleaned.get(name) or "").strip()
            if not text:
                continue
            if "," in text:
                self.add_error(name, "Write the number with a point and without commas, such as 1000.00.")
                continue
            try:
                read(type_, text)
            except ValueError as error:
                self.add_error(name, f"This {error}.")
            else:
                other[key] = text
        if self.errors:
            return cleaned
        try:
            self.question = Question(
                against=cleaned["against"],
                since=cleaned["since"],
                until=cleaned["until"],
                groups=cleaned["groups"],
                as_dated=cleaned["as_dated"],
                figures=other,
            )
        except NotAsked as error:
            self.add_error("until", str(error))
        return cleaned
