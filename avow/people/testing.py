"""The cast of every test: Amina declares, Boris manages her, Dolores is the chief executive over everyone but Goran."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from avow.people.acts import put_many
from avow.people.models import Person


@dataclass(frozen=True)
class Cast:
    """Everyone the tests know, on one day."""

    amina: Person
    boris: Person
    chen: Person
    dolores: Person
    emeka: Person
    farah: Person
    goran: Person


def cast(on: date = date(2026, 1, 1)) -> Cast:
    """Take the cast on. Amina reports to Boris, Boris to Dolores; Chen, Farah and Emeka to Dolores; Goran to nobody."""
    here = {
        "employer": "Norden Works AB",
        "site": "Gothenburg",
        "country": "SE",
        "language": "en",
        "hr_department": "Works HR",
        "worker_type": "full_time",
        "standing": "employee",
        "joined_on": on,
    }
    statements = {
        "D1": {**here, "name": "Dolores Vidal", "grade": "E1", "standing": "officer", "job_title": "Chief executive"},
        "B1": {**here, "name": "Boris Lindqvist", "grade": "M2", "manager": "D1", "job_title": "Head of purchasing"},
        "A1": {**here, "name": "Amina Haddad", "grade": "P3", "manager": "B1", "job_title": "Buyer"},
        "C1": {**here, "name": "Chen Wei", "grade": "M3", "manager": "D1", "job_title": "Corporate counsel"},
        "E1": {**here, "name": "Emeka Okafor", "grade": "P4", "manager": "D1", "job_title": "Internal auditor"},
        "F1": {**here, "name": "Farah Rahimi", "grade": "P3", "manager": "D1", "job_title": "HR partner"},
        "G1": {**here, "name": "Goran Petrov", "grade": "P2", "employer": "Sever Stal", "site": "Plovdiv",
               "country": "BG", "hr_department": "Sever HR", "job_title": "Planner"},
    }  # fmt: skip
    for given in statements.values():
        given["email"] = f"{given['name'].split()[0].lower()}@example.com"
    put_many(statements, on=on, by="system", at=datetime.combine(on, time(8), UTC))
    people = {person.number: person for person in Person.objects.filter(number__in=statements)}
    return Cast(*(people[number] for number in ("A1", "B1", "C1", "D1", "E1", "F1", "G1")))
