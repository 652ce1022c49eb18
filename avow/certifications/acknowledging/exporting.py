"""Taking the list of those who have not acknowledged out of Avow as a CSV file: put on record, and a reading."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from avow.access import reads
from avow.certifications.acknowledging.listing import Line
from avow.gifts.exporting import Cell, as_csv
from avow.ledger.acts import Doc, record
from avow.ledger.models import Entry
from avow.people.models import Person
from avow.policy.pack import Pack

SCHEMA = "certifications.outstanding_exported"
SUBJECT = "register:acknowledgements"
HEADINGS = ("Number", "Name", "HR department", "Asked since", "Due", "Days late")


@transaction.atomic
def export(*, by: Person, pack: Pack, department: str | None, count: int, on: date, at: datetime) -> Entry:
    """Put on record that somebody takes so many lines out, of one department or of all that they may read."""
    body = {
        "by": by.public_id, "on": on.isoformat(), "pack_hash": pack.hash, "department": department, "count": count
    }  # fmt: skip
    doc = Doc(SCHEMA, body, key=by.key)
    entry = record("outstanding acknowledgements exported", actor=by, subject=SUBJECT, at=at, docs=[doc])
    reads.note(by, SUBJECT, f"export of {count} lines", at)
    return entry


def as_file(lines: Iterable[Line], on: date) -> Iterator[bytes]:
    """The lines as CSV. A text that begins like a formula stays text."""
    return as_csv((_row(line, on) for line in lines), HEADINGS)


def _row(line: Line, on: date) -> list[Cell]:
    return [line.number, line.name, line.department, line.since, line.due, Decimal(line.days_late(on))]
