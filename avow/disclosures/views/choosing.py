"""What would you like to tell us? The kinds of the policy in force, in groups, each with an example."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.disclosures import acts, quicker
from avow.disclosures.about import about
from avow.disclosures.models import Disclosure, Draft

GROUPS = {
    "gifts": "Gifts and invitations",
    "roles": "Jobs and roles elsewhere",
    "interests": "Money and property",
    "people": "People you are close to",
    "other": "Anything else",
}


@require_GET
def choose(request: HttpRequest) -> HttpResponse:
    """The kinds, and above them what was begun and not sent."""
    pack = policy_in_force(clock.today())
    drafts = Draft.objects.filter(disclosure__person=request.user.person).select_related("disclosure__person")
    begun = [
        {
            "disclosure": one.disclosure,
            "title": pack.kinds[one.disclosure.kind].title,
            "about": about(one),
            "saved_at": one.saved_at,
        }
        for one in drafts.order_by("-saved_at")[:5]
        if one.disclosure.kind in pack.kinds
    ]
    return render(request, "disclosures/choose.html", {"groups": groups(pack), "begun": begun})


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """What this kind is about and who will read it; a POST opens a draft."""
    pack = policy_in_force(clock.today())
    if kind not in pack.kinds:
        raise Http404
    if request.method == "POST":
        begun = _empty_draft(request.user.person, kind) or acts.start(request.user.person, kind, clock.now())
        return redirect("disclosures:resume", begun.public_id)
    context = {"kind": pack.kinds[kind], "pack": pack, "quicker": quicker.begins(pack, kind)}
    return render(request, "disclosures/begin.html", context)


def _empty_draft(person, kind: str) -> Disclosure | None:
    """One of that kind that was begun and left without a word: beginning twice leaves one draft."""
    drafts = Draft.objects.filter(disclosure__person=person, disclosure__kind=kind, base=None, revision=0)
    for draft in drafts.select_related("disclosure__person").order_by("-pk")[:3]:
        contents = draft.open()
        if not (contents["answers"] or contents["raw"] or contents["attachments"]):
            return draft.disclosure
    return None


def groups(pack) -> list[dict]:
    found: dict[str, list] = {group: [] for group in GROUPS}
    for kind in pack.kinds.values():
        found.setdefault(kind.group, []).append(kind)
    return [
        {"id": group, "title": GROUPS.get(group, group.replace("_", " ").capitalize()), "kinds": kinds}
        for group, kinds in found.items()
        if kinds
    ]
