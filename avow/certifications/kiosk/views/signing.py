"""Signing at a shared device, the receipt to be printed, and a paper form to be confirmed."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from avow.certifications.form import acts as form_acts
from avow.certifications.form.acts.signing import same_name
from avow.certifications.form.forms import ReasonForm
from avow.certifications.form.receipt import contents
from avow.certifications.form.together import contradictions
from avow.certifications.form.views import signing
from avow.certifications.form.views.steps import STAY
from avow.certifications.kiosk import acts
from avow.certifications.kiosk.forms import SignHereForm
from avow.certifications.kiosk.seated import seated
from avow.certifications.kiosk.views.entering import WRONG
from avow.certifications.models import PaperCaptured, SignedForm
from avow.certifications.paper import scans
from avow.certifications.paper.showing import file_response
from avow.config import clock
from avow.disclosures.files.attested import NotAsSent


@sensitive_post_parameters("code", "fact")
@require_http_methods(["GET", "HEAD", "POST"])
@seated
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """The text as it will be kept; the name, and code and fact once more. With `stay` the name typed stays and nothing
    is signed."""
    found = signing.ready(request, public_id)
    if isinstance(found, HttpResponse):
        return found
    person, typed = found.included.person, request.POST if request.method == "POST" else {}
    if STAY in typed or request.method != "POST":
        return signing.page(request, found, SignHereForm(person, name=typed.get("name", "")))
    form = SignHereForm(person, typed)
    if not form.is_valid():
        return signing.page(request, found, form)
    given = form.cleaned_data
    try:
        done = signing.attempt(
            request, found, form, partial(acts.sign, request.sitting, code=given["code"], fact=given["fact"])
        )
    except form_acts.NotTheirs:
        return redirect("kiosk:ended")
    if isinstance(done, HttpResponse):
        return done
    if done is not None:
        return redirect("kiosk:form", done.public_id)
    form.add_error("code", WRONG)
    if not same_name(given["name"], person.name):
        form.add_error("name", str(form_acts.NameDiffers(person.name)))
    return signing.page(request, found, form)


def _form(request: HttpRequest, public_id: str) -> SignedForm:
    """The version that counts of whoever sits here."""
    rows = SignedForm.objects.select_related("included__person", "included__campaign", "attested", "captured_by")
    found = rows.filter(public_id=public_id, included=request.sitting.code.included_id, unlocked=None).first()
    if found is None:
        raise Http404
    return found


@require_safe
@seated
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was signed, to be printed now: with the end of the sitting nobody reaches it any more from here. What was
    entered from a paper, to be confirmed or not."""
    form = _form(request, public_id)
    paper = getattr(form, "paper", None)
    context = {
        "form": form,
        "receipt": contents.receipt(form),
        "odd": list(contradictions(form)),
        "to_confirm": form.way == "paper" and not hasattr(form, "confirmed"),
        "picture": paper is not None and _is_picture(paper),
        "kinds": _kinds(form),
    }
    return render(request, "certifications/kiosk/receipt.html", context)


def _kinds(form: SignedForm) -> list[str]:
    kinds = contents.pack_of(form).kinds
    return [kinds[one].title if one in kinds else one for one in form.reported.values_list("kind", flat=True)]


@require_safe
@seated
def scan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The paper from which it was entered, where it is a picture; anything else would be laid down on the device."""
    paper = getattr(_form(request, public_id), "paper", None)
    if paper is None or not _is_picture(paper):
        raise Http404
    try:
        data = scans.read(paper)
    except (FileNotFoundError, NotAsSent):
        raise Http404 from None
    return file_response(scans.file_of(paper), data)


def _is_picture(paper: PaperCaptured) -> bool:
    return str(scans.file_of(paper)["type"]).startswith("image/")


@require_POST
@seated
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was entered is what they signed."""
    form = _form(request, public_id)
    try:
        form_acts.confirm(form, by=form.included.person, on=clock.today(), at=clock.now())
    except form_acts.Refused:
        raise Http404 from None
    return redirect("kiosk:form", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@seated
def unlock(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was entered is not what they signed; they say why, and answer here."""
    form = _form(request, public_id)
    if form.way != "paper" or hasattr(form, "confirmed"):
        raise Http404
    if STAY in request.POST:
        reason = ReasonForm()
        reason.initial["reason"] = request.POST.get("reason", "")
    else:
        reason = ReasonForm(request.POST if request.method == "POST" else None)
    if reason.is_bound and reason.is_valid():
        try:
            form_acts.unlock(
                form, reason.cleaned_data["reason"], by=form.included.person, on=clock.today(), at=clock.now()
            )
        except form_acts.Refused:
            raise Http404 from None
        return redirect("kiosk:begin", form.included.campaign.public_id)
    status = 422 if reason.errors else 200
    return render(request, "certifications/kiosk/not_mine.html", {"signed": form, "form": reason}, status=status)
