"""What the versions of the policy ask of someone: a proposal to adopt or leave, records to look at again."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.adoptions.authority import may_adopt
from avow.adoptions.models import Proposal
from avow.people.models import Person
from avow.trials import reading
from avow.trials.visibility import may_see


def to_look_at(person: Person, on: date) -> Iterator[Duty]:
    """One duty for all records that an adopted version judges otherwise."""
    if not may_see(person, on):
        return
    number = reading.waiting(person, on)
    if number:
        records = "1 record that is" if number == 1 else f"{number} records that are"
        yield Duty(f"Look again at {records} now judged otherwise", reverse("trials:look-again"), minutes=2 * number)


def to_adopt(person: Person, on: date) -> Iterator[Duty]:
    """One duty for each proposed version that the person could adopt: those of others."""
    if not may_adopt(person, on):
        return
    for proposal in Proposal.objects.visible_to(person, on).open().exclude(proposed_by=person):
        title = f"Read the proposed version {proposal.version} of the policy"
        yield Duty(title, reverse("trials:proposal", args=[proposal.public_id]), minutes=15)
