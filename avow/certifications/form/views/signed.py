"""A signed form: the page to keep, the PDF, unlocking it, confirming what was captured from paper."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from avow.certifications.form import acts, following, together
from avow.certifications.form.forms import ReasonForm
from avow.certifications.form.receipt import contents
from avow.certifications.form.views.reach import signed
from avow.certifications.models import SignedForm
from avow.config import clock
from avow.disclosures.about import about
from avow.disclosures.models import Draft
from avow.disclosures.receipt import paper
from avow.ledger.keyring import Erased


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The exact text, its hash and time; for whoever signed it, what is left to do."""
    on = clock.today()
    form = signed(request, public_id, on)
    try:
        receipt = contents.receipt(form)
    except Erased:
        return render(request, "certifications/erased.html", {"form": form}, status=410)
    own = form.included.person_id == request.user.person.pk
    counts = not hasattr(form, "unlocked")
    left, stays = _drafts(form) if own and counts else ([], [])
    context = {
        "form": form,
        "receipt": receipt,
        "odd": list(together.contradictions(form)),
        "own": own,
        "just": own and "signed" in request.GET,
        "to_confirm": own and counts and form.way == "paper" and not hasattr(form, "confirmed"),
        "can_unlock": counts and on < form.included.closes,
        "left": left,
        "stays": stays,
        "others": form.included.forms.exclude(pk=form.pk).order_by("number"),
    }
    return render(request, "certifications/signed.html", context)


def _drafts(form: SignedForm) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The disclosures that are not sent yet, what they are and where: first those that this version began or opened,
    then what is left of before and of which this version says nothing new."""
    told = {one for one in form.reported.values_list("disclosure", flat=True) if one}
    earlier = form.included.forms.filter(number__lt=form.number)
    before = {one for one in earlier.values_list("reported__disclosure", flat=True) if one}
    wanted = told - following.same(form)
    drafts = Draft.objects.filter(disclosure__public_id__in=told | before).select_related("disclosure__person")
    kinds = contents.pack_of(form).kinds
    left: list[tuple[str, str]] = []
    stays: list[tuple[str, str]] = []
    for one in drafts.order_by("pk"):
        if one.disclosure.kind in kinds:
            title, what = kinds[one.disclosure.kind].title, about(one)
            line = (
                f"{title}: {what}" if what else title,
                reverse("disclosures:resume", args=[one.disclosure.public_id]),
            )
            (left if one.disclosure.public_id in wanted else stays).append(line)
    return left, stays


@require_GET
def pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """The form as a PDF to keep."""
    form = signed(request, public_id, clock.today())
    try:
        receipt = contents.receipt(form)
    except Erased:
        return redirect("certifications:form", public_id)
    response = HttpResponse(paper.pdf(receipt, contents.SOURCE, note_in="note"), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="form-{public_id}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks why once, and reopens the form."""
    on = clock.today()
    form = signed(request, public_id, on)
    own = form.included.person_id == request.user.person.pk
    reason = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and reason.is_valid():
        try:
            acts.unlock(form, reason.cleaned_data["reason"], by=request.user.person, on=on, at=clock.now())
        except acts.Refused as refused:
            messages.error(request, str(refused))
            return redirect("certifications:form", public_id)
        messages.success(request, "It is unlocked. The version that was signed stays on record.")
        if own:
            return redirect("certifications:begin", form.included.campaign.public_id)
        return redirect("certifications:form", public_id)
    context = {"signed": form, "form": reason, "own": own}
    return render(request, "certifications/unlock.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person says that what was captured from their paper is right."""
    on = clock.today()
    form = signed(request, public_id, on)
    try:
        acts.confirm(form, by=request.user.person, on=on, at=clock.now())
    except acts.NotTheirs:
        raise Http404 from None
    except acts.Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Thank you. It counts as if you had signed it here.")
    return redirect("certifications:form", public_id)
