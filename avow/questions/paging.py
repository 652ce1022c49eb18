"""Pages of questions, the latest first: a page begins before a question, named by its public id, not by a number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from avow.questions.models import Question
from avow.questions.models.question import QuestionQuerySet

ON_A_PAGE = 30
AT_ONCE = 60


@dataclass(frozen=True)
class Page:
    """What it shows; `older` begins the next one, "" where there is none; `later` whether it is not the first."""

    questions: list[Question]
    older: str = ""
    later: bool = False


def page(rows: QuestionQuerySet, before: str, may_read: Callable[[Iterable[Question]], list[Question]] = list) -> Page:
    """The page before the question that `before` names; the first, where it names none of these rows. Whatever
    `may_read` leaves out is not there: neither the page nor its length tells of it."""
    found: list[Question] = []
    start = rows.filter(public_id=before).values_list("pk", flat=True).first() if before.isalnum() else None
    start = start if start and may_read(rows.filter(pk=start)) else None
    beside = start
    while len(found) <= ON_A_PAGE:
        some = rows.filter(pk__lt=beside) if beside else rows
        part = list(some.order_by("-pk")[:AT_ONCE])
        found += may_read(part)
        if len(part) < AT_ONCE:
            break
        beside = part[-1].pk
    shown = found[:ON_A_PAGE]
    return Page(shown, shown[-1].public_id if len(found) > ON_A_PAGE else "", start is not None)
