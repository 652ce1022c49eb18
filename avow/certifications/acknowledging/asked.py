"""Everyone whom a policy asks to acknowledge it, as one query: each combination of facts is judged once, and the
database finds the people. The same as `outstanding.is_asked` says of each alone."""

from datetime import date

from django.db.models import QuerySet

from avow.certifications.alike import COLUMNS, Combination, annotated, any_of, facts_of
from avow.people.models import PersonRecord
from avow.policy.cohorts import LEFT_OUT, members
from avow.policy.pack import Pack


def asked(pack: Pack, on: date) -> QuerySet[PersonRecord]:
    """The records, as of that day, of everyone with us whom the pack asks, or of whom it cannot be told."""
    cohorts = [cohort for cohort in pack.cohorts.values() if cohort.asks == "acknowledge"]
    here = PersonRecord.objects.on(on)
    if not cohorts:
        return here.none()
    facts = [name for name in dict.fromkeys(n for one in cohorts for n in one.when.names) if name in pack.facts]
    columns = list(dict.fromkeys(COLUMNS[name] for name in facts if name in COLUMNS))
    rows = annotated(here, on, columns)
    combinations = list(rows.order_by().values_list(*columns).distinct()) if columns else [()]
    known = {one: facts_of(facts, columns, one) for one in combinations}
    within: set[Combination] = set()
    for cohort in cohorts:
        found = members(pack, cohort.name, known, on)
        within |= {one for one, membership in found.items() if membership.standing != LEFT_OUT}
    without = [one for one in combinations if one not in within]
    if not without:
        return rows
    if not within:
        return here.none()
    if len(without) <= len(within):
        return rows.exclude(any_of(columns, without))
    return rows.filter(any_of(columns, sorted(within, key=repr)))
