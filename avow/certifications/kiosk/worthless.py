"""Slips that are out and open nothing, because of who made them: the compliance officer or a deputy makes new ones.

Whoever made such a slip is not to learn of it. So nobody else of local HR is told, and the worker looks, not the pages.
"""

from datetime import date

from django.db.models import QuerySet

from avow.certifications.kiosk.handing_out import kept_from, made_in_vain, that_open_nothing
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Campaign, OneTimeCode, Place
from avow.certifications.models.handling import MISSING, TO_CONFIRM

AT_ONCE = 500
"""Codes that are looked at together."""
MOST = 100
"""Slips that are told of at once."""


def work_through(on: date) -> int:
    """Look at every code that is out, and keep which of them open nothing. Gives how many changed."""
    open_now = {"included__campaign__opens__lte": on, "included__campaign__closes__gt": on}
    rows = (
        OneTimeCode.objects.filter(used_at=None, **open_now)
        .order_by("pk")
        .select_related("included__person", "made__by")
    )
    changed, after = 0, 0
    while part := list(rows.filter(pk__gt=after)[:AT_ONCE]):
        after = part[-1].pk
        nothing = that_open_nothing(part, on) | made_in_vain(part)
        for now in (True, False):
            keys = [one.pk for one in part if (one.pk in nothing) is now and one.opens_nothing is not now]
            changed += OneTimeCode.objects.filter(pk__in=keys).update(opens_nothing=now) if keys else 0
    return changed


def worthless(looks: Looks, campaign: Campaign) -> list[Place]:
    """Those who hold such a slip and have not signed, as far as this officer need not keep away from them: at most
    MOST, by department and name. Nobody for whoever is no officer."""
    if not looks.is_officer or campaign.trial_of_id is not None:
        return []
    found = list(_waiting(looks, campaign).order_by("department", "included__person__name", "pk")[:MOST])
    away = kept_from([looks.person], [one.included for one in found], looks.on) if found else {}
    return [one for one in found if looks.person.pk not in away[one.included_id]]


def _waiting(looks: Looks, campaign: Campaign) -> QuerySet[Place]:
    rows = looks.places(campaign).filter(state__in=[MISSING, TO_CONFIRM], included__code__used_at=None)
    return rows.filter(included__code__opens_nothing=True).select_related("included__person", "included__campaign")
