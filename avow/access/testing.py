"""Shortcuts for tests: an account, being signed in, a role without its ceremony."""

from datetime import UTC, date, datetime, time

from django.db import transaction
from django.test import Client

from avow.access import acts
from avow.access.models import Account, RoleGrant, RoleProposal
from avow.ledger.acts import Doc
from avow.people.models import Person

PASSWORD = "a quiet word for tests"  # noqa: S105


def account_for(person: Person, password: str = PASSWORD) -> Account:
    """The person's account, opened if there was none; the username is the employee number."""
    existing = Account.objects.filter(person=person).first()
    return existing or acts.open_account(person, password, at=datetime(2026, 1, 1, tzinfo=UTC))


def sign_in(client: Client, person: Person) -> Client:
    """The client, signed in as the person, without going through the sign-in page."""
    client.force_login(account_for(person))
    return client


@transaction.atomic
def grant(person: Person, role: str, on: date = date(2026, 1, 1), department: str = "") -> RoleGrant:
    """The person holds the role from the day, as if the command line had granted it before the first administrator."""
    at = datetime.combine(on, time(8), UTC)
    body = {
        "person": person.public_id,
        "role": role,
        "department": department,
        "on": on.isoformat(),
        "proposed_by": None,
    }
    subject = f"person:{person.public_id}"
    entry = acts._entry("role proposed", None, subject, at, [Doc(RoleProposal.schema, body, key="register")])
    proposal = RoleProposal.objects.create(
        attested=entry.documents[0], person=person, role=role, department=department, on=on
    )
    return acts._grant(proposal, None, on, at)
