"""Where somebody works: their site and their shift, by which slips and paper forms are chosen and handed out.

Whoever is not said to work a shift goes with whom they report to, who on a shop floor is the head of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.certifications.models import Included, Place
from avow.people.models import PersonRecord

NO_SITE, NO_SHIFT = "No site on record", "no shift on record"
NO_HEAD = "whoever leads them: no head is on record"


@dataclass(frozen=True)
class Where:
    """A site, and a shift of it; `shift` is None for all of the site. "" is where nobody said."""

    site: str
    shift: str | None = None

    @property
    def value(self) -> str:
        """What stands for it in a form: the same tomorrow, whatever else is on record by then."""
        said = [self.site] if self.shift is None else [self.site, self.shift]
        return sha256("\0".join(said).encode()).hexdigest()[:16]

    @property
    def called(self) -> str:
        """Such as "Foundry, Early"."""
        site = self.site or NO_SITE
        return site if self.shift is None else f"{site}, {self.shift or NO_SHIFT}"


@dataclass(frozen=True)
class Pile:
    """Those who work there on one shift, the reports of each head together; `heads` are the heads with how many are
    theirs, most first. Of whoever works no shift on record, only those of one head are in a pile."""

    site: str
    shift: str
    heads: list[tuple[str, int]]
    people: list[Included]

    @property
    def called(self) -> str:
        """Such as "Foundry, Early"; the site alone where they work no shift on record."""
        return Where(self.site, self.shift or None).called

    @property
    def hand_to(self) -> str:
        """To whom it is handed, and how many of it each of several heads hands on."""
        if len(self.heads) == 1:
            return self.heads[0][0]
        return ", ".join(f"{head} ({many})" for head, many in self.heads)


def choices(rows: QuerySet[Place], on: date) -> list[Where]:
    """The sites at which these people work, and the shifts of each that has any."""
    people = rows.order_by().values("included__person")
    records = PersonRecord.objects.on(on).filter(person__in=people).order_by()
    known = set(records.values_list("site", "shift").distinct())
    if rows.filter(~Exists(_records(on))).exists():
        known.add(("", ""))
    found: list[Where] = []
    for site, pairs in groupby(sorted(known), key=lambda pair: pair[0]):
        shifts = [shift for _, shift in pairs]
        found.append(Where(site))
        if shifts != [""]:
            found += [Where(site, shift) for shift in sorted(shifts, key=lambda shift: (not shift, shift))]
    return found


def at(rows: QuerySet[Place], where: Where, on: date) -> QuerySet[Place]:
    """Those of them who work there on the day; of whom there is no record, they have no site and no shift on record."""
    record = _records(on).filter(site=where.site)
    there: Exists | Q = Exists(record if where.shift is None else record.filter(shift=where.shift))
    if not where.site and not where.shift:
        there = there | ~Exists(_records(on))
    return rows.filter(there)


def _records(on: date) -> QuerySet[PersonRecord]:
    return PersonRecord.objects.on(on).filter(person=OuterRef("included__person"))


def piles(asked: Iterable[Included], on: date) -> list[Pile]:
    """These people by site and shift, those without a shift by head and after the others; then by head and name."""
    people = list(asked)
    works = _works(people, on)
    found = []
    for (site, shift, _), group in groupby(sorted(people, key=lambda one: _order(works, one)), key=_pile_of(works)):
        members = list(group)
        heads = Counter(_head(works.get(one.person_id)) for one in members).most_common()
        found.append(Pile(site, shift, [(name or NO_HEAD, many) for (name, _), many in heads], members))
    return found


Works = Mapping[int, PersonRecord]


def _works(people: Sequence[Included], on: date) -> Works:
    rows = PersonRecord.objects.on(on).filter(person__in=[one.person_id for one in people])
    return {row.person_id: row for row in rows.select_related("manager")}


Head = tuple[str, str]
"""A name, and the number that tells it from the same name; the number is not shown, as it opens a form."""
NOBODY: Head = ("", "")


def _head(record: PersonRecord | None) -> Head:
    """Whom they report to; NOBODY where it is themselves."""
    if record is None or record.manager_id in (None, record.person_id):
        return NOBODY
    return record.manager.name, record.manager.number


def _pile_of(works: Works) -> Callable[[Included], tuple[str, str, Head]]:
    def key(one: Included) -> tuple[str, str, Head]:
        record = works.get(one.person_id)
        site, shift = (record.site, record.shift) if record else ("", "")
        return site, shift, NOBODY if shift else _head(record)

    return key


def _order(works: Works, one: Included) -> tuple[Any, ...]:
    site, shift, _ = _pile_of(works)(one)
    return site, not shift, shift, _head(works.get(one.person_id)), one.person.name, one.person.number
