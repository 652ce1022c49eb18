"""The scan of a paper form: for the person, and for whoever reads the form; not for local HR once it is entered."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from avow.certifications.form.views.reach import signed
from avow.certifications.paper import scans
from avow.certifications.paper.showing import file_response
from avow.config import clock
from avow.disclosures.files.attested import NotAsSent
from avow.ledger.keyring import Erased


@require_safe
def scan(request: HttpRequest, public_id: str) -> HttpResponse:
    """The scan as it was sent in."""
    paper = getattr(signed(request, public_id, clock.today()), "paper", None)
    if paper is None:
        raise Http404
    try:
        return file_response(scans.file_of(paper), scans.read(paper))
    except (Erased, FileNotFoundError, NotAsSent):
        raise Http404 from None
