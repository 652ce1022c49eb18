"""The case page: one screen with everything for the decision. Only for those who review it; a 404 for anyone else."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.access import participants, reads
from avow.access.models import Capacity
from avow.config import clock
from avow.reviews import dossier, outcomes, sections, showing
from avow.reviews.authority import Authority, authority
from avow.reviews.missing import missing
from avow.reviews.models import Case
from avow.reviews.views.offered import Offered
from avow.reviews.visibility import case_or_404


@require_safe
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The case as it is now."""
    on = clock.today()
    case, found = reviewed(request, public_id, on)
    return shown(request, case, found, on)


def reviewed(request: HttpRequest, public_id: str, on: date) -> tuple[Case, Authority]:
    """The case and what the person signed in may do in it. Raises Http404 when it is not for them."""
    case = case_or_404(request.user.person, public_id, on)
    found = authority(request.user.person, case, on)
    if not found.reviews:
        raise Http404
    return case, found


def shown(
    request: HttpRequest, case: Case, found: Authority, on: date, *, act: str = "", form=None, status: int = 200
) -> HttpResponse:
    """The page; with the form of an act that was refused, open and with everything typed. Opening it is noted."""
    reads.note(request.user.person, case.subject, "case", clock.now())
    case = dossier.marked(case)
    versions = dossier.versions(case)
    version = versions[0]
    offered = Offered.of(case, version, request.user.person, found, on)
    forms = offered.forms()
    if act:
        forms[act.replace("-", "_")] = form
    routing, referred = dossier.routing(case)
    gaps = missing(case, version)
    readers = participants.readers(case.disclosure.public_id, on)
    context = {
        "case": case,
        "disclosure": case.disclosure,
        "person": case.disclosure.person,
        "version": version,
        "versions": versions,
        "state": dossier.state(case, on),
        "authority": found,
        "routing": routing,
        "referred": referred,
        "told": showing.told(version, versions[1] if len(versions) > 1 else None),
        "findings": showing.findings(version),
        "before": showing.findings_when_sent(version),
        "became": showing.became(version),
        "questions": showing.questions(version),
        "consultations": dossier.consultations(case),
        "threads": dossier.threads(case),
        "notes": dossier.notes(case),
        "found": dossier.facts_found(case),
        "assessments": dossier.assessments(case),
        "bearing": showing.bearing(version),
        "decisions": dossier.decisions(case),
        "alike": dossier.alike(case, version, request.user.person, on),
        "history": dossier.history(case),
        "readers": readers,
        "somebody_decides": any(Capacity.DECIDER.value in reader.capacities for reader in readers),
        "opened_by": dossier.opened_by(case),
        "aside": dossier.aside(case),
        "instruction": dossier.instruction(case, version),
        "sections": sections.rendered(request, case, on),
        "offered": offered,
        "forms": forms,
        "gaps": gaps,
        "reserved": outcomes.reserved(offered.pack, version.timing, case.decides),
        "act": act,
        "form": form,
        "on": on,
    }
    return render(request, "reviews/case.html", context, status=status)
