"""Who must keep away from a matter: nobody acts on their own, a relative's, their superior's, one in which they are
named, one they were delegated by the discloser, or one they stepped aside from (mission, "The people")."""

from dataclasses import dataclass, field
from datetime import date

from avow.access import independence
from avow.access.models import Role
from avow.access.roles import holds
from avow.disclosures.models import Disclosure, Version
from avow.disclosures.naming import folded, names_in, relatives_of
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
        matter = cls(disclosure, on)
        for version in Version.objects.filter(disclosure=disclosure).select_related("attested", "relative__attested"):
            matter.named |= names_in(version)
        matter.relatives = relatives_of(disclosure.person)
        stepped = SteppedAside.objects.filter(case__disclosure=disclosure)
        matter.aside = set(stepped.values_list("person", flat=True))
        return matter

    def why_not(self, person: Person) -> str | None:
        """Why this person must keep away, as a sentence; None when they may act."""
        discloser, name = self.disclosure.person, folded(person.name)
        if person.pk in self.aside:
            return "They stepped aside."
        related = name in self.relatives or (
            person.pk != discloser.pk and folded(discloser.name) in relatives_of(person)
        )
        found = independence.why_not(
            person,
            discloser,
            self.disclosure.public_id,
            self.on,
            related={person.public_id} if related else (),
            involved={person.public_id} if name in self.named else (),
        )
        if found is None and holds(person, Role.DEPUTY, self.on) and holds(discloser, Role.COMPLIANCE_OFFICER, self.on):
            return "They act on behalf of the person who disclosed."
        return found


def why_not(person: Person, disclosure: Disclosure, on: date) -> str | None:
    """Why this person must keep away from one disclosure, as a sentence; None when they may act."""
    return Matter.of(disclosure, on).why_not(person)
