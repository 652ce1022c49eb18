"""What a person has begun and not sent, for their home page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.disclosures.about import about
from avow.disclosures.models import Draft
from avow.people.models import Person
from avow.policy import Kind

MOST = 100
LATEST = 3
"""So many drafts have a line of their own; those before stand in one line, as one may begin only to look."""


def unfinished(person: Person, on: date) -> Iterator[Duty]:
    """The latest drafts, each a line, and one line for all before; a change of what was sent is always a line."""
    drafts = Draft.objects.filter(disclosure__person=person).select_related("disclosure__person").order_by("-saved_at")
    drafts = drafts[:MOST]
    if not drafts:
        return
    try:
        kinds = policy_in_force(on).kinds
    except NoPolicyInForce:
        return
    drafts = [draft for draft in drafts if draft.disclosure.kind in kinds]
    begun = [draft for draft in drafts if draft.base_id is None]
    earlier = begun[LATEST:] if len(begun) > LATEST + 1 else []
    for draft in drafts:
        if draft not in earlier:
            yield _line(draft, kinds[draft.disclosure.kind])
    if earlier:
        url = f"{reverse('disclosures:mine')}#group-drafts"
        yield Duty(f"And {len(earlier)} more that you began: send them, or throw them away", url, minutes=1)


def _line(draft: Draft, kind: Kind) -> Duty:
    title = kind.title[:1].lower() + kind.title[1:]
    began = "Finish what you began" if draft.base_id is None else "Finish what you began to change"
    words = about(draft)
    return Duty(
        title=f"{began}: {title}" + (f": {words}" if words else ""),
        url=reverse("disclosures:resume", args=[draft.disclosure.public_id]),
        minutes=3,
        clause=kind.clauses[-1] if kind.clauses else None,
    )
