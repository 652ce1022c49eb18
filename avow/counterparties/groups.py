"""Corporate groups on a day: a counterparty, what it belongs to, and what belongs to it."""

from datetime import date

from avow.counterparties.models import Counterparty, CounterpartyRecord


def parents_of(counterparty: Counterparty, on: date) -> list[Counterparty]:
    """The parent, its parent, and so on, nearest first. Circles in the data end where they close."""
    above: list[Counterparty] = []
    seen = {counterparty.pk}
    at = counterparty
    while (record := at.record(on)) is not None and record.parent is not None and record.parent_id not in seen:
        at = record.parent
        seen.add(at.pk)
        above.append(at)
    return above


def group_of(counterparty: Counterparty, on: date) -> set[Counterparty]:
    """Everyone under the same uppermost parent on that day, the counterparty and that parent included. In a circle,
    where nobody is uppermost, everyone in it and below it."""
    top = next(reversed(parents_of(counterparty, on)), counterparty)
    found, level = {top.pk}, {top.pk}
    while level:
        rows = CounterpartyRecord.objects.on(on).filter(parent__in=level).order_by()
        level = set(rows.values_list("counterparty_id", flat=True)) - found
        found |= level
    return set(Counterparty.objects.filter(pk__in=found | {counterparty.pk}))
