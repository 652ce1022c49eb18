"""What came of a back-test, for one person: counted over the records that they may see, and the records themselves."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from avow.adoptions.models import Proposal
from avow.disclosures.models import Version, Withdrawal
from avow.people.models import Person
from avow.trials.models import BackTest, JudgedOtherwise, ToReview
from avow.trials.question import Question
from avow.trials.records import BEFORE, ERASED, OTHER_KIND, erased
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


def judged(back_test: BackTest, person: Person, on: date, kinds: Collection[str]) -> tuple[int, dict[str, int]]:
    """How many records were judged, and how many left out and why, but for those that the person may not see: asked day
    by day, the numbers of a whole company would say on which day such a record lies. `kinds` are those of the version.
    """
    found, left = back_test.judged, dict(back_test.left_out)
    since, away = Question.from_json(back_test.question).since, erased()
    for day, kind, whose in _unseen(back_test, person, on).values_list("on", "kind", "disclosure__person__public_id"):
        why = ERASED if whose in away and ERASED in left else BEFORE if since and day < since else OTHER_KIND
        if why == OTHER_KIND and kind in kinds:
            found -= 1
        elif why in left:
            left[why] -= 1
    return max(found, 0), {why: count for why, count in left.items() if count > 0}


def read_so_far(back_test: BackTest, person: Person, on: date) -> tuple[int, int]:
    """How many records of how many, but for those that the person may not see."""
    total = max(back_test.total - _unseen(back_test, person, on).count(), 0)
    return min(back_test.done, total), total


def _unseen(back_test: BackTest, person: Person, on: date) -> QuerySet[Version]:
    """What a back-test read of records that the person may not see: their last versions then."""
    tried = getattr(back_test, "tried", None)
    then = {"attested__entry__lt": tried.attested.entry_id} if tried else {}
    later = Version.objects.filter(disclosure=OuterRef("disclosure"), number__gt=OuterRef("number"), **then)
    withdrawn = Withdrawal.objects.filter(disclosure=OuterRef("disclosure"), **then)
    found = Version.objects.filter(~visible_records(person, on), ~Exists(later), ~Exists(withdrawn), **then)
    until = Question.from_json(back_test.question).until
    return found.filter(on__lte=until) if until else found


def of_itself(proposal: Proposal) -> BackTest | None:
    """The last finished trial of the proposal as it is: no other figures, days, groups or versions to compare with."""
    finished = proposal.back_tests.exclude(finished_at=None)
    return next((one for one in finished if Question.from_json(one.question).is_of_the_version_itself), None)


def waiting(person: Person, on: date) -> int:
    """How many records, of all adoptions, wait for the person to look at them."""
    return ToReview.objects.visible_to(person, on).waiting().count()
