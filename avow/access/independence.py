"""Who may not decide on a matter: nobody judges their own, a relative's or a superior's, whatever roles they hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from avow.access.models import Capacity
from avow.access.participants import capacities, subjects_for
from avow.people.line import is_below, keys_above
from avow.people.models import Person


@dataclass(frozen=True)
class Known:
    """What is known of somebody on a day, looked up once to be asked about many matters: who is `above` them (primary
    keys), and the subjects that they are kept `out_of`."""

    above: frozenset[int]
    out_of: frozenset[str]

    @classmethod
    def of(cls, person: Person, on: date) -> "Known":
        """Look it up, in a fixed number of queries."""
        out_of = subjects_for(person, on, [Capacity.EXCLUDED]).values_list("subject", flat=True)
        return cls(frozenset(keys_above(person, on)), frozenset(out_of))


def why_not(
    person: Person,
    discloser: Person,
    subject: str,
    on: date,
    related: Collection[str] = frozenset(),
    involved: Collection[str] = frozenset(),
    known: Known | None = None,
) -> str | None:
    """Why the person may not review or decide the discloser's matter on the day, as a plain sentence; None if they may.

    `subject` is the public id of the disclosure. `related` holds the public ids of people known to be relatives of
    the discloser or named as such in the matter; `involved` those of people named in it otherwise, as the manager it
    is about. With `known` of the person nothing is looked up.
    """
    if person == discloser:
        return "It is their own matter."
    if person.public_id in related:
        return "It is a relative's matter."
    if person.public_id in involved:
        return "They are named in it."
    if is_below(person, discloser, on) if known is None else discloser.pk in known.above:
        return "It is the matter of someone above them in the reporting line."
    if Capacity.EXCLUDED in capacities(person, subject, on) if known is None else subject in known.out_of:
        return "They are kept out of this matter."
    return None
