"""Where mail stands: how much waits, went, is in doubt, or fails. Numbers, and whose address fails; no contents."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from avow.notices.models import CAPTURED, OUTCOMES, REFUSED, SENT, UNCERTAIN, Mail, MailEnded, Notice

ALARM = timedelta(minutes=30)
"""How long mail fails before `/healthz` says so."""
MOST = 200


@dataclass(frozen=True)
class Standing:
    """`waiting` notices are due and in no mail yet; `without_address` of them reach nobody. `on_the_way` are
    mails that are tried, `failing` those of them that failed. `ended` is by outcome. Of `many_in_doubt` nobody has
    said yet what became of them; `in_doubt` are the first of these."""

    waiting: int
    without_address: int
    on_the_way: int
    failing: Sequence[Mail]
    ended: dict[str, int]
    in_doubt: Sequence[MailEnded]
    many_in_doubt: int
    server: bool

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """Each outcome, in words, with how many."""
        return [(name, words, self.ended.get(name, 0)) for name, words in OUTCOMES.items()]

    @property
    def more_in_doubt(self) -> int:
        """Those in doubt that are not among the first."""
        return self.many_in_doubt - len(self.in_doubt)


def standing(on: date) -> Standing:
    """Where mail stands on that day."""
    waiting = Notice.objects.filter(mail=None, needless_on=None, due__lte=on)
    counts = waiting.aggregate(all=Count("pk"), nowhere=Count("pk", filter=Q(to__email="")))
    open_ = Mail.objects.filter(next_try_at__isnull=False)
    failing = open_.filter(failing_since__isnull=False).select_related("to").order_by("failing_since", "pk")
    ended = dict(MailEnded.objects.values_list("outcome").annotate(Count("pk")))
    doubts = in_doubt()
    return Standing(
        counts["all"], counts["nowhere"], open_.count(), list(failing[:MOST]), ended,
        list(doubts.select_related("to").order_by("at", "pk")[:MOST]), doubts.count(), settings.MAIL is not None,
    )  # fmt: skip


def in_doubt() -> QuerySet[MailEnded]:
    """Mails that were perhaps sent, and of which nobody has said yet whether they arrived."""
    return MailEnded.objects.filter(outcome=UNCERTAIN, settled=None)


def health(at: datetime) -> str:
    """For `/healthz`: "failing" where mail has been failing for half an hour, "doubt" where one of the last day was
    perhaps sent and nobody has said what became of it, "kept" where there is no mail server, else "ok"."""
    if Mail.objects.filter(next_try_at__isnull=False, failing_since__lte=at - ALARM).exists():
        return "failing"
    if in_doubt().filter(at__gt=at - timedelta(days=1)).exists():
        return "doubt"
    return "ok" if settings.MAIL else "kept"


SHOWN = (UNCERTAIN, REFUSED, CAPTURED, SENT)
"""Outcomes in the order in which somebody has to look at them."""
