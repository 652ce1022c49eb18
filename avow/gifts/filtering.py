"""Narrowing the register: what can be asked for, from the address; what does not fit is told and left out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from avow.counterparties.groups import members
from avow.counterparties.models import Counterparty
from avow.disclosures.showing import day
from avow.gifts.by_words import BY_WORDS
from avow.gifts.models import Gift
from avow.gifts.models.gift import KINDS

LONGEST = 100
MOST = 10**15
ALL = [("", "All")]
FINDINGS = {
    "none": "nothing found",
    "note": "something to know",
    "judgement": "someone judges",
    "approval": "needs approval",
    "prohibited": "not allowed",
}
MARKS = {
    "cash": ("cash or like cash", Q(is_cash_like=True)),
    "official": ("public official or state-owned", Q(is_official=True)),
    "estimate": ("estimated", Q(is_estimated=True)),
    "favour": ("favour without a price", Q(is_favour=True)),
    "family": ("for family", Q(is_for_family=True)),
    "past": ("brought in from the past", Q(is_past=True)),
    "unpriced": ("no rate to count it by", Q(amount=None, worth__isnull=False)),
    "unresolved": ("other side not in the register", Q(counterparty=None)),
}
SORTS = {
    "-on": "day, the latest first",
    "on": "day, the earliest first",
    "-amount": "worth, the highest first",
    "amount": "worth, the lowest first",
    "party": "from or to whom",
    "-party": "from or to whom, backwards",
    "person": "person",
    "-person": "person, backwards",
}
USUAL = "-on"


def _choice(label: str, choices: Mapping[str, str] | list, first: list = ALL) -> forms.ChoiceField:
    pairs = list(choices.items()) if isinstance(choices, Mapping) else choices
    return forms.ChoiceField(
        label=label, choices=[*first, *((value, words[:1].upper() + words[1:]) for value, words in pairs)],
        required=False, error_messages={"invalid_choice": "“%(value)s” is none of the choices."},
    )  # fmt: skip


def _words(label: str, help_text: str = "", offered: str = "") -> forms.CharField:
    """`offered` is the id of the list of what there is, on the page."""
    too_long = f"This is longer than {LONGEST} characters."
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, help_text=help_text, error_messages={"max_length": too_long},
        widget=forms.TextInput(attrs={"list": offered, "autocomplete": "off"} if offered else {}),
    )  # fmt: skip


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, input_formats=["%Y-%m-%d"], error_messages={"invalid": "This is no day."},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def _amount(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=MOST, max_digits=18, decimal_places=2,
        error_messages={"invalid": "This is no amount."}, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )  # fmt: skip


class FiltersForm(forms.Form):
    """Every field may be left open."""

    party = _words("From or to whom", "Words of the name")
    person = _words("Person here", "Words of the name, or the number")
    group = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    way = _choice("Received or given", {"received": "received", "given": "given"})
    what = _choice("Gift or invitation", {"gift": "gift", "hospitality": "invitation"})
    since = _day("From day")
    until = _day("To day")
    least = _amount("Worth at least")
    most = _amount("Worth at most")
    site = _words("Site", offered="sites")
    employer = _words("Employer", offered="employers")
    country = _words("Country", "Two letters", offered="countries")
    finding = _choice("Gravest finding", FINDINGS)
    open = _choice("Open questions", {"yes": "with open questions", "no": "without"})
    counts = _choice("Counts towards a total", {"yes": "counts", "no": "does not count"})
    withdrawn = _choice("Taken back", {"no": "leave out", "only": "only these"})
    mark = forms.MultipleChoiceField(
        label="Marks", choices=[(name, words[:1].upper() + words[1:]) for name, (words, _) in MARKS.items()],
        required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "“%(value)s” is none of the marks."},
    )  # fmt: skip
    sort = _choice("Order", [(name, words) for name, words in SORTS.items()], [])

    def clean_group(self) -> str:
        group = self.cleaned_data["group"]
        if group and not (group.isalnum() and Counterparty.objects.filter(public_id=group).exists()):
            raise forms.ValidationError("There is no such entry in the register of counterparties.")
        return group

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        for first, last, words in (("since", "until", "day"), ("least", "most", "amount")):
            if given.get(first) is not None and given.get(last) is not None and given[first] > given[last]:
                self.add_error(last, f"The last {words} is before the first.")
        return given


@dataclass(frozen=True)
class Active:
    """One filter in words, and the same query without it."""

    words: str
    without: str


@dataclass(frozen=True)
class Filters:
    """What was asked for, only what fits: by the names of FiltersForm. `problems` are the rest, in words."""

    given: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    form: FiltersForm | None = None

    @property
    def sort(self) -> str:
        """One of SORTS."""
        return str(self.given.get("sort") or USUAL)

    @property
    def query(self) -> str:
        """The same as an address says it, each filter once and always in the same order."""
        return urlencode(self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each filter and each of its values, the order among them."""
        return [(name, _written(one)) for name, value in self.given.items() for one in _each(value)]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the policy that the filters leave; empty for all."""
        if not {"way", "what"} & set(self.given):
            return ()
        what, way = self.given.get("what"), self.given.get("way")
        return tuple(kind for kind, sides in KINDS.items() if what in (None, sides[0]) and way in (None, sides[1]))

    @property
    def active(self) -> list[Active]:
        """Each filter in words, with the query that takes it away; each mark by itself."""
        pairs = self.pairs
        found = []
        for place, (name, value) in enumerate(pairs):
            if name != "sort":
                without = urlencode([pair for at, pair in enumerate(pairs) if at != place])
                found.append(Active(_said(name, [value]), without))
        return found

    def sorted_by(self, sort: str) -> str:
        """The query with another order."""
        pairs = [pair for pair in self.pairs if pair[0] != "sort"]
        return urlencode(pairs if sort == USUAL else [*pairs, ("sort", sort)])

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the order is asked for."""
        return any(name != "sort" for name in self.given)

    def as_json(self) -> dict[str, str | list[str]]:
        """The same, to be kept on record."""
        return {
            name: [_written(one) for one in value] if isinstance(value, list) else _written(value)
            for name, value in self.given.items()
        }

    @property
    def words(self) -> list[str]:
        """Each filter as one would say it: "From or to whom: delta"."""
        return [
            _said(name, [_written(one) for one in _each(value)]) for name, value in self.given.items() if name != "sort"
        ]


def _said(name: str, values: list[str]) -> str:
    field = FiltersForm.base_fields[name]
    choices = dict(getattr(field, "choices", ()))
    if name == "group":
        party = Counterparty.objects.filter(public_id=values[0]).first()
        values = [party.name if party else values[0]]
    elif name in ("since", "until"):
        values = [day(date.fromisoformat(values[0]))]
    said = ", ".join(str(choices[value]).lower() if value in choices else value for value in values)
    return f"{field.label or 'Corporate group'}: {said}"


def read(query: QueryDict | Mapping[str, Any]) -> Filters:
    """What the address asks for."""
    form = FiltersForm(query)
    form.is_valid()
    given = {name: value for name, value in form.cleaned_data.items() if value not in (None, "", [])}
    if given.get("sort") == USUAL:
        del given["sort"]
    ordered = {name: given[name] for name in form.fields if name in given}
    problems = tuple(
        f"{form.fields[name].label or 'Corporate group'}: {error}"
        for name, errors in form.errors.items()
        for error in errors
    )
    return Filters(ordered, problems, form)


def read_text(query: str) -> Filters:
    """The same from the text of an address, without the question mark."""
    return read(QueryDict(query))


def from_json(kept: Mapping[str, Any]) -> Filters:
    """What was kept by `as_json`."""
    return read_text(urlencode([(name, one) for name, value in kept.items() for one in _each(value)]))


def narrowed(lines: QuerySet[Gift], filters: Filters, on: date) -> QuerySet[Gift]:
    """The lines that were asked for; groups are those of the day `on`."""
    for name, value in filters.given.items():
        if name != "sort":
            lines = lines.filter(_condition(name, value, on))
    return lines


def _condition(name: str, value: Any, on: date) -> Q:
    if name in BY_WORDS:
        return BY_WORDS[name](value)
    if name == "group":
        return Q(counterparty__in=members(Counterparty.objects.get(public_id=value), on))
    if name in ("way", "what"):
        place = ("what", "way").index(name)
        return Q(kind__in=[kind for kind, sides in KINDS.items() if sides[place] == value])
    if name == "country":
        return Q(country__iexact=value.strip())
    if name == "finding":
        return Q(gravest="" if value == "none" else value)
    if name == "mark":
        found = Q()
        for mark in value:
            found &= MARKS[mark][1]
        return found
    simple = {
        "since": Q(on__gte=value),
        "until": Q(on__lte=value),
        "least": Q(amount__gte=value),
        "most": Q(amount__lte=value),
        "open": Q(is_open=value == "yes"),
        "counts": Q(counts=value == "yes"),
        "withdrawn": Q(is_withdrawn=value == "only"),
    }
    return simple[name]


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else format(value, "f") if hasattr(value, "as_tuple") else value
