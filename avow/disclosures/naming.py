"""Who is named in a disclosure, and which relatives somebody ever named: they keep away from the matter."""

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
    rows = Relative.objects.filter(person=person).select_related("attested")
    return {folded(name) for row in rows if (name := row.name()) != ERASED} - {frozenset()}


def names_in(version: Version) -> set[frozenset[str]]:
    """The names that a version gives; none once it cannot be read any more."""
    try:
        answers = version.answers()
    except Erased:
        return set()
    return {folded(str(answers[name])) for name in NAMING if answers.get(name)} - {frozenset()}
