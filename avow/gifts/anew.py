"""What counts differently and has not been seen: by officers, where one is enough, and by the person it is about."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from avow.gifts.models import AnewSeen, CountedAnew
from avow.gifts.visibility import lines_for
from avow.people.models import Person

LOADED = ("judgement__version__disclosure__person", "judgement__attested", "cause_entry", "of")


def for_officers(person: Person, on: date) -> QuerySet[CountedAnew]:
    """Those that no officer has seen, as far as this one may see the gift, the latest first."""
    there = lines_for(person, on).order_by().values("disclosure")
    return _unseen(as_officer=True).filter(judgement__version__disclosure__in=there).order_by("-pk")


def of_person(person: Person) -> QuerySet[CountedAnew]:
    """Those of the person's own gifts that they have not read, the latest first. What they did themselves is no news
    to them, where it was about this very gift or made nothing worse; it stays on record and with the officers."""
    own = Q(cause_entry__actor=person.key) & (
        Q(of=F("judgement__version__disclosure")) | Q(of__isnull=False, worse=False)
    )
    rows = _unseen(as_officer=False).filter(judgement__version__disclosure__person=person)
    return rows.exclude(own).order_by("-pk")


def _unseen(*, as_officer: bool) -> QuerySet[CountedAnew]:
    seen = AnewSeen.objects.filter(anew=OuterRef("pk"), as_officer=as_officer)
    return CountedAnew.objects.filter(~Exists(seen)).select_related(*LOADED)
