"""How often each clause came up, by month: told from five up, once the month is over, so that no two looks differ by
one who asked meanwhile. Whoever may see the counts is not counted, so that they cannot fill them up to five."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F

from avow.access.roles import is_officer
from avow.people.models import Person
from avow.questions.models import CameUp

FEWEST = 5
NONE = ""


@transaction.atomic
def count(clauses: Iterable[str], person: Person, on: date) -> None:
    """One more answer in which these clauses came up. Of the person nothing is kept."""
    if is_officer(person, on):
        return
    month = on.replace(day=1)
    for clause in sorted(set(clauses)) or [NONE]:
        CameUp.objects.get_or_create(month=month, clause=clause)
        CameUp.objects.filter(month=month, clause=clause).update(how_often=F("how_often") + 1)


@dataclass(frozen=True)
class Month:
    """A month that is over: (clause, how often), each at least five."""

    first: date
    counts: list[tuple[str, int]]


def told(on: date, most: int = 24) -> list[Month]:
    """The months that are over, the latest first, those with nothing to tell left out."""
    rows = CameUp.objects.filter(month__lt=on.replace(day=1), how_often__gte=FEWEST)
    months: dict[date, list[tuple[str, int]]] = {}
    for row in rows.order_by("-month", "-how_often", "clause"):
        months.setdefault(row.month, []).append((row.clause, row.how_often))
    return [Month(first, counts) for first, counts in list(months.items())[:most]]
