"""Who may read a disclosure's contents: rows and roles, and nothing else."""

from datetime import date

from django.db.models import Q

from avow.access import participants, roles
from avow.disclosures.models import Version

READERS = ("discloser", "officer", "decider")
"""Capacities that read everything. Managers and HR see what the pack lists for them, on pages of their own."""


def visible_to(disclosures, person, on: date):
    """Narrow the queryset to what the person may read on that day: their own, drafts included; as an officer whatever
    was sent; what they decide; never that out of which they are kept."""
    if person is None or not roles.here(person, on):
        return disclosures.none()
    sent = Q(pk__in=Version.objects.values("disclosure"))
    reads = Q(public_id__in=participants.subjects_for(person, on, READERS))
    if roles.is_officer(person, on):
        reads |= sent
    return disclosures.filter(Q(person=person) | (reads & participants.visible(person, on, submitted=sent)))
