"""What a person has begun and not sent, for their home page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.disclosures.about import about
from avow.disclosures.models import Draft
from avow.people.models import Person

MOST = 20


def unfinished(person: Person, on: date) -> Iterator[Duty]:
    """Each draft, the latest first."""
    drafts = Draft.objects.filter(disclosure__person=person).select_related("disclosure__person").order_by("-saved_at")
    drafts = drafts[:MOST]
    if not drafts:
        return
    try:
        kinds = policy_in_force(on).kinds
    except NoPolicyInForce:
        return
    for draft in drafts:
        kind = kinds.get(draft.disclosure.kind)
        if kind is None:
            continue
        title = kind.title[:1].lower() + kind.title[1:]
        began = "Finish what you began" if draft.base_id is None else "Finish what you began to change"
        words = about(draft)
        yield Duty(
            title=f"{began}: {title}" + (f": {words}" if words else ""),
            url=reverse("disclosures:resume", args=[draft.disclosure.public_id]),
            minutes=3,
            clause=kind.clauses[-1] if kind.clauses else None,
        )
