"""What waits for the compliance officer of local HR: advice and closing returns that nobody has received."""

from dataclasses import dataclass

from avow.adoptions.current import pack_by_hash
from avow.certifications.local_hr.acts.advising import kept_from
from avow.certifications.local_hr.looking_after import Looks
from avow.certifications.models import Advice, ClosingReturn


@dataclass(frozen=True)
class Told:
    """An advice as one reads it in a list."""

    advice: Advice
    what: str
    clauses: tuple[str, ...]

    @property
    def person(self):
        return self.advice.conflict.form.included.person


def waiting_advice(theirs: Looks, most: int | None = None) -> list[Told]:
    """Advice that nobody has received, the oldest first; not of one's own form, or of one that names oneself."""
    return told(Advice.objects.filter(received=None).order_by("pk")[:most], theirs)


def given_advice(theirs: Looks, campaign, department: str | None = None, most: int = 100) -> list[Told]:
    """What was advised in a campaign, the latest first."""
    rows = Advice.objects.filter(conflict__form__included__campaign=campaign).order_by("-pk")
    if not theirs.is_officer:
        rows = rows.filter(department__in=theirs.departments)
    if department is not None:
        rows = rows.filter(department=department)
    return told(rows[:most], theirs)


def told(rows, theirs: Looks) -> list[Told]:
    """These, as far as the person may read them."""
    found = list(rows.select_related("by", "received__by", "conflict__form__included__person"))
    return [_told(one) for one, away in zip(found, kept_from(found, theirs), strict=True) if not away]


def _told(row: Advice) -> Told:
    kind = pack_by_hash(row.conflict.form.pack_hash).kinds.get(row.conflict.kind)
    return Told(row, kind.title if kind else row.conflict.kind, tuple(row.conflict.clauses.split()))


def waiting_returns() -> list[ClosingReturn]:
    """Closing returns that nobody has received, the oldest first."""
    rows = ClosingReturn.objects.filter(received=None).select_related("campaign", "by")
    return list(rows.order_by("pk"))
