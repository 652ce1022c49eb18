"""Which rules hold for a person and a kind on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from avow.local_rules.models import LocalRule
from avow.people.models import Person


def of_place(site: str, employer: str, on: date) -> list[LocalRule]:
    """The rules of this site and this legal entity, and those of every site, that hold on the day."""
    here = Q(site__in=["", site], employer__in=["", employer])
    return list(LocalRule.objects.on(on).filter(here).select_related("attested").order_by("from_day", "pk"))


def of_person(person: Person, on: date) -> list[LocalRule]:
    """The rules of where the person works on that day; of somebody not on record then, those of every site."""
    record = person.record(on)
    return of_place(record.site, record.employer, on) if record else of_place("", "", on)


def among(rules: Iterable[LocalRule], person: Person, kind: str, on: date) -> list[LocalRule]:
    """Those of these rules, all that there are, that `about` would find."""
    there = [rule for rule in rules if kind in rule.kinds and rule.holds_on(on)]
    record = person.record(on) if there else None
    site, employer = (record.site, record.employer) if record else ("", "")
    return [rule for rule in there if rule.site in ("", site) and rule.employer in ("", employer)]


def about(person: Person, kind: str, on: date) -> list[LocalRule]:
    """Those that are about entries of this kind."""
    return [rule for rule in of_person(person, on) if kind in rule.kinds]
