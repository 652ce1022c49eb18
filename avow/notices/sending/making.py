"""A mail for everyone who has notices waiting and may be written to now."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from avow.notices import hours
from avow.notices.holidays import Brought
from avow.notices.hours import Place
from avow.notices.models import Mail, Notice
from avow.people.models import Person, PersonRecord

AT_ONCE = 200
"""People of one transaction."""
NOWHERE = Place("", "")


def make(at: datetime, brought: Brought, after: int = 0) -> tuple[int, int]:
    """Open mails for the next people after this primary key whose hours allow it. Gives how many, and the last key
    looked at (0: all were)."""
    waiting = Notice.objects.filter(mail=None, needless_on=None, to__gt=after)
    keys = list(waiting.order_by("to").values_list("to", flat=True).distinct()[:AT_ONCE])
    if not keys:
        return 0, 0
    places = places_of(keys, at)
    allowed = [key for key in keys if hours.may_write(at, places.get(key, NOWHERE), brought)]
    with transaction.atomic():
        people = Person.objects.select_for_update(no_key=True).order_by("pk").in_bulk(allowed)
        made = sum(_one(people[key], places.get(key, NOWHERE), at, brought) for key in allowed if key in people)
    return made, keys[-1]


def places_of(people: list[int], at: datetime) -> dict[int, Place]:
    """Where these people work, by primary key; not those who are not with us."""
    rows = PersonRecord.objects.on(at.date()).filter(person__in=people)
    return {key: Place(country, site) for key, country, site in rows.values_list("person_id", "country", "site")}


def _one(person: Person, place: Place, at: datetime, brought: Brought) -> int:
    """The person's mail of the day takes along what is due; 0 where nothing is, or the day's mail has gone."""
    if not usable(person.email):
        return 0
    day = hours.local(at, place, brought).date()
    due = Notice.objects.filter(to=person, mail=None, needless_on=None, due__lte=day)
    if not due.exists():
        return 0
    mail = Mail.objects.filter(to=person, next_try_at__isnull=False, handing_at=None, repeats=None).first()
    if mail is None:
        if Mail.objects.filter(to=person, on=day, repeats=None).exists():
            return 0
        mail = Mail(to=person, on=day, next_try_at=at)
        mail.message_id = f"<{mail.public_id}@{parseaddr(settings.MAIL_FROM)[1].rpartition('@')[2]}>"
        mail.save()
    return int(due.update(mail=mail) > 0)


def usable(address: str) -> bool:
    """Whether this looks like an address to which mail can be sent: one @ between two parts, and nothing that a
    header or a command would take for its end."""
    local, at, host = address.rpartition("@")
    odd = any(not letter.isprintable() or letter in ' <>,;\\"()' for letter in address)
    return bool(local and at and host) and "@" not in local and not odd and len(address) <= 254
