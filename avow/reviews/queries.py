"""Cases with where they stand, computed in the database, so that a desk of any length takes the same few queries."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery


class CaseQuerySet(models.QuerySet):
    """Cases; `marked()` says of each where it stands, and the filters below need it."""

    def marked(self) -> Self:
        """Annotate: latest_version, who decides by when and how grave, the decision that holds, what is still open."""
        from avow.disclosures.models import Ending, Version, Withdrawal
        from avow.reviews.models import Assessment, Condition, Consultation, Decision, KeptOpen, Message, Routing

        versions = Version.objects.filter(disclosure=OuterRef("disclosure")).order_by("-number")
        routings = Routing.objects.filter(case=OuterRef("pk")).order_by("-pk")
        marked = self.annotate(
            latest_version=Subquery(versions.values("pk")[:1]),
            latest_number=Subquery(versions.values("number")[:1]),
            decides=Subquery(routings.values("decides")[:1]),
            answer_by=Subquery(routings.values("answer_by")[:1]),
            gravity=Subquery(routings.values("gravity")[:1]),
            routing_hash=Subquery(routings.values("pack_hash")[:1]),
        )
        holds = Decision.objects.filter(version=OuterRef("latest_version"), followed_by__isnull=True)
        holds = holds.exclude(agreement__agreed=False)
        current = Consultation.objects.filter(version=OuterRef("latest_version"), moved_to__isnull=True)
        conditions = Condition.objects.filter(decision=OuterRef("decision"))
        marked = marked.annotate(
            decision=Subquery(holds.values("pk")[:1]),
            outcome=Subquery(holds.values("outcome")[:1]),
            start_on=Subquery(holds.values("start_on")[:1]),
            agreed=Subquery(holds.values("agreement__agreed")[:1]),
            is_asked=Exists(Message.objects.filter(case=OuterRef("pk"), sort="question", settled_by__isnull=True)),
            is_consulting=Exists(current.filter(answer__isnull=True)),
            employee_answered=Exists(current.filter(capacity="employee", answer__isnull=False)),
            management_answered=Exists(current.filter(capacity="management", answer__isnull=False)),
            is_assessed=Exists(Assessment.objects.filter(version=OuterRef("latest_version"))),
            is_over=(
                Exists(Withdrawal.objects.filter(disclosure=OuterRef("disclosure")))
                | Exists(Ending.objects.filter(disclosure=OuterRef("disclosure")))
            ),
            is_kept_open=Exists(KeptOpen.objects.filter(case=OuterRef("pk"))),
        )
        return marked.annotate(has_conditions=Exists(conditions)).annotate(
            awaits_agreement=models.ExpressionWrapper(
                Q(decision__isnull=False, has_conditions=True, agreed__isnull=True), output_field=models.BooleanField()
            ),
            is_ready=models.ExpressionWrapper(
                Q(employee_answered=True, management_answered=True, is_assessed=True),
                output_field=models.BooleanField(),
            ),
        )

    def closed(self) -> Self:
        """Decided and settled, or over before a decision and not kept open."""
        return self.filter(self._closed())

    def still_open(self) -> Self:
        """Somebody still has something to do."""
        return self.exclude(self._closed())

    @staticmethod
    def _closed() -> Q:
        settled = Q(decision__isnull=False, awaits_agreement=False)
        return settled | Q(is_over=True, is_kept_open=False)

    def waiting_for_others(self, *, decides: models.QuerySet, prepares: models.QuerySet) -> Self:
        """Open ones in which the reader can do nothing before somebody else answers, agrees, prepares or decides.

        `decides` and `prepares` are the primary keys of the cases in which the reader may do so.
        """
        return self.still_open().filter(self._others(decides, prepares))

    def waiting_for_me(self, *, decides: models.QuerySet, prepares: models.QuerySet) -> Self:
        """Open ones in which the next step is the reader's."""
        return self.still_open().filter(~self._others(decides, prepares))

    def counted(self, on, *, decides: models.QuerySet, prepares: models.QuerySet) -> dict:
        """How many open ones wait for the reader (`mine`), since before that day (`late`), and for `others`; and by
        when the `first` of the reader's is due. In one query."""
        theirs = models.ExpressionWrapper(self._others(decides, prepares), output_field=models.BooleanField())
        mine = Q(is_others=False)
        return (
            self.still_open()
            .annotate(is_others=theirs)
            .aggregate(
                mine=models.Count("pk", filter=mine),
                late=models.Count("pk", filter=mine & Q(answer_by__lt=on)),
                others=models.Count("pk", filter=~mine),
                first=models.Min("answer_by", filter=mine),
            )
        )

    @staticmethod
    def _others(decides: models.QuerySet, prepares: models.QuerySet) -> Q:
        return (
            Q(decision__isnull=False)
            | Q(is_asked=True)
            | Q(is_consulting=True)
            | (Q(is_ready=True) & ~Q(pk__in=decides))
            | (Q(is_ready=False) & ~Q(pk__in=prepares))
        )

    def due_and_grave_first(self, on) -> Self:
        """Late ones first, then the grave, then those due soonest."""
        late = models.Case(
            models.When(answer_by__lt=on, decision__isnull=True, then=0), default=1, output_field=models.IntegerField()
        )
        return self.order_by(late, F("gravity").desc(), "answer_by", "opened_on", "pk")
