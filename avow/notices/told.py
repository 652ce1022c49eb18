"""How often, and when last, somebody was reminded: counted in the database, for thousands at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from avow.notices.models import REFUSED, Notice, Told
from avow.people.models import Person

BATCH = 500


@dataclass(frozen=True)
class Reminded:
    """How many mails told it, and when the last was sent. `None` for `last` goes with no mail."""

    times: int = 0
    last: datetime | None = None


NEVER = Reminded()


def sent_about(people: Iterable[Person | int], topic: str, audience: str = "person") -> dict[int, Reminded]:
    """By primary key, for those to whom (or, with another audience, about whom) something of the topic was sent; who is
    not among them was never reminded. Mails that a server refused do not count; those that it perhaps took do.

        sent_about(people, f"certify:{campaign.public_id}").get(person.pk, NEVER).times
    """
    keys = [one if isinstance(one, int) else one.pk for one in people]
    found = {}
    for first in range(0, len(keys), BATCH):
        rows = Told.objects.filter(topic=topic, audience=audience, about__in=keys[first : first + BATCH])
        counted = rows.exclude(mail__outcome=REFUSED).values_list("about_id")
        for about, times, last in counted.annotate(Count("mail", distinct=True), Max("mail__at")):
            found[about] = Reminded(times, last)
    return found


def on_paper(topic: str) -> set[int]:
    """Those who cannot be reminded by mail, by primary key: no address, or the server refused it. HR reaches them."""
    without = Notice.objects.filter(topic=topic, instead="paper", needless_on=None).values_list("about_id", flat=True)
    refused = Told.objects.filter(topic=topic, audience="person", mail__outcome=REFUSED)
    return {*without, *refused.values_list("about_id", flat=True)}
