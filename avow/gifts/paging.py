"""Pages of the register that stay quick however long it is: a page begins after a line, not after a number of lines.

The line is named in the address by the public id of its disclosure, so that neither numbers nor gaps tell anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from avow.gifts.models import Gift
from avow.people.models import Person

ON_A_PAGE = 30
ORDERS = {
    "on": ("on", "id"),
    "amount": ("amount", "id"),
    "party": ("party_name", "id"),
    "person": ("person__name", "person_id", "on", "id"),
}
UNKNOWN_LAST = "amount"
FIRST_PEOPLE, MOST_PEOPLE = 50, 5_000


@dataclass(frozen=True)
class Page:
    """The lines of a page; `first` and `last` begin the pages before and after, "" where there is none. `lost` when
    the line after which it was to begin is not there (any more)."""

    lines: list[Gift]
    first: str
    last: str
    lost: bool = False


@dataclass(frozen=True)
class Stretch:
    """Lines in one order by columns that are all known."""

    lines: QuerySet[Gift]
    columns: tuple[str, ...]
    is_backwards: bool
    kinds: tuple[str, ...] = ()

    def some(self, beside: Gift | None, number: int, *, before: bool) -> list[int]:
        """The keys of at most so many next to that line, or from the end that one comes to first."""
        backwards = self.is_backwards != before
        found = self.lines.filter(_past(self.columns, beside, backwards)) if beside else self.lines
        if self.columns == ORDERS["person"]:
            return _by_people(found, beside, number, backwards)
        if self.kinds and self.columns == ORDERS["on"]:
            return _by_kinds(found, self.kinds, number, backwards)
        return list(found.order_by(*_order(self.columns, backwards)).values_list("pk", flat=True)[:number])


def page(
    lines: QuerySet[Gift], sort: str, asked: Mapping[str, str], number: int = ON_A_PAGE, *, kinds: tuple[str, ...] = ()
) -> Page:
    """The page after the line that `asked` names as `after`, or before the one it names as `before`. `kinds` are those
    that the lines were narrowed to, if they were."""
    before = bool(asked.get("before"))
    name = asked.get("before") or asked.get("after") or ""
    beside = lines.filter(disclosure__public_id=name).select_related("person").first() if name.isalnum() else None
    lost = bool(name) and beside is None
    before = before and not lost
    keys = _some(stretches(lines, sort, kinds), beside, number + 1, before=before)
    more, keys = len(keys) > number, keys[:number]
    loaded = Gift.objects.select_related("person", "counterparty", "disclosure", "version__attested").in_bulk(keys)
    found = [loaded[key] for key in keys]
    if before:
        found.reverse()
    is_further, is_earlier = (bool(beside), more) if before else (more, bool(beside))
    return Page(
        found,
        found[0].disclosure.public_id if found and is_earlier else "",
        found[-1].disclosure.public_id if found and is_further else "",
        lost,
    )


def stretches(lines: QuerySet[Gift], sort: str, kinds: tuple[str, ...] = ()) -> list[Stretch]:
    """The lines in order. Those of unknown worth come after all others, whichever way one sorts by worth."""
    name, backwards = sort.lstrip("-"), sort.startswith("-")
    if name != UNKNOWN_LAST:
        return [Stretch(lines, ORDERS[name], backwards, kinds)]
    known = Stretch(lines.filter(amount__isnull=False), ORDERS[name], backwards)
    return [known, Stretch(lines.filter(amount__isnull=True), ("id",), True)]


def _order(columns: tuple[str, ...], backwards: bool) -> list[str]:
    return [f"-{column}" if backwards else column for column in columns]


def _by_people(lines: QuerySet[Gift], beside: Gift | None, number: int, backwards: bool) -> list[int]:
    """The keys of the next lines by person: people are walked through in their own order, ever more at a time, as no
    index of lines holds their names."""
    people = Person.objects.order_by(*_order(("name", "pk"), backwards))
    if beside is not None:
        people = people.filter(**{f"name__{'lte' if backwards else 'gte'}": beside.person.name})
    found: list[int] = []
    start, many = 0, FIRST_PEOPLE
    while len(found) < number and (keys := list(people.values_list("pk", flat=True)[start : start + many])):
        order = _order(ORDERS["person"], backwards)
        more = lines.filter(person__in=keys).order_by(*order).values_list("pk", flat=True)
        found += more[: number - len(found)]
        start, many = start + many, min(many * 4, MOST_PEOPLE)
    return found


def _by_kinds(lines: QuerySet[Gift], kinds: tuple[str, ...], number: int, backwards: bool) -> list[int]:
    """The keys of the next lines by day: those of each kind from the index of that kind, then the next of all."""
    order = _order(ORDERS["on"], backwards)
    found = [row for kind in kinds for row in lines.filter(kind=kind).order_by(*order).values_list("on", "pk")[:number]]
    return [key for _, key in sorted(found, reverse=backwards)[:number]]


def _some(parts: list[Stretch], beside: Gift | None, number: int, *, before: bool) -> list[int]:
    """Walk through the stretches from the line on, until there are enough."""
    at = 1 if beside is not None and len(parts) > 1 and beside.amount is None else 0
    if beside is None:
        at = len(parts) - 1 if before else 0
    found: list[int] = []
    while 0 <= at < len(parts) and len(found) < number:
        found += parts[at].some(beside, number - len(found), before=before)
        beside = None
        at += -1 if before else 1
    return found


def _past(columns: tuple[str, ...], line: Gift, backwards: bool) -> Q:
    """What comes after the line in this order. The first column bounds by itself, so that an index can be entered."""
    sign, equal = ("lt", Q()) if backwards else ("gt", Q())
    found = Q()
    for column in columns:
        value = _value(line, column)
        found |= equal & Q(**{f"{column}__{sign}": value})
        equal &= Q(**{column: value})
    return Q(**{f"{columns[0]}__{sign}e": _value(line, columns[0])}) & found


def _value(line: Gift, column: str) -> object:
    value: object = line
    for part in column.split("__"):
        value = getattr(value, part)
    return value
