"""Reading the totals of a clause: what is added up, over which keys, in which window, of which rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from avow.policy.checking import Named, Scope
from avow.policy.expressions import Expr
from avow.policy.loading.facts import Names, check_name
from avow.policy.problems import nearest
from avow.policy.section import Section
from avow.policy.totals import KEYS, Total
from avow.policy.values import Type

KEEP_APART = ("choice", "text", "boolean", "date")
NO_OTHER = "a total adds up what is in each row, not other totals"
NO_DAY = "the window says which days count"


@dataclass(frozen=True)
class Counting:
    """What all totals of a pack have in common: the kinds whose rows are counted, and which other sides are one."""

    kinds: frozenset[str]
    same_party: str


def read_totals(section: Section, names: Names, figures: Mapping[str, Type], counting: Counting) -> dict[str, Total]:
    """The totals that could be read, by name."""
    found = {}
    scope = _scope(section, names, figures)
    for name, own in section.tables():
        if not check_name(own, name, "a total"):
            continue
        if name in names.facts or name in figures:
            own.complain("", f"{name} is already a {'fact' if name in names.facts else 'figure'}")
        if not counting.kinds:
            own.complain("", "no kind of this pack has register_only = true, so there is nothing to add up")
        sum_ = own.expression("sum", scope, required=True, number=True)
        over = _over(own, names)
        months, window = _window(own)
        where = own.expression("where", scope)
        own.close()
        if sum_ is not None:
            type_ = _type(sum_)
            found[name] = Total(name, sum_, over, months, window, type_, where, counting.same_party, counting.kinds)
    return found


def _scope(section: Section, names: Names, figures: Mapping[str, Type]) -> Scope:
    """What a total may read: the facts of a row, and figures as they are on the judged day."""
    barred = {"on": Named(Type("date"), "day", barred=NO_DAY)}
    barred |= {name: Named(Type("decimal"), "total", barred=NO_OTHER) for name in section.data}
    return {**barred, **names.row, **{name: Named(type_, "figure") for name, type_ in figures.items()}}


def _type(sum_: Expr) -> Type:
    found = sum_.type
    if found.unit == "any":  # literals alone: rows are counted
        whole = all(value == value.to_integral_value() for value in _numbers(sum_))
        return Type("integer" if whole else "decimal", total=True)
    return Type(found.name, found.unit, total=True)


def _numbers(sum_: Expr) -> list[Decimal]:
    return [value for value in sum_.constants.values() if isinstance(value, Decimal)]


def _window(own: Section) -> tuple[int | None, str]:
    """The months of a rolling window, or None and the calendar year."""
    months = own.integer("months", default=12, low=1, high=120)
    window = own.one_of("window", ("calendar_year",))
    if own.has("months") and own.has("window"):
        own.complain("window", "a total has months or a window, not both")
    elif not own.has("months") and not own.has("window"):
        own.complain("", 'months is missing: months = 12, or window = "calendar_year"')
    return (months, "months") if own.has("months") or not window else (None, window)


def _over(own: Section, names: Names) -> tuple[str, ...]:
    """The keys that could be read; `person` is always one."""
    keys = [name for name, fact in names.facts.items() if fact.type in KEEP_APART and not fact.sensitive]
    known = tuple(dict.fromkeys([*KEYS, *keys]))
    found: list[str] = []
    texts = own.texts("over", required=True)
    for name in texts:
        if name in known:
            found.append(name)
            continue
        at = ("over", own.position("over", name))
        fact = names.facts.get(name)
        if fact is None:
            own.complain(at, f"there is no key called {name}", nearest(name, known))
        elif fact.sensitive or fact.type == "narrative":
            own.complain(at, f"{name} is sealed: totals do not read it")
        else:
            own.complain(
                at, f"{name} is {fact.kind_of_value}; rows are kept apart by a choice, a text, a yes or no or a day"
            )
    if texts and "person" not in texts:
        own.complain("over", 'over always has "person" in it: a total is over a person\'s own rows')
    return tuple(found)
