"""Who stands in for whom on a day."""

from datetime import date

from django.db.models import Q

from avow.access.roles import here
from avow.leave.models import Deputy
from avow.people.models import Person


def of(manager: Person, on: date) -> list[Person]:
    """Those who answer for the manager on that day and are with us, the one named last first."""
    rows = Deputy.objects.on(on).filter(Q(until=None) | Q(until__gte=on), manager=manager)
    return [row.deputy for row in rows.select_related("deputy").order_by("-pk") if here(row.deputy, on)]


def named_by(manager: Person, on: date) -> list[Deputy]:
    """What the manager has named that holds on the day or will, in order of days."""
    rows = Deputy.objects.filter(Q(to_day=None) | Q(to_day__gt=on), manager=manager)
    rows = rows.filter(Q(until=None) | Q(until__gte=on))
    return list(rows.select_related("deputy", "attested").order_by("from_day", "pk"))
