"""Check your answers: everything said, what the policy says of it, who reads it; then send."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from avow.config import clock
from avow.disclosures import acts, hints, judging, leave_first, showing
from avow.disclosures.answering import answer_by
from avow.disclosures.previewing import preview
from avow.disclosures.reading import reader
from avow.disclosures.views.reach import Writing, mine, writing


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """The last look. A POST sends it; what was sent already is shown instead of being sent again."""
    found = writing(request, public_id)
    if found is None:
        if request.method == "POST":
            messages.info(request, "You have already sent this. It was sent once, and this is it.")
        return redirect("disclosures:one", public_id)
    if request.method == "POST" and not found.undone():
        try:
            acts.submit(
                found.disclosure,
                request.user.person,
                found.on,
                clock.now(),
                language=get_language() or "en",
                revision=_revision(request),
            )
        except (acts.AlreadySent, acts.NoDraft):
            messages.info(request, "You have already sent this. It was sent once, and this is it.")
            return redirect("disclosures:one", public_id)
        except acts.Refused as refused:
            messages.error(request, str(refused))
            return redirect("disclosures:check", public_id)
        return redirect("disclosures:sent", public_id)
    return _page(request, found)


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def _page(request: HttpRequest, found: Writing) -> HttpResponse:
    public_id = found.disclosure.public_id
    counterparty = found.counterparty
    groups = showing.groups(found.pack, found.kind.id, found.answers, found.around, counterparty)
    undone = {step.id for step in found.undone()}
    for group in groups:
        url = reverse("disclosures:step", args=[public_id, group.id]) + "?from=check"
        for row in group.rows:
            row["url"] = url
    context = {
        "disclosure": found.disclosure,
        "draft": found.draft,
        "pack": found.pack,
        "policy": showing.policy(found.pack),
        "kind": found.kind,
        "groups": groups,
        "undone": [group for group in groups if group.id in undone],
        "files": showing.files_of(found.contents["attachments"]),
        "preview": None if undone else preview(found, counterparty),
        "hints": hints.of(found.disclosure.person, found.kind, None, judging.day_judged(found.answers, found.on)),
        "answer_by": answer_by(found.pack, found.on),
        "reader": reader(found.pack, found.around),
        **leave_first.told(found.pack, found.kind.id, found.answers, found.on, is_done=found.was_done),
        "at": len(found.steps) + 2,
        "of": len(found.steps) + 2,
        "changed": found.draft.base_id and found.draft.base.number,
    }
    return render(request, "disclosures/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Throws the draft away, after asking once."""
    found = writing(request, public_id)
    if found is None:
        return redirect("disclosures:one", public_id)
    sent = found.draft.base_id is not None
    if request.method == "POST":
        acts.discard(found.disclosure, request.user.person, clock.now())
        messages.success(request, "Your changes are gone." if sent else "The draft is gone.")
        return redirect("disclosures:one", public_id) if sent else redirect("disclosures:mine")
    return render(
        request, "disclosures/discard.html", {"disclosure": found.disclosure, "kind": found.kind, "sent": sent}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Opens a draft from the last version."""
    on = clock.today()
    disclosure = mine(request, public_id, on)
    if request.method != "POST":
        return redirect("disclosures:one", public_id)
    try:
        acts.amend(disclosure, request.user.person, clock.now())
    except acts.Refused as refused:
        messages.error(request, str(refused))
        return redirect("disclosures:one", public_id)
    return redirect("disclosures:check", public_id)
