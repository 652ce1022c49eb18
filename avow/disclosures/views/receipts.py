"""The form of clause 6.5 for one version, as a page to print and as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from avow.config import clock
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.receipt import contents, paper
from avow.disclosures.views.one import version_of
from avow.disclosures.views.reach import note_read, visible
from avow.ledger.keyring import Erased


@require_GET
def page(request: HttpRequest, public_id: str, number: int | None = None) -> HttpResponse:
    """The form as a page with a print sheet."""
    disclosure, version, receipt = _reached(request, public_id, number)
    if receipt is None:
        return render(request, "disclosures/erased.html", {"disclosure": disclosure}, status=410)
    return render(
        request,
        "disclosures/receipt.html",
        {
            "disclosure": disclosure,
            "version": version,
            "receipt": receipt,
            "pdf": reverse("disclosures:version_receipt_pdf", args=[public_id, version.number]),
        },
    )


@require_GET
def pdf(request: HttpRequest, public_id: str, number: int | None = None) -> HttpResponse:
    """The form as a PDF to keep."""
    _, version, receipt = _reached(request, public_id, number)
    if receipt is None:
        return redirect("disclosures:version_receipt", public_id, version.number)
    response = HttpResponse(paper.pdf(receipt), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="disclosure-{public_id}-{version.number}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _reached(
    request: HttpRequest, public_id: str, number: int | None
) -> tuple[Disclosure, Version, contents.Receipt | None]:
    on, at = clock.today(), clock.now()
    disclosure = visible(request, public_id, on)
    version = disclosure.latest_version if number is None else version_of(disclosure, number)
    if version is None:
        raise Http404
    note_read(request, disclosure, f"form, version {version.number}", at)
    state = disclosure.state(on)
    is_open = state.open and version.pk == disclosure.latest_version.pk
    try:
        return disclosure, version, contents.receipt(disclosure, version, state.outcome if is_open else "")
    except Erased:
        return disclosure, version, None
