"""Who takes part in a matter, who is kept out of it, and so who may see it.

A subject is the public id of a disclosure. Every row is itself attested in the ledger: a row written past the
product, to see what one may not, is found by `avow ledger verify`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models, transaction
from django.db.models import Q

from avow.access.models import Capacity, Participant, Role
from avow.access.roles import OFFICER_ROLES, here, holders, roles_of
from avow.ledger.acts import Doc, record
from avow.people.models import Person

READS = frozenset(
    {
        Capacity.DISCLOSER.value,
        Capacity.OFFICER.value,
        Capacity.DECIDER.value,
        Capacity.MANAGER.value,
        Capacity.HR.value,
    }
)
"""The capacities in which one may see a matter: all but `excluded`."""


def add(subject: str, person: Person, capacity: str, entry, on: date) -> Participant:
    """Make someone a participant because of the act `entry`; if they are already, the row there is."""
    return add_all(subject, [(person, capacity)], entry, on)[0]


def add_all(subject: str, people: Iterable[tuple[Person, str]], entry, on: date) -> list[Participant]:
    """Make several people participants, as one entry."""
    with transaction.atomic():
        wanted = list(dict.fromkeys((person, str(capacity)) for person, capacity in people))
        there = {(row.person, row.capacity): row for row in of(subject, on)}
        new = [pair for pair in wanted if pair not in there]
        if new:
            docs = [
                Doc(
                    schema=Participant.schema,
                    body={
                        "subject": subject,
                        "person": person.public_id,
                        "capacity": capacity,
                        "from_day": on.isoformat(),
                        "because": entry.number,
                    },
                    key="register",
                )
                for person, capacity in new
            ]
            by = record(
                "takes part",
                actor="system",
                subject=f"disclosure:{subject}",
                at=entry.at,
                docs=docs,
            )
            for (person, capacity), attested in zip(new, by.documents, strict=True):
                there[(person, capacity)] = Participant.objects.create(
                    attested=attested, subject=subject, person=person, capacity=capacity, from_day=on
                )
        return [there[pair] for pair in wanted]


def remove(subject: str, person: Person, capacity: str, entry, on: date) -> bool:
    """End a participation from `on` because of the act `entry`. False when there was none."""
    with transaction.atomic():
        rows = Participant.objects.select_for_update(no_key=True, of=("self",)).select_related("attested")
        row = rows.filter(subject=subject, person=person, capacity=capacity, to_day__isnull=True).first()
        if row is None:
            return False
        day = max(on, row.from_day)
        ended = record(
            "takes part no longer",
            actor="system",
            subject=f"disclosure:{subject}",
            at=entry.at,
            docs=[row.ending(day)],
        )
        row.end(ended, day)
        return True


def of(subject: str, on: date) -> list[Participant]:
    """Every participation in the matter on the day, `excluded` among them, the oldest first."""
    return list(Participant.objects.on(on).filter(subject=subject).select_related("person").order_by("from_day", "pk"))


def capacities(person: Person, subject: str, on: date) -> set[str]:
    """As what the person takes part in the matter on the day."""
    return set(Participant.objects.on(on).filter(subject=subject, person=person).values_list("capacity", flat=True))


def subjects_for(person: Person, on: date, capacities: Iterable[str] = READS) -> models.QuerySet:
    """The subjects in which the person takes part on the day in one of the capacities, as a queryset of strings."""
    return Participant.objects.on(on).filter(person=person, capacity__in=list(capacities)).values("subject")


def kept_from(person: Person, on: date) -> models.QuerySet:
    """The subjects out of which the person is kept on the day, and which are not their own."""
    own = subjects_for(person, on, [Capacity.DISCLOSER])
    return subjects_for(person, on, [Capacity.EXCLUDED]).exclude(subject__in=own)


def visible(person: Person, on: date, *, subject: str = "public_id", submitted: Q | None = None) -> Q:
    """The condition under which rows of a table are visible to the person on the day.

    `subject` is the path from the row to the public id of its disclosure; `submitted` is the condition for "has been
    handed in". One sees that in which one takes part; an officer also sees everything handed in; `excluded` takes
    it away again, except from the discloser. An administrator sees what they disclosed themselves, and nothing else.
    """
    own = subjects_for(person, on, [Capacity.DISCLOSER])
    roles = roles_of(person, on)
    if not here(person, on):
        return Q(pk__in=[])
    if Role.ADMINISTRATOR.value in roles:
        return Q(**{f"{subject}__in": own})
    seen = Q(**{f"{subject}__in": subjects_for(person, on)})
    if roles & OFFICER_ROLES:
        seen |= Q(pk__isnull=False) if submitted is None else submitted
    return seen & ~Q(**{f"{subject}__in": kept_from(person, on)})


def may_see(person: Person, subject: str, on: date, *, submitted: bool) -> bool:
    """The same rule for one matter."""
    mine = capacities(person, subject, on)
    roles = roles_of(person, on)
    if not here(person, on):
        return False
    if Capacity.DISCLOSER.value in mine:
        return True
    if Capacity.EXCLUDED.value in mine or Role.ADMINISTRATOR.value in roles:
        return False
    return bool(mine & READS) or (submitted and bool(roles & OFFICER_ROLES))


@dataclass(frozen=True)
class Reader:
    """Someone who reads a matter, as what in plain words, and in which capacities they take part."""

    person: Person
    words: str
    capacities: frozenset[str]


def readers(subject: str, on: date) -> list[Reader]:
    """Who will read this: those who take part, and the officers, less those who are kept out. Each person once, by
    the first of what they are in the order of `WEIGHTIEST`."""
    rows = of(subject, on)
    disclosers = {row.person for row in rows if row.capacity == Capacity.DISCLOSER}
    out = {row.person for row in rows if row.capacity == Capacity.EXCLUDED} - disclosers
    found: dict[Person, dict[str, str]] = {}
    for row in rows:
        if row.capacity != Capacity.EXCLUDED and row.person not in out and here(row.person, on):
            found.setdefault(row.person, {})[row.capacity] = Capacity(row.capacity).label
    for role in (Role.COMPLIANCE_OFFICER, Role.DEPUTY):
        for person in holders(role, on):
            if person not in out:
                found.setdefault(person, {}).setdefault(Capacity.OFFICER.value, role.label)
    return [
        Reader(person, min(held.items(), key=lambda pair: WEIGHTIEST.index(pair[0]))[1], frozenset(held))
        for person, held in found.items()
    ]


WEIGHTIEST = [
    Capacity.DISCLOSER.value,
    Capacity.DECIDER.value,
    Capacity.OFFICER.value,
    Capacity.MANAGER.value,
    Capacity.HR.value,
]
"""What a reader is called who is several things in one matter."""
