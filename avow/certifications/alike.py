"""People who are alike to the policy: each combination of what a cohort reads is judged once, and the database counts
or finds the people. What it says of each is what `cohort.of` and `outstanding.is_asked` say of them alone."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from avow.access.models import Role, RoleGrant
from avow.people.models import PersonRecord

COLUMNS = {
    "worker_type": "worker_type",
    "grade": "grade",
    "country": "country",
    "is_officer": "standing",
    "is_director": "standing",
    "acting_supervisor": "acting_supervisor",
    "hr_department": "hr_department",
    "legal_entity": "employer",
    "joined_on": "joined_on",
    "has_reports": "leads",
    "is_manager": "leads_or_is_marked",
    "is_compliance_officer": "is_officer_of_compliance",
    "is_chief_executive": "is_at_the_top",
}
"""What a fact about a person is told by: a column, or one of the questions of `annotated`."""
Combination = tuple[object, ...]


def annotated(rows: QuerySet[PersonRecord], on: date, columns: Sequence[str]) -> QuerySet[PersonRecord]:
    """The rows with those questions answered that are no columns."""
    reports = PersonRecord.objects.on(on).filter(manager=OuterRef("person")).exclude(person=OuterRef("person"))
    roles = RoleGrant.objects.on(on).filter(person=OuterRef("person"))
    questions = {
        "leads": Exists(reports),
        "leads_or_is_marked": Q(Exists(reports)) | Q(acting_supervisor=True),
        "is_officer_of_compliance": Exists(roles.filter(role=Role.COMPLIANCE_OFFICER.value)),
        "is_at_the_top": Exists(roles.filter(role=Role.CHIEF_EXECUTIVE.value)),
    }
    return rows.annotate(**{name: question for name, question in questions.items() if name in columns})


def facts_of(facts: Iterable[str], columns: Sequence[str], combination: Combination) -> dict[str, object]:
    """The facts that a combination of columns tells."""
    said = dict(zip(columns, combination, strict=True))
    found: dict[str, object] = {}
    for name in facts:
        value = said.get(COLUMNS.get(name, ""))
        if name in ("is_officer", "is_director"):
            value = value == name.removeprefix("is_")
        found[name] = None if value == "" else value
    return found


def any_of(columns: Sequence[str], combinations: Sequence[Combination]) -> Q:
    """Any of these combinations. Those that differ in the last column alone are one condition."""
    widest = max(range(len(columns)), key=lambda place: len({one[place] for one in combinations}))
    alike: dict[Combination, list[object]] = {}
    for one in combinations:
        alike.setdefault((*one[:widest], *one[widest + 1 :]), []).append(one[widest])
    others = [name for place, name in enumerate(columns) if place != widest]
    return reduce(or_, (_one_of(columns[widest], values) & _is(others, rest) for rest, values in alike.items()))


def _one_of(column: str, values: Sequence[object]) -> Q:
    known = [value for value in values if value is not None]
    found = Q(**{f"{column}__in": known})
    return found | Q(**{f"{column}__isnull": True}) if len(known) < len(values) else found


def _is(columns: Sequence[str], values: Sequence[object]) -> Q:
    found = Q()
    for name, value in zip(columns, values, strict=True):
        found &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return found
