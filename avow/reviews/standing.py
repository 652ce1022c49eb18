"""Whether a consultation still waits for its answer, and if not, why."""

from avow.disclosures.models import Version
from avow.reviews.acts.consultations import is_over
from avow.reviews.models import Consultation

MOVED = "Somebody else has been asked instead. Nothing is needed from you any more."
CHANGED = "What was disclosed has changed since. Nothing is needed here any more; if need be, you are asked again."
OVER = "This was taken back, or is over. Nothing is needed from you any more."


def is_settled(row: Consultation) -> bool:
    """Answered, or not needed any more."""
    return hasattr(row, "answer") or bool(why_closed(row))


def why_closed(row: Consultation) -> str:
    """Why an unanswered consultation needs no answer any more; empty while it does."""
    if hasattr(row, "moved_to"):
        return MOVED
    if Version.objects.filter(disclosure=row.case.disclosure_id, number__gt=row.version.number).exists():
        return CHANGED
    return OVER if is_over(row.case) else ""
