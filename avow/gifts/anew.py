"""What counts differently and has not been seen: by officers, where one is enough, and by the person it is about."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from avow.gifts.models import AnewSeen, CountedAnew
from avow.gifts.visibility import may_see, visible
from avow.people.models import Person

LOADED = ("judgement__version__disclosure__person", "judgement__attested", "cause_entry", "of")


def for_officers(person: Person, on: date) -> QuerySet[CountedAnew]:
    """Those that no officer has seen, as far as this one may see the gift, the latest first."""
    if not may_see(person, on):
        return CountedAnew.objects.none()
    its = "judgement__version__disclosure"
    return _unseen(as_officer=True).filter(visible(person, on, its, f"{its}__person")).order_by("-pk")


def of_person(person: Person) -> QuerySet[CountedAnew]:
    """Those of the person's own gifts that they have not read, the latest first."""
    return _unseen(as_officer=False).filter(judgement__version__disclosure__person=person).order_by("-pk")


def _unseen(*, as_officer: bool) -> QuerySet[CountedAnew]:
    seen = AnewSeen.objects.filter(anew=OuterRef("pk"), as_officer=as_officer)
    return CountedAnew.objects.filter(~Exists(seen)).select_related(*LOADED)
