"""What the command says of an import, and of the rates there are."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from avow.policy.rates import JOINED_THE_EURO
from avow.rates.acts import Outcome, plain
from avow.rates.current import Held, in_words, served_until
from avow.rates.models import RatesFile
from avow.rates.reading import Read, Refusal

MOST = 20
MOST_IN_JSON = 1000


def of_import(file: Read, outcome: Outcome, dry_run: bool) -> Iterator[str]:
    """What was brought, in sentences."""
    if not outcome.changed:
        known = f"{count(outcome.unchanged)} of {file.name} {'is' if outcome.unchanged == 1 else 'are'} known"
        yield f"Nothing is new: {known}. Nothing was written."
        return
    first, last = days(outcome)
    yield (
        f"{file.name}: {count(outcome.added)} added, {outcome.corrected:,} corrected, {outcome.unchanged:,} known"
        f" before; from {first} to {last}, of {listed(outcome.changed)}."
    )
    if dry_run:
        yield "This was a dry run: nothing was written."
    elif outcome.entry is not None:
        yield f"Written as entry {outcome.entry.number} of the ledger."


def of_refusal(file: Read, rows: list[Refusal]) -> Iterator[str]:
    """Which rows cannot be taken, and that nothing was."""
    for row in rows[:MOST]:
        yield f"{file.name}:{row.line}: {row.value!r}: {row.why} {row.remedy}"
    if len(rows) > MOST:
        yield f"… and {len(rows) - MOST:,} more. --json lists up to {MOST_IN_JSON:,}."
    yield f"{len(rows):,} row{'s' if len(rows) > 1 else ''} cannot be taken, so nothing was imported."


def import_as_json(file: Read, outcome: Outcome | None, refused: list[Refusal], dry_run: bool) -> dict[str, Any]:
    """The same for machines."""
    done = outcome or Outcome()
    return {
        "file": file.name, "sha256": file.sha256, "dry_run": dry_run, "added": done.added,
        "corrected": done.corrected, "unchanged": done.unchanged,
        "days": {name: [first.isoformat(), last.isoformat()] for name, (first, last) in done.changed.items()},
        "entry": done.entry.number if done.entry else None, "refused": len(refused),
        "refusals": [vars(row) for row in refused[:MOST_IN_JSON]],
    }  # fmt: skip


def of_rates(held: Held, files: list[RatesFile], today: date) -> Iterator[str]:
    """Where rates come from, how far they go, and which currencies ended."""
    rates = held.rates
    yield (
        f"{len(rates):,} rates against the euro, of {len(rates.currencies) - 1} currencies, from {rates.first} to"
        f" {rates.last}."
    )
    yield "The European Central Bank's come with Avow. What was brought goes before them, the latest first:"
    for file in files[:MOST]:
        yield (
            f"  {file.on}  {file.name}: {file.added:,} added, {file.corrected:,} corrected, of {file.first} to"
            f" {file.last} (entry {file.attested.entry_id})"
        )
    if len(files) > MOST:
        yield f"  … and {len(files) - MOST:,} files before."
    if not files:
        yield "  nothing so far"
    if ended := held.ended():
        told = ", ".join(f"{name} {last}" for name, last in sorted(ended.items()))
        yield f"Currencies that ended, and their last day: {told}."
    if behind := held.behind(today):
        yield (
            f"Of {listed(behind)} there is no rate after {max(behind.values())}: amounts in them are unknown. Bring"
            " newer ones: avow rates import FILE"
        )


def rates_as_json(held: Held, files: list[RatesFile], today: date) -> dict[str, Any]:
    """The same for machines."""
    rates = held.rates
    return {
        "rates": len(rates), "first": _iso(rates.first), "last": _iso(rates.last),
        "currencies": list(held.currencies(today)), "mark": held.mark,
        "ended": {name: last.isoformat() for name, last in sorted(held.ended().items())},
        "files": [
            {"name": file.name, "sha256": file.sha256, "on": file.on.isoformat(), "added": file.added,
             "corrected": file.corrected, "first": file.first.isoformat(), "last": file.last.isoformat(),
             "entry": file.attested.entry_id}
            for file in files
        ],
    }  # fmt: skip


def of_currency(held: Held, currency: str, on: date) -> Iterator[str]:
    """What one currency was worth on a day, or why there is no telling."""
    found = held.rate("EUR", currency, on)
    if found is not None:
        who = held.source("EUR", currency, found)
        yield f"1 EUR = {plain(found.value)} {currency} on {on}{f': {who}' if who else ''}."
        return
    last = held.rates.last_of(currency, on)
    if currency in JOINED_THE_EURO:
        number, year = JOINED_THE_EURO[currency]
        yield f"{currency} ended: it became the euro in {year}, {number} for one euro, for ever."
    elif last is None:
        yield f"There is no rate of {currency} on or before {on}."
    else:
        ended = ", the last there is" if held.ended().get(currency) == last else ""
        yield (
            f"There is no rate of {currency} on {on} or in the seven days before it. The last one was of"
            f" {in_words(last)}{ended}; it served until {in_words(served_until(last))}."
        )


def count(number: int) -> str:
    """1 rate, 2 rates."""
    return "1 rate" if number == 1 else f"{number:,} rates"


def days(outcome: Outcome) -> tuple[date, date]:
    """The first and last day of what is new or otherwise."""
    return min(first for first, _ in outcome.changed.values()), max(last for _, last in outcome.changed.values())


def listed(names: Any) -> str:
    """EUR, USD, and how many more."""
    some = sorted(names)
    return ", ".join(some[:8]) + (f" and {len(some) - 8} more" if len(some) > 8 else "")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
