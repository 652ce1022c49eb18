"""The closing return of a department: what it will say, and its signature; and one as it was signed, to be received."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from avow.access import reads
from avow.certifications.local_hr import acts, counts, signing
from avow.certifications.local_hr.acts.returning import in_the_way
from avow.certifications.local_hr.forms import SignForm, signs_again
from avow.certifications.local_hr.looking_after import Looks, called
from avow.certifications.local_hr.views.reach import REFUSED, campaign_or_404, department_or_404, here
from avow.certifications.models import ClosingReturn
from avow.certifications.places import count
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.people.given import among

SAYS = {
    "asked": "Asked",
    "signed": "Signed",
    "exempt": "Exempt",
    "left": "Left us without signing",
    "missing": "Have not signed",
    "conflicts": "Conflicts reported",
    "advised": "of which the compliance officer was advised",
}
ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the return of a department says now, why it cannot be signed yet, or the signature."""
    theirs, on = here(request)
    campaign = campaign_or_404(theirs, public_id)
    given = request.POST if request.method == "POST" else request.GET
    department = department_or_404(theirs, campaign, given.get("department"))
    if not theirs.acts_for(department):
        messages.warning(request, f"{called(department)} signs its closing return itself.")
        return redirect("certifications:hr_campaign", campaign.public_id)
    signed = ClosingReturn.objects.filter(campaign=campaign, department=department).first()
    if signed is not None and request.method != "POST":
        return redirect("certifications:hr_return", signed.public_id)
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_bound and signs_again(form, request):
        try:
            row = acts.sign_return(
                campaign, department, by=theirs.person, name=form.cleaned_data["name"], on=on, at=clock.now()
            )
        except NotTheirs:
            raise Http404
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The closing return is signed. You see here when it is received.")
            return redirect("certifications:hr_return", row.public_id)
    counted = count(campaign, department)
    context = {
        "campaign": campaign,
        "department": department,
        "called": called(department),
        "numbers": _said(counts.numbers(counted)),
        "obstacles": in_the_way(campaign, counted, on),
        "text": signing.RETURN,
        "form": form,
    }
    return render(request, "certifications/hr/sign_return.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One return as it was signed, with what came since; a POST of an officer receives it."""
    theirs, on = here(request)
    row = _return_or_404(theirs, public_id)
    if request.method == "POST":
        try:
            acts.receive_return(row, by=theirs.person, on=on, at=clock.now())
        except NotTheirs:
            raise Http404
        since = counts.since(row, count(row.campaign, row.department)).says
        messages.success(request, " ".join(filter(None, [f"Received. {row.by.name} sees that.", since])))
        return redirect("certifications:hr")
    reads.note(theirs.person, row.campaign.subject, "closing return", clock.now())
    body = row.attested.open()
    missing = among(body["missing_people"]).order_by("name", "number")
    context = {
        "row": row,
        "campaign": row.campaign,
        "called": called(row.department),
        "numbers": _said(body),
        "body": body,
        "missing": Paginator(missing, ON_A_PAGE).get_page(request.GET.get("missing")),
        "since": counts.since(row, count(row.campaign, row.department)).says,
        "looks": theirs,
    }
    return render(request, "certifications/hr/return.html", context)


def _return_or_404(theirs: Looks, public_id: str) -> ClosingReturn:
    rows = ClosingReturn.objects.select_related("campaign", "by", "received__by", "attested__entry")
    if not theirs.is_officer:
        rows = rows.filter(department__in=theirs.departments)
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def _said(numbers: dict) -> list[dict[str, object]]:
    return [{"label": words, "value": f"{numbers[name]:,}"} for name, words in SAYS.items()]
