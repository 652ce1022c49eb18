"""The officer keeps a case open although the person took it back, or it has ended."""

from datetime import date, datetime

from django.db import transaction

from avow.people.models import Person
from avow.reviews.acts.consultations import is_over
from avow.reviews.acts.recording import locked, words, write
from avow.reviews.authority import must_prepare
from avow.reviews.models import Case, KeptOpen
from avow.reviews.refusals import Refused


@transaction.atomic
def keep_open(case: Case, *, by: Person, reason: str, on: date, at: datetime) -> KeptOpen:
    """Keep reviewing what was withdrawn or has ended, with a reason. Raises Refused."""
    case = locked(case)
    role = must_prepare(by, case, on).role
    if KeptOpen.objects.filter(case=case).exists():
        raise Refused("This case is already kept open.")
    if not is_over(case):
        raise Refused("This case is open: nothing was taken back, and nothing has ended.")
    reason = words(reason, "Say why the case stays open.")
    body = {"case": case.public_id, "on": on.isoformat(), "by": by.public_id, "reason": reason}
    _, (attested,) = write("case kept open", case, by=by, role=role, at=at, docs=[(KeptOpen, body)])
    return KeptOpen.objects.create(attested=attested, case=case, on=on, by=by)
