"""Who is named in a disclosure, and which relatives somebody ever named: they keep away from the matter."""

from collections.abc import Collection

from avow.config import once
from avow.disclosures.models import Relative, Version
from avow.disclosures.models.version import ERASED
from avow.ledger.keyring import Erased
from avow.people.models import Person

NAMING = ("colleague", "relative_name", "other_side")
"""The answers that may name somebody from the company."""


def folded(name: str) -> frozenset[str]:
    """The words of a name, whatever their order, case and punctuation, so that "Wei, Chen" is "Chen Wei"."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return frozenset(words)


def relatives_of(person: Person) -> set[frozenset[str]]:
    """The names of the relatives whom a person has ever named."""
    return relatives_of_each({person.pk}).get(person.pk, set())


def relatives_of_each(people: Collection[int]) -> dict[int, set[frozenset[str]]]:
    """The same for several people, by primary key; without those who named nobody."""
    return {person: names for person, names in _relatives(people).items() if names}


@once.looked_up_each
def _relatives(people: Collection[int]) -> dict[int, set[frozenset[str]]]:
    found: dict[int, set[frozenset[str]]] = {person: set() for person in people}
    for row in Relative.objects.filter(person__in=people).select_related("attested"):
        if (name := row.name()) != ERASED and folded(name):
            found[row.person_id].add(folded(name))
    return found


def names_in(version: Version) -> set[frozenset[str]]:
    """The names that a version gives; none once it cannot be read any more."""
    try:
        answers = version.answers()
    except Erased:
        return set()
    return {folded(str(answers[name])) for name in NAMING if answers.get(name)} - {frozenset()}
