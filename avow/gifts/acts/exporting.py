"""Taking the register out of Avow as a file: an act on record, and a reading of every line in it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from avow.access import reads
from avow.ledger.acts import Doc, record
from avow.ledger.models import Entry
from avow.people.models import Person

SCHEMA = "gifts.register_exported"
SUBJECT = "register:gifts"


@transaction.atomic
def export(*, by: Person, form: str, filters: Mapping[str, object], count: int, on: date, at: datetime) -> Entry:
    """Put on record that an officer takes so many lines, narrowed so, out as `form` ("xlsx" or "csv"). Words that were
    searched for may be names, so the officer's own key seals them."""
    body = {"by": by.public_id, "on": on.isoformat(), "form": form, "filters": dict(filters), "count": count}
    doc = Doc(SCHEMA, body, key=by.key)
    entry = record("register exported", actor=by, acting_as="officer", subject=SUBJECT, at=at, docs=[doc])
    reads.note(by, SUBJECT, f"export of {count} lines", at)
    return entry
