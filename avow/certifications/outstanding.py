"""Who is asked to acknowledge the policy, and who has not yet."""

from datetime import date

from avow.access.facts import facts_for_cohorts
from avow.certifications.models import Acknowledgement
from avow.people.models import Person
from avow.policy.pack import Pack


def is_asked(person: Person, pack: Pack, on: date) -> bool:
    """Whether a cohort of the pack that acknowledges takes in this person on the day; not those who are not with us.

    Where a cohort cannot be told, because a fact about the person is missing, they are asked: everyone is covered
    (2.1), and a missing fact is no reason to be left out.
    """
    if not person.is_here(on):
        return False
    known = {name: value for name, value in facts_for_cohorts(person, on).items() if name in pack.facts}
    asked = [name for name, cohort in pack.cohorts.items() if cohort.asks == "acknowledge"]
    return any(pack.in_cohort(name, known, on) is not False for name in asked)


def acknowledgement_of(person: Person, pack: Pack) -> Acknowledgement | None:
    """The person's acknowledgement of exactly this version."""
    return Acknowledgement.objects.filter(person=person, pack_hash=pack.hash).first()


def is_outstanding(person: Person, pack: Pack, on: date) -> bool:
    """Whether the person is asked to acknowledge this version and has not."""
    return acknowledgement_of(person, pack) is None and is_asked(person, pack, on)
