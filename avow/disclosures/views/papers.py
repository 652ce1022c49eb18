"""Files with a draft: the list, adding one, taking one out; and handing a file back to those who may see it."""

import logging
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from avow.access import reads
from avow.config import clock
from avow.disclosures import acts, showing
from avow.disclosures.files import attested, sniffing
from avow.disclosures.files.limits import TOO_LARGE
from avow.disclosures.keeping_away import keeps_away
from avow.disclosures.models import Attachment, Disclosure, Version
from avow.disclosures.views.reach import writing
from avow.ledger.keyring import Erased, NotSealedSo

log = logging.getLogger("avow.disclosures")


@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, public_id: str) -> HttpResponse:
    """The files of a draft. A POST adds one; "Continue" adds the one chosen, if any, and goes on."""
    found = writing(request, public_id)
    if found is None:
        return redirect("disclosures:one", public_id)
    error = ""
    if request.method == "POST":
        goes_on = "go" in request.POST
        if goes_on and not request.FILES and not request.META.get(TOO_LARGE):
            return redirect("disclosures:check", public_id)
        error = _add(request, found)
        if not error:
            return redirect("disclosures:check" if goes_on else "disclosures:files", public_id)
    steps = found.steps
    context = {
        "disclosure": found.disclosure,
        "kind": found.kind,
        "files": showing.files_of(found.contents["attachments"]),
        "most": acts.attaching.MOST,
        "names": sniffing.NAMES,
        "error": error,
        "at": len(steps) + 1,
        "of": len(steps) + 2,
        "back": reverse("disclosures:step", args=[public_id, steps[-1].id]),
    }
    return render(request, "disclosures/files.html", context, status=422 if error else 200)


def _add(request: HttpRequest, found) -> str:
    """Adds the posted file; gives what is wrong, or nothing."""
    if request.META.get(TOO_LARGE):
        return "This file is too large. A file may have at most 10 MB."
    given = request.FILES.get("file")
    if given is None:
        return "Choose a file first. If you have none, go on without."
    if given.size > sniffing.LARGEST:
        return f"This file has {sniffing.megabytes(given.size)} MB. A file may have at most 10 MB."
    try:
        acts.attach(found.disclosure, request.user.person, given.name or "", given.read(), clock.now())
    except acts.Refused as refused:
        return str(refused)
    return ""


@require_POST
def remove(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """Takes a file out of the draft."""
    found = writing(request, public_id)
    if found is None:
        return redirect("disclosures:one", public_id)
    attachment = Attachment.objects.filter(disclosure=found.disclosure, public_id=file_id).first()
    if attachment is None or file_id not in found.contents["attachments"]:
        raise Http404
    acts.detach(found.disclosure, request.user.person, attachment, clock.now())
    messages.success(request, "The file is taken out.")
    return redirect("disclosures:files", public_id)


@require_GET
def download(request: HttpRequest, file_id: str) -> HttpResponse:
    """A file, to those who may see the disclosure; one of a draft to its discloser alone."""
    on, person = clock.today(), request.user.person
    readable = Disclosure.objects.visible_to(person, on)
    attachment = (
        Attachment.objects.filter(public_id=file_id, disclosure__in=readable.values("pk"))
        .select_related("disclosure__person")
        .first()
    )
    if attachment is None:
        raise Http404
    disclosure = attachment.disclosure
    if disclosure.person_id != person.pk:
        sent = Version.objects.filter(disclosure=disclosure).values_list("attachments", flat=True)
        if keeps_away(person, disclosure, on) or not any(file_id in carried for carried in sent):
            raise Http404
        reads.note(person, disclosure.subject, f"attachment {file_id}", clock.now())
    try:
        digest = attested.digest_of(attachment)
        data, name = attested.read(file_id, disclosure.person.key, digest), attachment.name()
    except Erased:
        raise Http404
    except FileNotFoundError:
        return _not_as_sent(request, attachment, "This paper is missing", "is missing in AVOW_HOME/attachments")
    except attested.NotAsSent as error:
        return _not_as_sent(request, attachment, "This paper is not as it was sent", str(error))
    except NotSealedSo as error:
        return _not_as_sent(request, attachment, "This paper is not as it was sent", f"has no name or hash: {error}")
    response = HttpResponse(data, content_type=attachment.media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def _not_as_sent(request: HttpRequest, attachment: Attachment, title: str, problem: str) -> HttpResponse:
    """Says so plainly, with status 410; the operator finds what is wrong in the log."""
    log.error("attachment %s of disclosure %s %s", attachment.public_id, attachment.disclosure.public_id, problem)
    says = "It cannot be given to you. If you have a copy of your own, keep it."
    context = {"attachment": attachment, "title": title, "says": says}
    return render(request, "disclosures/not_as_sent.html", context, status=410)
