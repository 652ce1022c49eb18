"""What every act of a review does first and last: lock the case, and write one entry with its documents."""

from collections.abc import Iterable
from datetime import datetime

from avow.disclosures.models import Version
from avow.ledger.acts import Doc, record
from avow.ledger.keyring import Erased
from avow.ledger.models import Attested, Entry
from avow.people.models import Person
from avow.reviews.models import Case
from avow.reviews.refusals import Refused

LONGEST = 10_000
"""Characters in one text; more belongs into an attachment."""


CHANGED = (
    "This changed while you were at it: there is a new version, or somebody else decides now. Look at it once more."
)


def locked(case: Case) -> Case:
    """The case, locked until the transaction ends, so that acts on it follow one another.

    A new version comes in without this lock: whoever sends it holds the ledger's head already, which is the last lock
    to be taken. So what an act saw first is remembered here, and `write` looks again once it has the head.
    """
    rows = Case.objects.select_for_update(no_key=True, of=("self",)).select_related("disclosure__person")
    case = rows.get(pk=case.pk)
    case.seen = _seen(case)
    return case


def _seen(case: Case) -> tuple[int | None, int | None]:
    """Which version counts, and which routing."""
    versions = Version.objects.filter(disclosure=case.disclosure_id).order_by("-number").values_list("pk", flat=True)
    return versions.first(), case.routings.order_by("-pk").values_list("pk", flat=True).first()


def latest(case: Case) -> Version:
    """The version that counts now."""
    return Version.objects.filter(disclosure=case.disclosure).select_related("attested").order_by("-number").first()


def write(
    verb: str, case: Case, *, by: Person | str, role: str, at: datetime, docs: Iterable[tuple[type, dict]]
) -> tuple[Entry, list[Attested]]:
    """One entry about the case, with documents sealed by the key of the person who disclosed. Raises Refused."""
    sealed = [Doc(model.schema, body, key=case.key) for model, body in docs]
    try:
        entry = record(verb, actor=by, acting_as=role, subject=case.subject, at=at, docs=sealed)
    except Erased:
        raise Refused("The contents of this case have been erased. Nothing can be added to it any more.")
    seen = getattr(case, "seen", None)
    if seen is not None and seen != _seen(case):
        raise Refused(CHANGED)
    return entry, list(entry.documents)


def words(text: str, missing: str) -> str:
    """What somebody wrote, without blanks around it. Raises Refused when there is nothing, or far too much."""
    text = text.strip()
    if not text:
        raise Refused(missing)
    return limited(text)


def limited(text: str) -> str:
    """A text that may be empty, without blanks around it. Raises Refused when it is far too long."""
    text = text.strip()
    if len(text) > LONGEST:
        raise Refused(f"This is {len(text)} characters long; {LONGEST} are enough.")
    return text
