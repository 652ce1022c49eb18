"""Since when somebody is asked to acknowledge the version in force, and until when they have time.

It is the latest of: the day from which the version binds, the day the person joined, and the first day on which Avow
knew them. So nobody is late before they could have been asked.
"""

from datetime import date, timedelta

from django.db.models import Case, DateField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from avow.adoptions.current import adoption_in_force
from avow.people.models import Person, PersonRecord
from avow.policy.calendar import EachVersion
from avow.policy.pack import Pack


def days_given(pack: Pack) -> int | None:
    """Calendar days that one has; None where the policy sets none. Of several cohorts, the shortest."""
    found = [one.every for one in pack.cohorts.values() if one.asks == "acknowledge"]
    return min((each.due_after_days for each in found if isinstance(each, EachVersion)), default=None)


def asked_since(person: Person, on: date) -> date:
    """The day since which this person is asked, seen from `on`. Raises NoPolicyInForce."""
    binds = adoption_in_force(on).from_day
    first = _held(person.records.all()).order_by("from_day").values_list("from_day", flat=True).first()
    record = person.record(on)
    joined = record.joined_on if record else None
    return max(day for day in (binds, first, joined) if day is not None)


def due_of(person: Person, pack: Pack, on: date) -> date | None:
    """The last day in time for this person; None where the policy sets none. Raises NoPolicyInForce."""
    given = days_given(pack)
    return None if given is None else asked_since(person, on) + timedelta(days=given)


def with_since(rows: QuerySet[PersonRecord], on: date) -> QuerySet[PersonRecord]:
    """Records as of `on`, each with `since`: the same as `asked_since`. Raises NoPolicyInForce."""
    binds = Value(adoption_in_force(on).from_day, output_field=DateField())
    first = _held(PersonRecord.objects.filter(person=OuterRef("person"))).order_by("from_day").values("from_day")[:1]
    known = Case(
        When(from_day__lte=binds, then=binds),  # so most need no look at earlier records
        default=Greatest(binds, Subquery(first)),
        output_field=DateField(),
    )
    return rows.annotate(since=Greatest(known, Coalesce(F("joined_on"), binds), output_field=DateField()))


def _held(rows: QuerySet[PersonRecord]) -> QuerySet[PersonRecord]:
    """Without those that never held."""
    return rows.filter(Q(to_day=None) | Q(to_day__gt=F("from_day")))
