"""At a shared device: entering with code and fact, staying while there are signs of life, signing, and ending."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from avow.certifications.campaigns import standing
from avow.certifications.form import acts as form_acts
from avow.certifications.kiosk import codes, facts
from avow.certifications.kiosk.handing_out import opens_nothing
from avow.certifications.models import OneTimeCode, SignedForm, Sitting

IDLE = timedelta(seconds=60)
"""Without a sign of life for so long it is over."""
MOST_FAILED = 5
"""Wrong facts with a code, after which it is dead."""
READ = ("included__person", "included__campaign", "made__by")
"""What is read with a code."""


@transaction.atomic
def enter(code: str, fact: str, *, on: date, at: datetime) -> str | None:
    """Open the form of whoever has this code and knows this fact; gives what their browser holds. A sitting that was
    open elsewhere with this code is over. None where code and fact do not go together, the code is dead, used, void or
    past its campaign, or whoever made it must by now keep away from what it opens: which of these, nobody is told, and
    of a code with its fact each takes as long. A wrong fact is counted, whatever else happens."""
    rows = OneTimeCode.objects.select_for_update(of=("self",)).select_related(*READ)
    row = rows.filter(digest=codes.digest(code)).first()
    if not facts.is_right(row.included.person if row else None, fact):
        OneTimeCode.objects.filter(pk=row.pk if row else 0).update(failed=F("failed") + 1)
        return None
    if row is None or opens_nothing(row, on):
        return None
    if row.failed >= MOST_FAILED or row.used_at is not None or not _is_open(row, on):
        return None
    token = secrets.token_urlsafe(32)
    Sitting.objects.update_or_create(code=row, defaults={"digest": _digest(token), "seen_at": at})
    return token


@transaction.atomic
def sitting(token: str, *, on: date, at: datetime) -> Sitting | None:
    """The sitting of this browser, seen now; None once it is over, which it is after IDLE without a sign of life, and
    where whoever made the code must by now keep away from what is disclosed, other than by what is written here."""
    rows = Sitting.objects.select_for_update(of=("self",)).filter(digest=_digest(token))
    found = rows.select_related(*(f"code__{one}" for one in READ)).first()
    if found is None:
        return None
    over = at - found.seen_at >= IDLE or not _is_open(found.code, on)
    if over or opens_nothing(found.code, on, sitting=True):
        found.delete()
        return None
    found.seen_at = at
    found.save(update_fields=["seen_at"])
    return found


def end(token: str) -> None:
    """It is over; nothing happens when it was before."""
    Sitting.objects.filter(digest=_digest(token)).delete()


@transaction.atomic
def sign(
    found: Sitting, *, typed_name: str, code: str, fact: str, shown: str, language: str = "en", on: date, at: datetime
) -> SignedForm | None:  # fmt: skip
    """Sign the form of this sitting; with that the code is used. None where code or fact, asked again, are wrong, which
    counts as a wrong try. Raises as form.acts.sign, and form.acts.NotTheirs once the code is void."""
    included = form_acts.drafting.lock(found.code.included, found.code.included.person)
    row = OneTimeCode.objects.select_for_update().filter(pk=found.code_id).first()
    if row is None or row.used_at is not None or row.failed >= MOST_FAILED:
        raise form_acts.NotTheirs
    if not (secrets.compare_digest(codes.digest(code), row.digest) and facts.is_right(included.person, fact)):
        OneTimeCode.objects.filter(pk=row.pk).update(failed=F("failed") + 1)
        return None
    form = form_acts.sign(
        included, by=included.person, typed_name=typed_name, way="kiosk", language=language, on=on, at=at, shown=shown
    )
    row.used_at = at
    row.save(update_fields=["used_at"])
    return form


def _is_open(row: OneTimeCode, on: date) -> bool:
    included = row.included
    is_open = standing.state_of(included.campaign, on) in (standing.OPEN, standing.LATE)
    return is_open and on < included.closes and included.person.is_here(on)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
