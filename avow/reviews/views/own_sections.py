"""What stands on the page of one's own disclosure: the instruction, the decision as a letter, what is asked of me.

Reviewers who open that page get a way to the case instead; managers never come here.
"""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string

from avow.adoptions.current import pack_by_hash
from avow.config import clock
from avow.disclosures.models import Disclosure
from avow.reviews import decision_read, dossier
from avow.reviews.forms.speaking import WriteForm
from avow.reviews.models import Case, Consultation
from avow.reviews.visibility import cases_for


def for_reviewers(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """A way to the case, for those who may open it."""
    case = cases_for(request.user.person, on).filter(disclosure=disclosure).first()
    return render_to_string("reviews/own/_case.html", {"case": case}, request) if case else None


def instruction(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """What to do, or to leave alone, until there is a decision."""
    case = _own(request, disclosure)
    if case is None or case.decision is not None or case.is_over:
        return None
    version = dossier.versions(case)[0]
    shown = dossier.instruction(case, version)
    if not shown["text"]:
        return None
    return render_to_string(
        "reviews/own/_instruction.html", {**shown, "disclosure": disclosure, "version": version}, request
    )


def consultation(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """My own consultation, while it waits for me."""
    case = _own(request, disclosure)
    if case is None or case.is_over:
        return None
    row = Consultation.objects.filter(
        case=case, version=case.latest_version, capacity="employee", answer__isnull=True
    ).first()
    return render_to_string("reviews/own/_consultation.html", {"row": row, "on": on}, request) if row else None


def decision(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """The decision and its reasons, in plain words; what to agree to; what came before."""
    case = _own(request, disclosure)
    if case is None:
        return None
    decided = dossier.decisions(case)
    if not decided:
        return None
    newest = decided[0]
    decision_read.note(request.user.person, newest.decision, clock.now())
    version = newest.decision.version
    pack = pack_by_hash(version.pack_hash)
    context = {
        "decided": newest,
        "earlier": decided[1:],
        "version": version,
        "kind": pack.kinds[version.kind],
        "pack": pack,
        "person": disclosure.person,
        "disclosure": disclosure,
        "awaits": newest.covers_latest and newest.conditions and not newest.agreement and not case.is_over,
    }
    return render_to_string("reviews/own/_decision.html", context, request)


def conversation(request: HttpRequest, disclosure: Disclosure, on: date) -> str | None:
    """What was said with the reviewers, and a place to write."""
    case = _own(request, disclosure)
    if case is None:
        return None
    context = {
        "thread": dossier.thread_with(case, disclosure.person),
        "reader": disclosure.person,
        "disclosure": disclosure,
        "saying": WriteForm(prefix="say"),
    }
    return render_to_string("reviews/own/_conversation.html", context, request)


def _own(request: HttpRequest, disclosure: Disclosure) -> Case | None:
    """The marked case, when the reader is the one who disclosed."""
    if request.user.person.pk != disclosure.person_id:
        return None
    found = Case.objects.filter(disclosure=disclosure).marked().select_related("disclosure__person").first()
    return found
