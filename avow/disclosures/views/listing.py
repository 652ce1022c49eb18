"""My disclosures: what I began, what is open, what is decided, what is over."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from avow.adoptions.current import policy_in_force
from avow.config import clock
from avow.disclosures import states
from avow.disclosures.about import about, about_sent
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.party import with_names

PAGE = 50
GROUPS = (
    ("drafts", "Begun, not sent"),
    ("open", "Open"),
    ("settled", "Decided or on record"),
    ("ended", "Ended or taken back"),
)


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The person's own disclosures, newest first, in the order in which they ask for something."""
    on, person = clock.today(), request.user.person
    latest = Version.objects.filter(disclosure=OuterRef("pk")).order_by("-number")
    disclosures = Disclosure.objects.mine(person).select_related("draft", "person")
    disclosures = disclosures.annotate(latest=Subquery(latest.values("pk")[:1]))
    page = Paginator(disclosures, PAGE).get_page(request.GET.get("page"))
    versions = Version.objects.select_related("counterparty", "attested").in_bulk(
        [one.latest for one in page if one.latest]
    )
    with_names(versions.values())
    known = states.of(page, on)
    kinds = policy_in_force(on).kinds
    found: dict[str, list] = {name: [] for name, _ in GROUPS}
    for one in page:
        state, version = known[one.pk], versions.get(one.latest)
        found[_group(state)].append(
            {
                "title": kinds[one.kind].title if one.kind in kinds else one.kind.replace("_", " "),
                "url": reverse("disclosures:one" if version else "disclosures:resume", args=[one.public_id]),
                "about": about_sent(version) if version else "",
                "other_side": version.other_side if version else _about(one),
                "day": version.submitted_at
                if version
                else one.draft.saved_at
                if hasattr(one, "draft")
                else one.started_at,
                "state": state,
                "changing": version is not None and hasattr(one, "draft"),
            }
        )
    groups = [{"title": title, "id": name, "rows": found[name]} for name, title in GROUPS if found[name]]
    return render(request, "disclosures/mine.html", {"groups": groups, "page": page})


def _group(state: states.State) -> str:
    if state.id == states.DRAFT.id:
        return "drafts"
    if state.id in (states.WITHDRAWN.id, states.ENDED.id):
        return "ended"
    return "open" if state.open else "settled"


def _about(disclosure: Disclosure) -> str:
    if not hasattr(disclosure, "draft"):
        return ""
    disclosure.draft.disclosure = disclosure
    return about(disclosure.draft)
