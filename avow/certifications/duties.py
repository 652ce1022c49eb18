"""What certifications put on the home page."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from avow.access.duties import Duty
from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.certifications.acknowledging.since import due_of
from avow.certifications.outstanding import is_outstanding
from avow.people.models import Person
from avow.policy.pack import Pack

WORDS_A_MINUTE = 200


def to_acknowledge(person: Person, on: date) -> Iterator[Duty]:
    """The version in force, until the person has acknowledged it; due on the day that the policy sets."""
    try:
        pack = policy_in_force(on)
    except NoPolicyInForce:
        return
    if is_outstanding(person, pack, on):
        yield Duty(
            "Read and acknowledge the policy",
            reverse("web:policy"),
            due_of(person, pack, on),
            minutes=minutes_to_read(pack),
            under="acknowledgement",
        )


def minutes_to_read(pack: Pack) -> int:
    """How long the policy takes at 200 words a minute; at least one."""
    texts = (text for clause in pack.clauses.values() for text in (clause.title, clause.summary, clause.means))
    return max(1, round(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE))
