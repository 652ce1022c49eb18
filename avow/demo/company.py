"""Kestrel Pumps: who works there, with whom it deals, who has which role, and which policy it adopted."""

import csv
from datetime import date, datetime
from pathlib import Path

from avow.access import acts as access
from avow.access.models import Role
from avow.adoptions.acts import adopt
from avow.counterparties.acts import put_many as put_counterparties
from avow.people.acts import put_many as put_people
from avow.people.models import Person
from avow.policy import corporate, load

FOLDER = Path(__file__).parent

ROLES: list[tuple[str, Role, str]] = [
    ("K-002", Role.COMPLIANCE_OFFICER, ""),
    ("K-003", Role.DEPUTY, ""),
    ("K-001", Role.CHIEF_EXECUTIVE, ""),
    ("K-008", Role.BOARD_COMMITTEE, ""),
    ("K-009", Role.BOARD_COMMITTEE, ""),
    ("K-005", Role.HR_PARTNER, "HR Akron"),
    ("K-023", Role.HR_PARTNER, "HR Ulm"),
    ("K-016", Role.MANAGEMENT, ""),
    ("K-004", Role.AUDITOR, ""),
    ("K-006", Role.ADMINISTRATOR, ""),
]
"""Employee number, role, department. Each department has its HR partner, so that nothing of it falls to Chen. The
administrator last: until there is one, the command line grants."""

CAST: list[tuple[str, str]] = [
    ("K-012", "Amina buys castings, and has something to disclose"),
    ("K-011", "Luisa is Amina's manager, is asked for her view, and has not signed this year's form"),
    ("K-010", "Boris leads purchasing, signed on paper, and compares what was entered"),
    ("K-002", "Chen is corporate counsel and the compliance officer"),
    ("K-003", "Greta is Chen's deputy"),
    ("K-001", "Dolores is the chief executive"),
    ("K-008", "Henrietta chairs the board committee"),
    ("K-005", "Farah is local HR in Akron: who is missing, a conflict to advise of"),
    ("K-023", "Yuki is local HR in Ulm: who is missing"),
    ("K-004", "Emeka audits; his pages come later"),
    ("K-006", "Ines runs the installation, and reads no case"),
    ("K-013", "Goran works in another plant, and sees nothing of all this"),
    ("K-015", "Tomasz works on the dock, with a phone"),
    ("K-016", "Ruth is to read the reports to management; they come later"),
    ("K-017", "Pavel has started too early"),
]
"""Who has an account in the demo, and what they are."""

TRUE = {"yes": True, "no": False}


def found(on: date, at: datetime) -> dict[str, Person]:
    """People, counterparties, roles and the policy, as of `on`; gives the people by employee number."""
    people: dict[str, dict[str, object]] = {}
    for row in _rows("people.csv"):
        number = row.pop("number")
        people[number] = {
            **row,
            "manager": row["manager"] or None,
            "acting_supervisor": TRUE[row["acting_supervisor"]],
            "joined_on": date.fromisoformat(row["joined_on"]),
        }
    put_people(people, on=on, by="command line", at=at)
    put_counterparties(_counterparties(), on=on, by="command line", at=at)
    known = {person.number: person for person in Person.objects.all()}
    for number, role, department in ROLES:
        proposal = access.propose_role(known[number], role, None, on, at, department=department)
        access.confirm_role(proposal, None, on, at)
    second = access.propose_role(known["K-007"], Role.ADMINISTRATOR, known["K-006"], on, at)
    access.confirm_role(second, known["K-002"], on, at)
    return known


def adopted(known: dict[str, Person], on: date, at: datetime) -> None:
    """The compliance officer proposes the corporate policy, the chief executive adopts it, as of the day or later."""
    from_day = max(on, load(corporate()).in_force_from)
    adopt("corporate", from_day=from_day, proposed_by=known["K-002"], adopted_by=known["K-001"], at=at)


def _counterparties() -> dict[str, dict[str, object]]:
    found = {}
    for row in _rows("counterparties.csv"):
        found[row["number"]] = {
            "name": row["name"],
            "country": row["country"],
            "is_recognised_bank": TRUE[row["is_recognised_bank"]],
            "is_state_owned": TRUE[row["state_owned"]],
            "parent": row["parent"] or None,
            "standings": [(row["relation"], row["tense"])],
            "aliases": [alias for alias in row["aliases"].split(";") if alias],
        }
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
