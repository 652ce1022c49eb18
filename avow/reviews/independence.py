"""Who must keep away from a matter: nobody acts on their own, a relative's, their superior's, one in which they are
named, one they were delegated by the discloser, or one they stepped aside from (mission, "The people")."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from avow.access import independence
from avow.access.models import Role
from avow.access.roles import holders, holds
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.naming import folded, names_in, relatives_of, relatives_of_each
from avow.people.models import Person
from avow.reviews.models import SteppedAside


@dataclass
class Matter:
    """One disclosure with what has to be known of it to say who must keep away; opened once, asked about many."""

    disclosure: Disclosure
    on: date
    named: set[frozenset[str]] = field(default_factory=set)
    relatives: set[frozenset[str]] = field(default_factory=set)
    aside: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, disclosure: Disclosure, on: date) -> "Matter":
        """Read what is needed, in a fixed number of queries."""
        return cls.of_each([disclosure], on)[0]

    @classmethod
    def of_each(cls, disclosures: Sequence[Disclosure], on: date) -> "list[Matter]":
        """The same for several, in a number of queries that does not grow with them."""
        relatives = relatives_of_each({one.person_id for one in disclosures})
        found = {one.pk: cls(one, on, relatives=relatives.get(one.person_id, set())) for one in disclosures}
        versions = Version.objects.filter(disclosure__in=found)
        for version in versions.select_related("attested", "relative__attested"):
            found[version.disclosure_id].named |= names_in(version)
        stepped = SteppedAside.objects.filter(case__disclosure__in=found)
        for disclosure, person in stepped.values_list("case__disclosure", "person"):
            found[disclosure].aside.add(person)
        return list(found.values())

    def why_not(self, person: Person, known: "Known | None" = None) -> str | None:
        """Why this person must keep away, as a sentence; None when they may act. With `known` of the person nothing is
        looked up."""
        discloser, name = self.disclosure.person, folded(person.name)
        if person.pk in self.aside:
            return "They stepped aside."
        related = name in self.relatives or (
            person.pk != discloser.pk
            and folded(discloser.name) in (relatives_of(person) if known is None else known.relatives)
        )
        found = independence.why_not(
            person,
            discloser,
            self.disclosure.public_id,
            self.on,
            related={person.public_id} if related else (),
            involved={person.public_id} if name in self.named else (),
            known=known and known.independence,
        )
        if found is None and self._acts_for_the_discloser(person, known):
            return "They act on behalf of the person who disclosed."
        return found

    def _acts_for_the_discloser(self, person: Person, known: "Known | None") -> bool:
        discloser = self.disclosure.person
        if known is not None:
            return discloser.pk in known.acts_for
        return holds(person, Role.DEPUTY, self.on) and holds(discloser, Role.COMPLIANCE_OFFICER, self.on)


@dataclass(frozen=True)
class Known:
    """What is known of somebody on a day, looked up once to be asked about many matters: their `relatives` by name, and
    for whom they act as deputy, by primary key."""

    independence: independence.Known
    relatives: set[frozenset[str]]
    acts_for: frozenset[int]

    @classmethod
    def of(cls, person: Person, on: date) -> "Known":
        """Look it up, in a fixed number of queries."""
        is_deputy = holds(person, Role.DEPUTY, on)
        officers = holders(Role.COMPLIANCE_OFFICER, on) if is_deputy else []
        return cls(
            independence.Known.of(person, on), relatives_of(person), frozenset(officer.pk for officer in officers)
        )


def why_not(person: Person, disclosure: Disclosure, on: date) -> str | None:
    """Why this person must keep away from one disclosure, as a sentence; None when they may act."""
    return Matter.of(disclosure, on).why_not(person)


def kept_away(people: Sequence[Person], disclosures: Sequence[Disclosure], on: date) -> set[tuple[int, int]]:
    """Who must keep away from which, as pairs of primary keys, person first; each person is looked up once, and the
    number of queries does not grow with the disclosures. Each must come with its `person`."""
    matters, found = Matter.of_each(disclosures, on), set()
    for person in people:
        known = Known.of(person, on)
        found |= {(person.pk, one.disclosure.pk) for one in matters if one.why_not(person, known)}
    return found
