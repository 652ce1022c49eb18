"""Bringing rates: a file as it was read, compared with what is known, in one act. All of the file, or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from avow.ledger.acts import Actor, Doc, record
from avow.ledger.models import Entry
from avow.rates import current, signals
from avow.rates.checks import Row, root_of
from avow.rates.models import KEY, BroughtRate, RatesFile
from avow.rates.reading import Read, Refusal

LOCK = 0x41766F03
BATCH = 2000
JUMP = 3
NOT_LONG_BEFORE = timedelta(days=31)

Days = dict[str, tuple[date, date]]


class Refused(Exception):
    """Rows cannot be taken, so nothing was. `rows` says which, why, and what to do."""

    def __init__(self, rows: list[Refusal]) -> None:
        super().__init__(f"{len(rows)} rows cannot be taken; nothing was imported.")
        self.rows = rows


@dataclass
class Outcome:
    """What an import did, or would do: how many rates were new, were otherwise than known, and were known.
    `changed` are the first and last day of the first two, by currency; `entry` is None where nothing was written."""

    added: int = 0
    corrected: int = 0
    unchanged: int = 0
    changed: Days = field(default_factory=dict)
    entry: Entry | None = None


@transaction.atomic
def bring(
    file: Read, *, by: Actor | str, on: date, at: datetime, jumps: bool = False, try_only: bool = False
) -> Outcome:
    """Take what is new in the file or otherwise than known; the latest rate of a currency and day holds.

    A rate three times the last one of the month before it, or a third, is most likely a slip: refused unless `jumps`.
    With `try_only` nothing is written. Raises Refused, with every row.
    """
    if file.refused:
        raise Refused(file.refused)
    _one_at_a_time()
    held = current.held()
    outcome, rows = _compared(file, held)
    if not jumps and (odd := list(_jumps(file, rows, held))):
        raise Refused(odd)
    if try_only or not rows:
        return outcome
    body = {
        "name": file.name, "sha256": file.sha256, "on": on.isoformat(), "added": outcome.added,
        "corrected": outcome.corrected, "first": rows[0][0].isoformat(), "last": rows[-1][0].isoformat(),
        "root": root_of(rows),
        "days": {name: [first.isoformat(), last.isoformat()] for name, (first, last) in outcome.changed.items()},
    }  # fmt: skip
    outcome.entry = record("rates imported", actor=by, subject="rates", at=at, docs=[Doc(RatesFile.schema, body, KEY)])
    kept = RatesFile.objects.create(
        attested=outcome.entry.documents[0], name=file.name, sha256=file.sha256, on=on, added=outcome.added,
        corrected=outcome.corrected, first=rows[0][0], last=rows[-1][0], root=body["root"],
    )  # fmt: skip
    made = [BroughtRate(file=kept, day=day, currency=currency, rate=rate) for day, currency, rate in rows]
    BroughtRate.objects.bulk_create(made, batch_size=BATCH)
    signals.imported.send(sender=RatesFile, entry=outcome.entry, changed=outcome.changed, on=on, at=at)
    return outcome


def _one_at_a_time() -> None:
    """Wait until no other transaction brings rates. SQLite has one writer anyway (transactions begin IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _compared(file: Read, held: current.Held) -> tuple[Outcome, list[Row]]:
    """What is new or otherwise, counted, and as rows by day and currency."""
    outcome, rows = Outcome(), []
    for (currency, day), (rate, _) in file.rates.items():
        known = held.rates.published(currency, day)
        if known == rate:
            outcome.unchanged += 1
            continue
        outcome.added += known is None
        outcome.corrected += known is not None
        first, last = outcome.changed.get(currency, (day, day))
        outcome.changed[currency] = (min(first, day), max(last, day))
        rows.append((day, currency, plain(rate)))
    return outcome, sorted(rows)


def _jumps(file: Read, rows: Iterable[Row], held: current.Held) -> Iterable[Refusal]:
    """The rates that are far from the last one before them, in the file or known."""
    changed = [(day, currency, Decimal(rate)) for day, currency, rate in rows]
    after = held.rates.with_these(changed, "as they would be")
    for day, currency, rate in changed:
        before = after.last_of(currency, day - timedelta(days=1))
        was = after.published(currency, before) if before and day - before <= NOT_LONG_BEFORE else None
        if before and was and not was <= rate * JUMP <= was * JUMP * JUMP:
            yield Refusal(
                file.rates[currency, day][1], f"{currency} {plain(rate)}",
                f"On {before} it was {plain(was)}: this is more than three times as much, or less than a third.",
                "Look whether it is the number for one euro. If it is right, add --yes.",
            )  # fmt: skip


def plain(rate: Decimal) -> str:
    """The number as one writes it: 1.1172, 136, 0.0001. The same number is always the same text."""
    text = format(rate, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
