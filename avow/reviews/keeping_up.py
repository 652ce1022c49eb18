"""Keeping the participants of cases right when roles, the reporting line or the relatives known
change after a case was opened.

Whoever got a role sees what it lets them see, and whoever must keep away from a case is kept out of it. Between the
change and the next run, acts and every page with contents check independence themselves.
"""

from contextlib import suppress
from datetime import date, datetime

from django.db import transaction

from avow.access import participants
from avow.access.models import RoleGrant
from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Relative
from avow.ledger import keyring
from avow.ledger.acts import record
from avow.people.models import PersonRecord
from avow.reviews import routing
from avow.reviews.acts.opening import body_of, routing_row
from avow.reviews.acts.recording import locked, write
from avow.reviews.independence import Matter
from avow.reviews.models import Case, Routing
from avow.reviews.participation import KEPT, refresh, wanted
from avow.reviews.refusals import Refused


def changed_since(seen: tuple | None, on: date) -> tuple | None:
    """A mark of the roles, the line and the relatives named, as they are; None when it is the one that was seen."""
    grants = RoleGrant.objects.order_by("-pk").values_list("pk", flat=True).first()
    ended = RoleGrant.objects.filter(to_day__isnull=False).count()
    line = PersonRecord.objects.order_by("-pk").values_list("pk", flat=True).first()
    named = Relative.objects.order_by("-pk").values_list("pk", flat=True).first()
    mark = (grants, ended, line, named, on)
    return None if mark == seen else mark


def keep_up(on: date, at: datetime) -> int:
    """Look at every case but the erased; gives how many had to be changed."""
    cases = Case.objects.select_related("disclosure__person").order_by("pk").iterator(200)
    changed = 0
    for case in cases:
        if not keyring.is_destroyed(case.key):
            # A new version that comes in just now is routed anew itself.
            with suppress(Refused):
                changed += keep_up_one(case, on, at)
    return changed


@transaction.atomic
def keep_up_one(case: Case, on: date, at: datetime) -> bool:
    """Make the participants of one case what they should be. Where nobody is left to decide, the case goes on to the
    board committee, as it would today. Whether anything changed."""
    case = locked(case)
    matter = Matter.of(case.disclosure, on)
    before = case.routing
    chosen = routing.settle(before.decides, before.route, before.because, matter, on)
    rows = wanted(matter, chosen.decides, chosen.deciders, on)
    subject = case.disclosure.public_id
    if {(row.person, row.capacity) for row in participants.of(subject, on) if row.capacity in KEPT} == rows:
        return False
    is_open = Case.objects.filter(pk=case.pk).marked().still_open().exists()
    if is_open and chosen.decides != before.decides and chosen.deciders:
        row = routing_row(case, before.version, chosen, pack_by_hash(before.pack_hash), on, like=before)
        entry, (row.attested,) = write(
            "case moved on", case, by="system", role="", at=at, docs=[(Routing, body_of(row, chosen))]
        )
        row.save(force_insert=True)
    else:
        if chosen.decides != before.decides:
            rows = wanted(matter, before.decides, (), on)
        entry = record("participants brought up to date", actor="system", subject=case.subject, at=at)
    return refresh(case, rows, entry, on)
