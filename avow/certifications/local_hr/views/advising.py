"""Advising the compliance officer of conflicts (6.2): the note and its signature; and one advice, to be read and
received."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from avow.access import reads
from avow.certifications.form.visibility import handles_any
from avow.certifications.local_hr import acts, conflicts, receiving, signing
from avow.certifications.local_hr.forms import AdviceForm, signs_again
from avow.certifications.local_hr.looking_after import Looks, called
from avow.certifications.local_hr.receiving import Told
from avow.certifications.local_hr.views.reach import REFUSED, campaign_or_404, here, here_or_receiving
from avow.certifications.models import Advice
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger import keyring


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The chosen conflicts, a note, and the signature. What was chosen and waits no more is left out, and said so."""
    theirs, on = here(request)
    campaign = campaign_or_404(theirs, public_id)
    given = request.POST if request.method == "POST" else request.GET
    chosen = {one for one in given.getlist("conflict") if one.isalnum()}
    waiting = conflicts.waiting(theirs, campaign, only=chosen) if chosen else []
    lines = [line for line in waiting if theirs.acts_for(line.department)]
    back = reverse("certifications:hr_campaign", args=[campaign.public_id])
    if not lines or (request.method == "POST" and len(lines) != len(chosen)):
        return redirect(f"{back}?advise={'gone' if chosen else 'nothing'}#conflicts-wrong")
    form = AdviceForm(on, request.POST if request.method == "POST" else None)
    if form.is_bound and signs_again(form, request):
        try:
            rows = [line.conflict for line in lines]
            acts.advise(rows, by=theirs.person, on=on, at=clock.now(), **form.cleaned_data)
        except NotTheirs:
            raise Http404
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            what = "this conflict" if len(lines) == 1 else f"these {len(lines)} conflicts"
            messages.success(request, f"You have advised of {what}. You see here when it is received.")
            return redirect(back)  # to its top, where the message is
    reads.note(theirs.person, campaign.subject, "conflicts on forms", clock.now())
    context = {"campaign": campaign, "lines": lines, "form": form, "text": signing.ADVICE, "back": back}
    return render(request, "certifications/hr/advise.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One advice with its note, for whoever is to receive it and the department's partners; a POST receives it."""
    theirs, on = here_or_receiving(request)
    found = _advice_or_404(theirs, public_id)
    if request.method == "POST":
        try:
            acts.receive_advice([found.advice], by=theirs.person, on=on, at=clock.now())
        except NotTheirs:
            raise Http404
        messages.success(request, f"Received. {found.advice.by.name} sees that.")
        return redirect("certifications:hr")
    reads.note(theirs.person, found.advice.conflict.form.included.campaign.subject, "advice", clock.now())
    context = {
        "told": found,
        "campaign": found.advice.conflict.form.included.campaign,
        "body": _body(found.advice),
        "department": called(found.advice.department),
        "looks": theirs,
    }
    return render(request, "certifications/hr/advice.html", context)


def _advice_or_404(theirs: Looks, public_id: str) -> Told:
    rows = Advice.objects.filter(public_id=public_id)
    if not handles_any(theirs.person, theirs.on):
        rows = rows.filter(department__in=theirs.departments)
    found = receiving.told(receiving.whole(rows), theirs)
    if not found:
        raise Http404
    return found[0]


def _body(advice: Advice) -> dict | None:
    """The signed words; None once the person was erased."""
    try:
        body: dict = advice.attested.open()
    except keyring.Erased:
        return None
    return body
