"""Which corporate group a counterparty belongs to on a day: the party over which gifts are counted (5.2)."""

from datetime import date

from avow.counterparties.models import Counterparty, CounterpartyRecord


def group_of(counterparty: Counterparty | None, on: date) -> str | None:
    """The public id of the topmost parent on that day, or None without an entry in the register.

    A circle of parents ends where it closes: everyone in it gives the same answer, the smallest id.
    """
    if counterparty is None:
        return None
    seen = [counterparty.pk]
    while True:
        record = CounterpartyRecord.objects.on(on).filter(counterparty=seen[-1]).first()
        parent = record.parent_id if record else None
        if parent is None or parent == seen[-1]:
            break
        if parent in seen:
            circle = seen[seen.index(parent) :]
            return Counterparty.objects.filter(pk__in=circle).order_by("public_id").first().public_id
        seen.append(parent)
    return Counterparty.objects.get(pk=seen[-1]).public_id
