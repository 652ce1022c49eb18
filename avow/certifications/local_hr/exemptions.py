"""Exemptions as they stand on a day, and the places of those whose exemption ended with it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.certifications.models import Exempted, Included, Place
from avow.certifications.models.handling import EXEMPT
from avow.certifications.places import look_again


def what_it_leaves(included: Included, until: date | None) -> str:
    """In one sentence, what an exemption until the day before `until` does to their days: nothing, so that whoever
    signs after their last day in time is late all the same."""
    due, closes = f"{included.due:%-d %B %Y}", f"{included.closes:%-d %B %Y}"
    stays = f"Their last day in time stays {due}"
    if until is None or until <= included.due:
        return f"{stays}: who signs after it is late, exempt or not."
    if until < included.closes:
        return f"{stays}, before they are asked again: whenever they sign after it, they are late."
    late = f"who signs after {due} is late"
    return f"From {closes} on nothing is taken of them, so this is for the whole campaign; {late}."


def holding(on: date) -> QuerySet[Exempted]:
    """Those that hold on the day: begun, not over, not ended before their time."""
    rows = Exempted.objects.filter(Q(until=None) | Q(until__gt=on), on__lte=on)
    return rows.exclude(ended__on__lte=on)


def exemptions_moving_on(on: date) -> int:
    """Put right where those stand whose exemption is over on that day; gives how many. Again is once."""
    spared = holding(on).filter(included=OuterRef("included"))
    over = Place.objects.filter(state=EXEMPT).exclude(Exists(spared)).values("included")
    return look_again(Included.objects.filter(pk__in=over), on)
