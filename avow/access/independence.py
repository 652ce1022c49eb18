"""Who may not decide on a matter: nobody judges their own, a relative's or a superior's, whatever roles they hold."""

from collections.abc import Collection
from datetime import date

from avow.access.models import Capacity
from avow.access.participants import capacities
from avow.people.line import is_below
from avow.people.models import Person


def why_not(
    person: Person,
    discloser: Person,
    subject: str,
    on: date,
    related: Collection[str] = frozenset(),
    involved: Collection[str] = frozenset(),
) -> str | None:
    """Why the person may not review or decide the discloser's matter on the day, as a plain sentence; None if they may.

    `subject` is the public id of the disclosure. `related` holds the public ids of people known to be relatives of
    the discloser or named as such in the matter; `involved` those of people named in it otherwise, as the manager it
    is about.
    """
    if person == discloser:
        return "It is their own matter."
    if person.public_id in related:
        return "It is a relative's matter."
    if person.public_id in involved:
        return "They are named in it."
    if is_below(person, discloser, on):
        return "It is the matter of someone above them in the reporting line."
    if Capacity.EXCLUDED in capacities(person, subject, on):
        return "They are kept out of this matter."
    return None
