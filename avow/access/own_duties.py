"""What the roles themselves ask of someone: a proposal that waits for a second person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access import roles
from avow.access.duties import Duty
from avow.access.models import RoleProposal
from avow.people.models import Person


def proposals_to_confirm(person: Person, on: date) -> Iterator[Duty]:
    """One duty for all proposals the person could confirm: not their own, and not for themselves."""
    if roles.MAY_CONFIRM.isdisjoint(roles.roles_of(person, on)):
        return
    waiting = RoleProposal.objects.filter(grant__isnull=True, ended__isnull=True).exclude(person=person)
    number = sum(1 for proposal in waiting if proposal.proposed_by_id != person.pk)
    if number:
        title = "Confirm a role for someone" if number == 1 else f"Confirm {number} roles"
        yield Duty(title, reverse("access:proposals"), minutes=number)
