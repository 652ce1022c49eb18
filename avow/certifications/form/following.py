"""What follows of a signed form: a yes is begun as a disclosure, what changed is opened, what is over is told so."""

from collections.abc import Iterable
from datetime import date, datetime

from avow.certifications.form.filled import CHANGED, ENDED, Confirmed, New
from avow.disclosures import acts as disclosures
from avow.disclosures.models import Disclosure
from avow.people.models import Person

STEP = "form"


def begin(new: New, person: Person, at: datetime) -> Disclosure:
    """A draft of this kind with what was typed on the form; the one that an earlier version of the form made, if it is
    still there. Raises disclosures.acts.Refused."""
    there = Disclosure.objects.filter(public_id=new.disclosure, person=person, kind=new.kind.id).first()
    if there is not None:
        return there
    begun = disclosures.start(person, new.kind.id, at)
    if new.facts:
        disclosures.save_step(begun, new.facts, STEP, person, at)
    return begun


def follow(confirmed: Iterable[Confirmed], person: Person, at: datetime) -> None:
    """Open what changed, and tell what is over. Raises disclosures.acts.Refused."""
    for one in confirmed:
        if one.standing == CHANGED:
            disclosures.amend(one.known.disclosure, person, at)
        elif one.standing == ENDED:
            disclosures.end(one.known.disclosure, person, date.fromisoformat(one.ended_on), at)
