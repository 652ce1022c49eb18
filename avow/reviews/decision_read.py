"""Whether the person has read their decision, by the log of who read what: noted once, when they first open it."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Subquery

from avow.access import reads
from avow.access.models import Read
from avow.people.models import Person
from avow.reviews.models import Decision
from avow.reviews.visibility import own_cases


def _what(decision: Decision) -> str:
    return f"decision {decision.public_id}"


def note(person: Person, decision: Decision, at: datetime) -> None:
    """Put it on record that the person who disclosed has the decision before them; a second time changes nothing."""
    disclosure = decision.case.disclosure
    if person.pk != disclosure.person_id:
        return
    if not Read.objects.filter(person=person, subject=disclosure.subject, what=_what(decision)).exists():
        reads.note(person, disclosure.subject, _what(decision), at)


def unread(person: Person) -> Iterator[Decision]:
    """The latest decision in each of the person's own matters that they have not opened yet. Those that wait for their
    agreement are asked for as such, and what was taken back or is over needs no reading."""
    cases = [case.pk for case in own_cases(person) if not case.awaits_agreement]
    if not cases:
        return
    latest = Decision.objects.filter(case=OuterRef("case")).order_by("-pk").values("pk")[:1]
    rows = Decision.objects.filter(case__in=cases, pk=Subquery(latest)).order_by("pk")
    rows = list(rows.select_related("case__disclosure", "version"))
    read = set()
    if rows:
        subjects = {row.case.disclosure.subject for row in rows}
        read = set(Read.objects.filter(person=person, subject__in=subjects).values_list("subject", "what"))
    for row in rows:
        if (row.case.disclosure.subject, _what(row)) not in read:
            yield row
