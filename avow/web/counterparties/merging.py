"""Merging an entry into another one, found by search, and separating it again; each asked once, with what it comes to
in words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.config.clock import now, today
from avow.counterparties import merging
from avow.counterparties.merging import CannotMerge
from avow.web.counterparties import consequences, telling
from avow.web.counterparties.forms import ReasonForm
from avow.web.counterparties.pages import ON_A_PAGE, asked_for, found
from avow.web.counterparties.reach import for_officers, party_or_404

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def merge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Choose the other entry, read what merging comes to, say why, and do it."""
    on, party = today(), party_or_404(public_id)
    if before := merging.merge_of(party):
        messages.error(request, f"{party.name} is merged into {before.into.name} already. Separate it first.")
        return redirect("web:counterparty", public_id)
    chosen = request.POST.get("into") or request.GET.get("into")
    if not chosen:
        asked = asked_for(request)
        others = [one for one in found(asked, on) if one != party] if asked else []
        rows, further = telling.rows(others[:ON_A_PAGE], on), len(others) > ON_A_PAGE
        context = {"party": party, "asked": asked, "rows": rows, "further": further, "many": ON_A_PAGE}
        return render(request, "web/counterparties/choose.html", context)
    into, form = party_or_404(chosen), ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            merging.merge(party, into, by=request.user.person, on=on, at=now(), reason=form.cleaned_data["reason"])
        except CannotMerge as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{party.name} is merged into {into.name}. They count as one party.")
            return redirect("web:counterparty", public_id)
    context = {
        "party": party,
        "into": into,
        "form": form,
        "swaps": into != party and merging.merge_of(into) is None,
        "consequences": consequences.of_merging(party, into, on),
    }
    return render(request, "web/counterparties/merge.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def separate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Read what separating comes to, say why, and do it."""
    on, party = today(), party_or_404(public_id)
    merged = merging.merge_of(party)
    if merged is None:
        messages.error(request, f"{party.name} is not merged into another entry.")
        return redirect("web:counterparty", public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            merging.separate(party, by=request.user.person, on=on, at=now(), reason=form.cleaned_data["reason"])
        except CannotMerge as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{party.name} is a party of its own again.")
            return redirect("web:counterparty", public_id)
    context = {
        "party": party,
        "into": merged.into,
        "form": form,
        "consequences": consequences.of_separating(party, merged.into, on),
    }
    return render(request, "web/counterparties/separate.html", context, status=REFUSED if form.errors else 200)
