"""Gifts whose worth cannot be counted, because the rates of their currency end before their day."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.gifts.models import Gift
from avow.gifts.visibility import lines_for
from avow.people.models import Person
from avow.rates import current


def for_officers(person: Person, on: date) -> QuerySet[Gift]:
    """Those that this officer may see and that are not taken back: of a currency that goes on, of a day after the last
    that can be counted."""
    try:
        policy = policy_in_force(on)
    except NoPolicyInForce:
        return Gift.objects.none()
    behind = current.held().behind(on, policy.currency)
    late = [Q(currency=name, on__gt=last) for name, last in behind.items()]
    if not late:
        return Gift.objects.none()
    waiting = Q(amount=None, worth__isnull=False, is_withdrawn=False) & reduce(or_, late)
    return lines_for(person, on).filter(waiting)
