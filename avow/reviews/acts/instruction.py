"""The person says that they have read the instruction (1.1)."""

from datetime import date, datetime

from django.db import transaction

from avow.adoptions.current import pack_by_hash
from avow.disclosures.models import Version
from avow.people.models import Person
from avow.reviews.acts.recording import latest, locked, write
from avow.reviews.instruction import instruction_for
from avow.reviews.models import Case, InstructionAcknowledged
from avow.reviews.refusals import Refused


@transaction.atomic
def acknowledge(case: Case, version: Version, *, by: Person, on: date, at: datetime) -> InstructionAcknowledged:
    """Acknowledge the instruction of the version that counts; a second time changes nothing. Raises Refused."""
    case = locked(case)
    if by.pk != case.disclosure.person_id:
        raise Refused("Only the person who disclosed acknowledges this.")
    if version.pk != latest(case).pk:
        raise Refused("You have changed what you disclosed since. Please read the instruction that goes with it now.")
    there = InstructionAcknowledged.objects.filter(version=version).first()
    if there is not None:
        return there
    body = {
        "case": case.public_id,
        "disclosure": case.disclosure.public_id,
        "version": version.number,
        "on": on.isoformat(),
        "text": instruction_for(pack_by_hash(version.pack_hash), version),
    }
    _, (attested,) = write(
        "instruction acknowledged", case, by=by, role="discloser", at=at, docs=[(InstructionAcknowledged, body)]
    )
    return InstructionAcknowledged.objects.create(attested=attested, case=case, version=version, on=on)
