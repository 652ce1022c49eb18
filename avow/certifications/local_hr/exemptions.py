"""Exemptions as they stand on a day, and the places of those whose exemption ended with it."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.certifications.models import Exempted, Included, Place
from avow.certifications.models.handling import EXEMPT
from avow.certifications.places import look_again


def holding(on: date) -> QuerySet[Exempted]:
    """Those that hold on the day: begun, not over, not ended before their time."""
    rows = Exempted.objects.filter(Q(until=None) | Q(until__gt=on), on__lte=on)
    return rows.exclude(ended__on__lte=on)


def exemptions_moving_on(on: date) -> int:
    """Put right where those stand whose exemption is over on that day; gives how many. Again is once."""
    spared = holding(on).filter(included=OuterRef("included"))
    over = Place.objects.filter(state=EXEMPT).exclude(Exists(spared)).values("included")
    return look_again(Included.objects.filter(pk__in=over), on)
