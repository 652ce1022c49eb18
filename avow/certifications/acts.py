"""Acknowledging the version of the policy in force (6.5)."""

from datetime import date, datetime

from django.db import transaction

from avow.certifications.models import Acknowledgement
from avow.certifications.outstanding import acknowledgement_of, is_asked
from avow.ledger.acts import Doc, record
from avow.people.models import Person
from avow.policy.pack import Pack


class NotAsked(Exception):
    """The person is not among those who acknowledge this policy. The text says so to them."""


@transaction.atomic
def acknowledge(person: Person, pack: Pack, *, on: date, at: datetime, language: str = "en") -> Acknowledgement:
    """The person says that they read this version. Saying it twice is saying it once: the first stays.

    Raises NotAsked.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if existing := acknowledgement_of(person, pack):
        return existing
    if not is_asked(person, pack, on):
        raise NotAsked("The policy does not ask you to acknowledge it, so there is nothing to record.")
    body = says(person, pack, language, on)
    entry = record(
        "policy acknowledged",
        actor=person,
        subject=f"policy:{pack.hash}",
        at=at,
        docs=[Doc(Acknowledgement.schema, body, key=person.key)],
    )
    return Acknowledgement.objects.create(
        attested=entry.documents[0],
        person=person,
        pack_hash=pack.hash,
        version=pack.version,
        on=on,
        language=language,
    )


def says(person: Person, pack: Pack, language: str, on: date) -> dict[str, str]:
    """What is attested of it: alone, or with the form that was signed."""
    return {
        "person": person.public_id,
        "pack_hash": pack.hash,
        "version": pack.version,
        "on": on.isoformat(),
        "language": language,
        "words": pack.form["acknowledgement"],
    }
