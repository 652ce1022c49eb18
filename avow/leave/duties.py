"""Leave to give on the home page: of whom it is asked, and who has it."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from django.urls import reverse

from avow.access.duties import Duty
from avow.leave import listing, refusal_read, showing, states
from avow.leave.choosing import Matter, still_asked
from avow.leave.models import AskedOf, Leave
from avow.people.models import Person

MOST = 50


def waiting_for(person: Person, on: date) -> list[AskedOf]:
    """What waits for this person's answer, the earliest due first, as far as they may still answer."""
    _, was_asked, _ = listing.how_concerned(person, on)
    if not was_asked:
        return []
    rows = AskedOf.objects.filter(person=person, leave__in=Leave.objects.waiting())
    rows = rows.select_related("person", "leave__version__disclosure__person", "leave__version__counterparty")
    mine = (row for row in rows.order_by("answer_by", "pk") if still_asked(row, on))
    return list(islice((row for row in mine if Matter(row.leave.version, on).may(person)), MOST))


def of_somebody_asked(person: Person, on: date) -> Iterator[Duty]:
    """Each request for leave that waits for this person."""
    for row in waiting_for(person, on):
        title = f"Give leave, or do not: {row.leave.disclosure.person.name}"
        yield Duty(title, row.get_absolute_url(), row.answer_by, weight=35, clause=showing.clause_of(row.leave.version))


def of_somebody_with_leave(person: Person, on: date) -> Iterator[Duty]:
    """What one has leave to give, waits for nothing else, and was not told yet as given."""
    ever_asked, *_ = listing.how_concerned(person, on)
    if not ever_asked:
        return
    rows = Leave.objects.filter(version__disclosure__person=person).wanted()
    rows = rows.filter(answered__is_given=True, last_day__gte=on)
    leaves = list(rows.select_related("version__disclosure", "version__counterparty").order_by("last_day")[:MOST])
    waits = states.waits_for_more([leave.disclosure for leave in leaves], on) if leaves else set()
    for leave in leaves:
        if leave.version.disclosure_id in waits:
            continue
        version = leave.version
        url = reverse("leave:given", args=[version.disclosure.public_id])
        yield Duty(
            f"Tell us when you have given it: {showing.title(version)}",
            url,
            leave.last_day,
            clause=showing.clause_of(version),
        )


def of_somebody_refused(person: Person, on: date) -> Iterator[Duty]:
    """What one was refused leave for, until one has read why."""
    ever_asked, *_ = listing.how_concerned(person, on)
    for leave in refusal_read.unread(person)[:MOST] if ever_asked else []:
        url = reverse("disclosures:one", args=[leave.disclosure.public_id])
        title = f"Leave was not given: {showing.title(leave.version)}"
        yield Duty(title, f"{url}#leave", minutes=1, weight=30, clause=showing.clause_of(leave.version))
