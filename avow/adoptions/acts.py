"""Adopting a version of the policy: one person proposes, another adopts, from a day."""

from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from avow.adoptions import copies
from avow.adoptions.current import NoPolicyInForce, adoption_in_force
from avow.adoptions.models import Adoption
from avow.ledger.acts import Doc, record
from avow.ledger.models import Head
from avow.people.models import Person
from avow.policy.loading import find


class NotAdopted(Exception):
    """The version cannot be adopted so. The text says why, and what to do."""


@transaction.atomic
def adopt(
    pack_name_or_path: str | Path, *, from_day: date, proposed_by: Person, adopted_by: Person, at: datetime
) -> Adoption:
    """Let this pack bind everyone from a day on. What is adopted are the files as they are at this moment.

    The first adoption may begin in the past, where a company brings a policy it already has; any other begins on the
    day of adopting at the earliest. None begins before the pack itself says it is in force. Raises NotAdopted,
    copies.CasesFail, avow.policy.problems.PackError, avow.policy.loading.PackNotFound.
    """
    day = timezone.localdate(at)
    if proposed_by == adopted_by:
        raise NotAdopted("A second person adopts a policy: not the one who proposed it.")
    for person in (proposed_by, adopted_by):
        if person.left_on is not None and person.left_on <= day:
            raise NotAdopted(f"{person.number} has left.")
    folder = find(pack_name_or_path, settings.AVOW_POLICIES)
    files = copies.files_of(folder)
    pack = copies.check(files)
    if from_day < pack.in_force_from:
        raise NotAdopted(
            f"This version is in force from {pack.in_force_from} at the earliest, as its policy.toml says."
        )
    Head.objects.select_for_update().get(pk=1)  # two adoptions at once: one sees the other
    if Adoption.objects.exists() and from_day < day:
        raise NotAdopted(f"Only the first adoption may begin in the past. Begin on {day} or later.")
    _not_again(pack.hash, from_day)
    body = {
        "pack_hash": pack.hash,
        "name": pack.name,
        "version": pack.version,
        "from_day": from_day.isoformat(),
        "proposed_by": proposed_by.public_id,
        "adopted_by": adopted_by.public_id,
        "source": folder.name if folder.name == str(pack_name_or_path) else str(folder.resolve()),
        "files": files,
    }
    entry = record(
        "policy adopted",
        actor=adopted_by,
        subject=f"policy:{pack.hash}",
        at=at,
        docs=[Doc(Adoption.schema, body, key="register")],
    )
    copies.keep(pack.hash, files)
    return Adoption.objects.create(
        attested=entry.documents[0],
        pack_hash=pack.hash,
        name=pack.name,
        version=pack.version,
        from_day=from_day,
        proposed_by=proposed_by,
        adopted_by=adopted_by,
    )


def _not_again(pack_hash: str, from_day: date) -> None:
    try:
        present = adoption_in_force(from_day)
    except NoPolicyInForce:
        return
    if present.pack_hash == pack_hash:
        raise NotAdopted(f"This very version already binds on {from_day}: adopted from {present.from_day}.")
