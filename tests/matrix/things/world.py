"""Everyone who asks, and what one can ask for."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from avow.access.testing import grant
from avow.ledger.identifiers import public_id
from avow.people.acts import put
from avow.people.models import Person
from avow.reviews import testing as reviews

BEGIN = date(2026, 1, 1)
ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass
class World:
    """`who` is everyone who asks, by the column of the table. `parts` gives the parts of the path for an address, or
    for one act there; `sent` gives the fields of its form for an address and an act."""

    who: dict[str, Person]
    parts: dict[str | tuple[str, str], dict[str, object]] = field(default_factory=dict)
    sent: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)

    def parts_of(self, name: str, act: str) -> dict[str, object]:
        """The parts of the path for this act at this address."""
        return self.parts.get((name, act), self.parts.get(name, {}))


NAMES_SOMETHING = {"public_id", "person_id", "file_id", "test_id"}
"""The parts of a path that name something of somebody: a stranger must not learn whether it exists."""


def unknown(parts: dict[str, object]) -> dict[str, object]:
    """The same parts, naming things that never existed."""
    return {name: public_id() if name in NAMES_SOMETHING else part for name, part in parts.items()}


def made() -> tuple[World, reviews.House]:
    """The house, and everyone of the table with their roles."""
    house = reviews.house(BEGIN)
    house.extra = {
        number: put(number, on=BEGIN, by="system", at=AT, name=name, manager=manager, country="SE")
        for number, name, manager in (
            ("N1", "Nadia Colleague", house.boris),
            ("V1", "Devi Deputy", house.chen),
            ("K1", "Karin Committee", None),
            ("M1", "Mikael Management", house.dolores),
            ("Z1", "Ada Administrator", None),
            ("Z2", "Otto Administrator", None),
            ("U1", "Ulla Auditor", house.dolores),
        )
    }
    return World(_everyone(house)), house


def _everyone(house) -> dict[str, Person]:
    new = house.extra
    grant(new["V1"], "deputy", BEGIN)
    grant(new["K1"], "board_committee", BEGIN)
    grant(house.farah, "hr_partner", BEGIN, "Works HR")
    grant(new["M1"], "management", BEGIN)
    grant(new["U1"], "auditor", BEGIN)
    grant(new["Z1"], "administrator", BEGIN)
    grant(new["Z2"], "administrator", BEGIN)
    return {
        "stranger": house.goran,
        "discloser": house.amina,
        "colleague": new["N1"],
        "manager": house.boris,
        "officer": house.chen,
        "deputy": new["V1"],
        "chief": house.dolores,
        "board": new["K1"],
        "hr": house.farah,
        "management": new["M1"],
        "auditor": new["U1"],
        "administrator": new["Z1"],
    }
