"""Holding one mail that is due, so that nobody else sends it, and writing it anew; giving it back where it failed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from avow.ledger import keyring
from avow.notices import gathering, hours, writing
from avow.notices.holidays import Brought
from avow.notices.models import UNCERTAIN, Mail
from avow.notices.sending import ending
from avow.notices.sending.making import NOWHERE, places_of, usable

LEASE = timedelta(minutes=5)
"""Longer than any answer is waited for (`server.SECONDS`), with what is kept in between."""
PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
TRIES = 5
"""So often a reader's address is refused for good before it is believed."""
LATER = timedelta(minutes=15)


class Taken(Exception):
    """Somebody else holds the mail by now, as one was too slow."""


def _free(at: datetime) -> Q:
    return Q(held_until=None) | Q(held_until__lte=at)


def take(worker: str, at: datetime, brought: Brought) -> Mail | None:
    """The next mail that is due and free, held for one lease and written as it is true now. None when there is none.

    Whoever has signed meanwhile is not reminded: a mail with nothing left to tell is no mail.
    """
    while True:
        with transaction.atomic():
            due = Mail.objects.filter(_free(at), next_try_at__lte=at, handing_at=None).order_by("next_try_at", "pk")
            mail = due.select_for_update(skip_locked=True, of=("self",), no_key=True).first()
            if mail is None:
                return None
            if _write(mail, at, brought):
                mail.held_by, mail.held_until, mail.tries = worker, at + LEASE, mail.tries + 1
                mail.save()
                return mail


def _write(mail: Mail, at: datetime, brought: Brought) -> bool:
    """Put its contents as they are true now; False where it is not to be sent at this time."""
    place = places_of([mail.to_id], at).get(mail.to_id, NOWHERE)
    if not hours.may_write(at, place, brought):
        Mail.objects.filter(pk=mail.pk).update(next_try_at=at + LATER)
        return False
    day = hours.local(at, place, brought).date()
    taken = Mail.objects.filter(to=mail.to_id, on=day, repeats=None)
    if day != mail.on and mail.repeats_id is None and taken.exists():
        Mail.objects.filter(pk=mail.pk).update(next_try_at=at + LATER)
        return False
    rows = mail.notices.select_related("about", "to").order_by("pk")
    notices = gathering.decide_again(list(rows), day) if usable(mail.to.email) else []
    if not notices:
        mail.notices.update(mail=None)
        mail.delete()
        return False
    try:
        mail.put(writing.contents(mail.to, notices, day, repeats=mail.repeats))
    except keyring.Erased:
        mail.notices.all().delete()
        mail.delete()
        return False
    mail.on = day
    return True


def mark(mail: Mail, worker: str, at: datetime) -> None:
    """Keep that the last line is sent now. Raises Taken."""
    mine = Mail.objects.filter(pk=mail.pk, held_by=worker, handing_at=None, held_until__gt=at)
    if mine.update(handing_at=at, held_until=at + LEASE) != 1:
        raise Taken(mail.public_id)


def give_back(mail: Mail, worker: str, why: str, at: datetime) -> None:
    """It was certainly not handed over: try it again after a pause that doubles, up to an hour. `why` names nobody."""
    pause = min(PAUSE * 2 ** min(mail.tries - 1, 10), LONGEST_PAUSE)
    Mail.objects.filter(pk=mail.pk, held_by=worker).update(
        held_by="", held_until=None, handing_at=None, next_try_at=at + pause, last_failure=why[:200],
        failing_since=mail.failing_since or at,
    )  # fmt: skip


def settle(at: datetime) -> int:
    """End the mails of workers that died between the last line and the answer: perhaps sent. Gives how many."""
    left = Mail.objects.filter(next_try_at__isnull=False, handing_at__isnull=False, held_until__lte=at)
    return sum(
        ending.end(mail, UNCERTAIN, "The worker ended before the server's answer was kept.", at) is not None
        for mail in left.order_by("pk")
    )
