"""Where a record is opened by somebody: its case, its disclosure, or nowhere."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from avow.disclosures.models import Disclosure
from avow.people.models import Person
from avow.reviews.visibility import cases_for


def links(disclosures: Iterable[Disclosure], person: Person, on: date) -> dict[int, str]:
    """The address for each disclosure that the person may open, by its key. Two queries, however many there are."""
    keys = {disclosure.pk for disclosure in disclosures}
    readable = Disclosure.objects.visible_to(person, on).filter(pk__in=keys).values_list("pk", "public_id")
    found = {key: reverse("disclosures:one", args=[public_id]) for key, public_id in readable}
    cases = cases_for(person, on).filter(disclosure__in=keys).values_list("disclosure", "public_id")
    return found | {key: reverse("reviews:case", args=[public_id]) for key, public_id in cases}
