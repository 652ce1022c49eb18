"""Saying which entry of the register a name is that somebody wrote: of one gift, or of all under that name; and taking
it back. Done by an officer, with a reason that stays on record."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from avow.config import clock
from avow.counterparties.merging import canonical
from avow.counterparties.models import Counterparty
from avow.counterparties.search import search
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.keeping_away import keeps_away
from avow.disclosures.models import PartyResolved
from avow.disclosures.party import said_of
from avow.gifts.acts.resolving import AT_ONCE, resolve_all
from avow.gifts.models import Gift
from avow.gifts.views.party import asked_name, party_or_404
from avow.gifts.views.reach import for_officers
from avow.gifts.visibility import lines_for
from avow.policy import normalised

LIMIT = 20
REFUSED = 422


class ReasonForm(forms.Form):
    """Why one thinks so."""

    reason = forms.CharField(
        label="How do you know?",
        help_text="A sentence: what you compared, and with what. It stays on record.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say how you know. One sentence is enough."},
    )


@dataclass(frozen=True)
class Asked:
    """What is to be resolved: the lines under `name`; `here` is the address of the page, `back` where one came from."""

    name: str
    lines: list[Gift]
    here: str
    back: str
    resolved: Counterparty | None
    further: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def resolve(request: HttpRequest) -> HttpResponse:
    """All gifts under one name as it was written; with `party`, those that an officer said are that entry."""
    person, on, name = request.user.person, clock.today(), asked_name(request)
    given = request.POST.get("back") or request.GET.get("back", "")
    party = party_or_404(given) if given else None
    found = list(_under(person, name, party, on)[: AT_ONCE + 1])
    query = {"name": name} | ({"back": given} if given else {})
    written = f"{reverse('gifts:as-written')}?{urlencode({'name': name})}"
    back = reverse("gifts:party", args=[given]) if given else written
    further = _under(person, name, party, on).count() - AT_ONCE if len(found) > AT_ONCE else 0
    asked = Asked(
        name, found[:AT_ONCE], f"{reverse('gifts:resolve')}?{urlencode(query)}", back, party, further
    )  # fmt: skip
    return _page(request, asked, on)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def other_side(request: HttpRequest, public_id: str) -> HttpResponse:
    """One gift."""
    person, on = request.user.person, clock.today()
    lines = lines_for(person, on).filter(disclosure__public_id=public_id)
    line = lines.select_related("disclosure__person", "version__counterparty", "counterparty").first()
    name = str(line.version.facts.get("other_side") or "") if line else ""
    if line is None or not name or keeps_away(person, line.disclosure, on):
        raise Http404
    here, back = reverse("gifts:other-side", args=[public_id]), reverse("disclosures:one", args=[public_id])
    said = said_of(line.disclosure, line.version.counterparty, name)
    resolved = line.counterparty if said and said.counterparty_id else None
    if line.counterparty_id and resolved is None:
        raise Http404
    return _page(request, Asked(name, [line], here, back, resolved), on)


def _under(person: Any, name: str, party: Counterparty | None, on: date):
    if party is None:
        return lines_for(person, on).filter(counterparty=None, party_key=normalised(name)).order_by("-on", "-pk")
    resolved = PartyResolved.objects.filter(counterparty=party).values("disclosure")
    lines = lines_for(person, on).filter(counterparty=party, disclosure__in=resolved).select_related("version")
    lines = lines.filter(version__counterparty=None)
    keys = [
        line.pk for line in lines if normalised(str(line.version.facts.get("other_side") or "")) == normalised(name)
    ]
    return Gift.objects.filter(pk__in=keys).order_by("-on", "-pk")


def _page(request: HttpRequest, asked: Asked, on: date) -> HttpResponse:
    """Choose the entry, say why, and do it; or take it back."""
    if not asked.lines:
        raise Http404
    given = request.POST or request.GET
    chosen = canonical(party_or_404(given["party"])) if given.get("party") else None
    takes_back = given.get("act") == "take-back" and asked.resolved is not None
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (chosen or takes_back) and form.is_valid():
        keys = [line.disclosure_id for line in asked.lines]
        reason = form.cleaned_data["reason"]
        try:
            number = resolve_all(
                keys, chosen, seen=asked.resolved, by=request.user.person, reason=reason, on=on, at=clock.now()
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _done(asked, chosen, number))
            return redirect(reverse("gifts:party", args=[chosen.public_id]) if chosen else asked.back)
    text = request.GET.get("q", asked.name).replace("\x00", "").strip()[:100]
    context = {
        "asked": asked,
        "chosen": chosen,
        "takes_back": takes_back,
        "form": form,
        "text": text,
        "found": [] if chosen or takes_back else search(text, on, limit=LIMIT),
        "keep": [(name, value) for name, value in request.GET.items() if name in ("name", "back")],
        "separator": "&" if "?" in asked.here else "?",
    }
    wrong = request.method == "POST"
    return render(request, "gifts/party_resolve.html", context, status=REFUSED if wrong else 200)


def _done(asked: Asked, chosen: Counterparty | None, number: int) -> str:
    gifts = "1 entry" if number == 1 else f"{number} entries"
    more = f" {asked.further} more {_are(asked.further)} waiting: do it once more." if asked.further else ""
    counts = "counts" if number == 1 else "count"
    if chosen is None:
        return f"Taken back: {gifts} under “{asked.name}” {counts} by the name as it was written again.{more}"
    return f"{gifts} under “{asked.name}” now {counts} with {chosen.name}.{more}"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
