"""Gifts brought in from an earlier register: they count in every window, and nobody reviews them one by one."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from avow.access.roles import is_officer
from avow.disclosures.models import Disclosure
from avow.gifts.models import PastGift
from avow.ledger.keyring import Erased


def is_past(disclosure) -> bool:
    """Whether it was brought in rather than disclosed here."""
    return PastGift.objects.filter(disclosure=disclosure).exists()


def section(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """On the page of a disclosure: from where it was brought in, and who decided when. Remarks of the earlier register
    are for officers, as they may be about the person."""
    past = PastGift.objects.filter(disclosure=disclosure).select_related("attested__entry").first()
    if past is None:
        return None
    try:
        said = past.attested.open()
    except Erased:
        return None
    decided_on = date.fromisoformat(said["decided_on"]) if said["decided_on"] else None
    for_officer = is_officer(request.user.person, on) and request.user.person != disclosure.person
    remarks = said["remarks"] if for_officer else ""
    shown = {"past": past, "said": said, "decided_on": decided_on, "remarks": remarks}
    return render_to_string("gifts/_past.html", shown, request)
