"""What merging two entries, or separating them again, comes to, in sentences; said before it is done."""

from datetime import date

from avow.counterparties.groups import below, uppermost
from avow.counterparties.merging import canonical
from avow.counterparties.models import Counterparty
from avow.web.counterparties.telling import words


def of_merging(duplicate: Counterparty, into: Counterparty, on: date) -> list[str]:
    """What becomes of the entry, its gifts, its standings, its parent and those below it."""
    counts, own, other = canonical(into), _standings(duplicate, on), ""
    found = [f"{said(duplicate)} and {said(into)} count as one party, on every day, past and future."]
    if counts != into:
        found.append(f"{said(into)} is itself merged into {said(counts)}, so that is the entry that counts.")
    found.append(
        f"Gifts to and from {said(duplicate)} count together with those of {_group(counts, on)}, in the past as well:"
        " totals may turn out to be above a limit."
    )
    if own:
        other = _standings(counts, on)
        found.append(
            f"What is on record of {said(duplicate)} itself ({own}) counts no more. What counts is what is on record of"
            f" {said(counts)}: {other or 'no standing'}."
        )
    record = duplicate.record(on)
    if record and record.parent:
        found.append(f"That it belongs to {said(record.parent)} counts no more.")
    if further := len(below([duplicate.pk], date.min)) - 1:
        found.append(f"{_entries(further)} below it, now or earlier, {'comes' if further == 1 else 'come'} along.")
    return [
        *found,
        "Its names lead people who search to the other entry. Nothing is deleted; you can separate the two again.",
    ]


def of_separating(duplicate: Counterparty, into: Counterparty, on: date) -> list[str]:
    """What becomes of the entry, its gifts, its standings and those below it."""
    found = [f"{said(duplicate)} is a party of its own again, on every day, past and future."]
    record = duplicate.record(on)
    top = uppermost(record.parent, on) if record and record.parent else duplicate
    found.append(
        f"Gifts to and from it count no longer with those of {_group(canonical(into), on)}, but with those of"
        f" {_group(top, on)}."
    )
    own = _standings(duplicate, on)
    found.append(f"What counts is what is on record of it itself: {own or 'no standing today'}.")
    if further := len(below([duplicate.pk], date.min)) - 1:
        found.append(f"{_entries(further)} below it, now or earlier, {'goes' if further == 1 else 'go'} with it.")
    return [*found, "The merge stays on record, with your reason for separating them."]


def said(party: Counterparty) -> str:
    """Name and number: duplicates often have one name."""
    return f"{party.name} ({party.number})"


def _standings(party: Counterparty, on: date) -> str:
    """Its own, whatever it is merged into."""
    return words(party.standings.on(on))


def _group(party: Counterparty, on: date) -> str:
    top = uppermost(party, on)
    return f"the group of {said(top)}"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
