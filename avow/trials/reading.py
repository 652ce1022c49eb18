"""What came of a back-test, for one person: counted over the records that they may see, and the records themselves."""

from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from avow.people.models import Person
from avow.trials.models import BackTest, JudgedOtherwise, ToReview
from avow.trials.visibility import visible_records


def rows(back_test: BackTest, person: Person, on: date) -> QuerySet[JudgedOtherwise]:
    """The records judged otherwise that the person may see, the latest first, ready to be narrowed by clause, rule,
    kind, grade, change or day."""
    found = JudgedOtherwise.objects.filter(visible_records(person, on), back_test=back_test)
    return found.select_related("disclosure__person")


def cells(back_test: BackTest, person: Person, on: date) -> list[dict[str, Any]]:
    """{clause, rule, kind, grade, month ("2026-03"), change, count}, counted over those rows."""
    keys = ("clause", "rule", "kind", "grade", "change")
    counted = rows(back_test, person, on).order_by().annotate(month=TruncMonth("on"))
    found = counted.values(*keys, "month").annotate(count=Count("pk")).order_by(*keys, "month")
    return [{**cell, "month": f"{cell['month']:%Y-%m}"} for cell in found]


def how_many(back_test: BackTest, person: Person, on: date) -> int:
    """How many records, whatever number of rules says otherwise of each."""
    return rows(back_test, person, on).order_by().values("disclosure").distinct().count()


def waiting(person: Person, on: date) -> int:
    """How many records, of all adoptions, wait for the person to look at them."""
    return ToReview.objects.visible_to(person, on).waiting().count()
