"""Cards and names to resolve: an officer looks at the picture, or at the name as it was written, and says which entry
of the register it is."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from avow.access.roles import is_officer
from avow.config import clock, once
from avow.disclosures import acts, showing
from avow.disclosures.forms.fields.words import without_signs
from avow.disclosures.forms.other_side import OtherSide
from avow.disclosures.keeping_away import keeps_away
from avow.disclosures.models import Disclosure
from avow.disclosures.views.reach import note_read
from avow.gifts.cards import MOST, is_on_card, unresolved
from avow.gifts.models import Gift
from avow.ledger.keyring import Erased

REASON = 1000


@require_safe
@once.for_this_page
def cards(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first."""
    on, officer = clock.today(), request.user.person
    if not is_officer(officer, on):
        raise Http404
    found = unresolved(officer, on).select_related("disclosure__person", "person")[:MOST]
    rows = [gift for gift in found if not keeps_away(officer, gift.disclosure, on)]
    on_cards = [gift for gift in rows if is_on_card(gift.party_name)]
    named = [gift for gift in rows if gift not in on_cards]
    return render(request, "gifts/cards.html", {"on_cards": on_cards, "named": named})


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them: its picture or its name, and the search in the register. A POST looks up, or says who it is."""
    on = clock.today()
    gift = _waiting(request, public_id)
    by_card = is_on_card(gift.party_name)
    other, reason, error = OtherSide(text="" if by_card else gift.party_name, on=on), "", ""
    if request.method == "POST":
        text = without_signs(request.POST.get("name", ""), lines=False).strip()
        picked, searched = request.POST.get("counterparty", ""), request.POST.get("searched", "")
        other = OtherSide(text=text, on=on, picked=picked, searched=searched)
        reason = without_signs(request.POST.get("reason", ""), lines=True).strip()
        if "say" in request.POST:
            error = _wrong(other, reason)
            if not error:
                return _resolved(request, gift, other, reason)
    else:
        note_read(request, gift.disclosure, "card", clock.now())
    context = {"gift": gift, "by_card": by_card, "other": other, "reason": reason, "error": error}
    context["files"] = _files(gift)
    return render(request, "gifts/card.html", context, status=422 if error else 200)


def _waiting(request: HttpRequest, public_id: str) -> Gift:
    """A card that the officer may resolve. Raises Http404 for all else, and for all others."""
    on, officer = clock.today(), request.user.person
    if not is_officer(officer, on):
        raise Http404
    gift = (
        unresolved(officer, on).select_related("version", "disclosure__person").filter(disclosure__public_id=public_id)
    )
    found = gift.first()
    if found is None or keeps_away(officer, found.disclosure, on):
        raise Http404
    return found


def _wrong(other: OtherSide, reason: str) -> str:
    if not other.answers_the_text:
        return "Look the name up, and choose one of the answers."
    if not reason:
        return "Say in a few words how you know."
    return f"This is {len(reason):,} characters long; {REASON:,} are enough." if len(reason) > REASON else ""


def _resolved(request: HttpRequest, gift: Gift, other: OtherSide, reason: str) -> HttpResponse:
    found = other.entry
    with transaction.atomic():
        list(Disclosure.objects.select_for_update(no_key=True).filter(pk=gift.disclosure_id))
        _waiting(request, gift.disclosure.public_id)
        acts.resolve_party(
            gift.disclosure, found, by=request.user.person, acting_as="officer", reason=reason, on=clock.today(),
            at=clock.now(),
        )  # fmt: skip
    says = f"It is {found.name}, and counts with its group." if found else "It stays as it is: none that we know."
    messages.success(request, f"Put on record. {says}")
    return redirect("gifts:cards")


def _files(gift: Gift) -> list:
    try:
        return showing.files_of(gift.version.attachments)
    except Erased:
        return []
