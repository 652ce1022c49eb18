"""Leave that was not used, or not even answered, by its last day lapses: nothing was given, and nothing counts."""

from datetime import date, datetime

from django.db import transaction

from avow.leave.acts.recording import judge, latest, lock
from avow.leave.models import Lapsed, Leave
from avow.ledger.acts import Doc, record
from avow.ledger.keyring import is_destroyed


@transaction.atomic
def lapse(leave: Leave, *, on: date, at: datetime) -> Lapsed | None:
    """Let it lapse; None where it has not, was refused, used, or is not wanted any more."""
    lock(leave.version.disclosure_id)
    found = unused(on).select_related("version__disclosure__person").filter(pk=leave.pk).first()
    if found is None or is_destroyed(found.disclosure.person.key):
        return None
    disclosure = found.disclosure
    body = {"disclosure": disclosure.public_id, "version": found.version.number, "on": on.isoformat()}
    doc = Doc(Lapsed.schema, body, key=disclosure.person.key)
    entry = record("leave lapsed", actor="system", subject=disclosure.subject, at=at, docs=[doc])
    row = Lapsed.objects.create(attested=entry.documents[0], leave=found, on=on)
    judge(latest(disclosure), "leave lapsed", entry=entry, on=on, at=at)
    return row


def unused(on: date):
    """Those whose last day is over, and of which nobody told that it was given."""
    return Leave.objects.wanted().filter(last_day__lt=on).exclude(answered__is_given=False)
