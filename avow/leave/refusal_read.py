"""Whether the person has read that leave was not given, by the log of who read what: noted once, when they first open
it."""

from datetime import datetime

from avow.access import reads
from avow.access.models import Read
from avow.leave.models import Leave
from avow.people.models import Person


def _what(leave: Leave) -> str:
    return f"leave refused for version {leave.version.number}"


def note(person: Person, leave: Leave, at: datetime) -> None:
    """Put it on record that the person has the refusal before them; a second time changes nothing."""
    disclosure = leave.disclosure
    if person.pk != disclosure.person_id:
        return
    if not Read.objects.filter(person=person, subject=disclosure.subject, what=_what(leave)).exists():
        reads.note(person, disclosure.subject, _what(leave), at)


def unread(person: Person) -> list[Leave]:
    """What the person was refused leave for and has not opened since; not what was told as given all the same, or is
    over."""
    rows = Leave.objects.filter(version__disclosure__person=person, answered__is_given=False, given__isnull=True)
    rows = rows.filter(version__disclosure__withdrawal__isnull=True, version__disclosure__ending__isnull=True).current()
    found = list(rows.select_related("version__disclosure", "version__counterparty", "answered").order_by("pk"))
    if not found:
        return []
    subjects = {leave.disclosure.subject for leave in found}
    read = set(Read.objects.filter(person=person, subject__in=subjects).values_list("subject", "what"))
    return [leave for leave in found if (leave.disclosure.subject, _what(leave)) not in read]
