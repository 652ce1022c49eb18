"""What a counterparty is to the company on a day, and since when without a break; a merged entry is what the entry is
that counts for it."""

from collections.abc import Iterable
from datetime import date

from avow.counterparties.merging import canonical
from avow.counterparties.models import Counterparty, Standing


def standings_on(counterparty: Counterparty, on: date) -> list[Standing]:
    """Every standing on that day: several relations may hold at once, each present or prospective."""
    return list(canonical(counterparty).standings.on(on))


def since(counterparty: Counterparty, on: date) -> date | None:
    """The first day of the unbroken time, up to `on`, in which it was a competitor, customer or supplier of any kind,
    present or prospective. None when it has no standing on that day."""
    spans = canonical(counterparty).standings.filter(from_day__lte=on).values_list("from_day", "to_day")
    return unbroken(spans, on)


def unbroken(spans: Iterable[tuple[date, date | None]], on: date) -> date | None:
    """The first day of the unbroken time up to `on` that these spans (from a day, until the day before another) make
    together; None when none of them holds on that day."""
    start: date | None = None
    end: date | None = None
    begun = (span for span in spans if span[0] <= on)
    for first, last in sorted(begun, key=lambda span: (span[0], span[1] or date.max)):
        if last is not None and last <= first:
            continue
        if start is not None and (end is None or first <= end):
            end = None if end is None or last is None else max(end, last)
        else:
            start, end = first, last
    return start if start is not None and (end is None or on < end) else None
