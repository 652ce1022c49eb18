"""Where an entry stands for want of leave: computed, never kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from avow.disclosures.models import Disclosure
from avow.disclosures.states import State
from avow.leave.models import Leave
from avow.leave.standing import is_unused, told

WAITING = State(
    "waiting_for_leave", "Waiting for leave", "Your manager is asked. Please do not give it before they answer."
)
REFUSED = State("leave_refused", "Leave refused", "Leave was not given, so please do not give it.", open=False)
LAPSED = State("leave_lapsed", "Leave lapsed", "The day went by and nothing was given. It does not count.", open=False)


def source(disclosures: Sequence[Disclosure], on: date) -> Mapping[int, State]:
    """The states of those that wait for leave or go no further for want of it: one query however many there are."""
    waits = Exists(Leave.objects.waiting().filter(pk=OuterRef("pk")))
    rows = Leave.objects.filter(version__disclosure__in=[one.pk for one in disclosures]).current().annotate(waits=waits)
    found: dict[int, State] = {}
    for leave in rows.select_related("version", "answered", "given", "lapsed").order_by("pk"):
        if leave.waits:
            found[leave.version.disclosure_id] = WAITING
        elif is_unused(leave):
            found[leave.version.disclosure_id] = LAPSED if told(leave, "lapsed") else REFUSED
    return found
