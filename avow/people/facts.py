"""What rules may know of a person on a day. None is "nobody said", and becomes a question."""

from datetime import date
from typing import Any

from avow.people.models import Person, PersonRecord


def facts_about(person: Person, on: date) -> dict[str, Any]:
    """Worker type, grade, country, and whether they manage, are an officer, are a director, on that day.

    A manager has someone reporting to them, or is marked by HR as acting supervisor (6.1). All None when the person
    is not with us on that day.
    """
    record = person.record(on)
    if record is None:
        names = ("worker_type", "grade", "country", "is_manager", "is_officer", "is_director")
        return dict.fromkeys(names)
    return {
        "worker_type": record.worker_type or None,
        "grade": record.grade or None,
        "country": record.country or None,
        "is_manager": record.acting_supervisor or has_reports(person, on),
        "is_officer": record.standing == "officer",
        "is_director": record.standing == "director",
    }


def facts_for_cohorts(person: Person, on: date) -> dict[str, Any]:
    """What cohorts may read of a person on that day: `facts_about`, and with them `has_reports`, `acting_supervisor`,
    `hr_department`, `legal_entity` (who employs them) and `joined_on`. Whoever is not with us has none of them."""
    record = person.record(on)
    return {
        **facts_about(person, on),
        "has_reports": has_reports(person, on) if record else None,
        "acting_supervisor": record.acting_supervisor if record else None,
        "hr_department": (record.hr_department or None) if record else None,
        "legal_entity": (record.employer or None) if record else None,
        "joined_on": record.joined_on if record else None,
    }


def has_reports(person: Person, on: date) -> bool:
    """Whether anyone else reports to the person on that day."""
    return PersonRecord.objects.on(on).filter(manager=person).exclude(person=person).exists()
