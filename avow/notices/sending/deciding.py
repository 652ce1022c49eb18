"""Settling a doubt: an officer or an administrator says that a mail arrived, or has it sent again; once."""

from datetime import date, datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction

from avow.access.models import Role
from avow.access.roles import holds, is_officer
from avow.ledger.acts import Doc, record
from avow.ledger.identifiers import public_id
from avow.notices.models import AGAIN, ARRIVED, UNCERTAIN, DoubtSettled, Mail, MailEnded
from avow.people.models import Person

KEY = "register"
"""That a doubt is settled says nothing of what was told, and must be possible after an erasure."""


class Refused(Exception):
    """The act was not done. The text says why."""


def may_settle(person: Person, on: date) -> bool:
    """Whether they say what became of mails: officers and administrators."""
    return is_officer(person, on) or holds(person, Role.ADMINISTRATOR, on)


@transaction.atomic
def it_arrived(mail: MailEnded, *, by: Person, on: date, at: datetime) -> DoubtSettled:
    """It is known by now that the mail arrived. Raises Refused."""
    return _settle(_in_doubt(mail, by, on), ARRIVED, "", by=by, on=on, at=at)


@transaction.atomic
def send_again(mail: MailEnded, *, by: Person, on: date, at: datetime) -> DoubtSettled:
    """Another mail tells what is still wanted of it, in the reader's hours, and says that it may repeat what arrived.

    It is written as is true then: whoever has signed meanwhile gets none. Raises Refused.
    """
    locked = _in_doubt(mail, by, on)
    before = Mail.objects.select_for_update(no_key=True).filter(public_id=locked.public_id).first()
    if before is None:
        raise Refused("Whoever it was sent to was erased, so that there is nobody to send it to.")
    number = public_id()
    host = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    made = Mail.objects.create(
        public_id=number, to=locked.to, on=on, message_id=f"<{number}@{host}>", next_try_at=at, repeats=before
    )
    before.notices.update(mail=made)
    return _settle(locked, AGAIN, number, by=by, on=on, at=at)


def _in_doubt(mail: MailEnded, by: Person, on: date) -> MailEnded:
    """The mail, locked. Raises Refused where it is not in doubt, or where they may not say."""
    if not may_settle(by, on):
        raise Refused("Only the compliance officer, a deputy or an administrator says what became of a mail.")
    locked = MailEnded.objects.select_for_update(no_key=True, of=("self",)).select_related("to").get(pk=mail.pk)
    if locked.outcome != UNCERTAIN:
        raise Refused("It is known what became of this mail.")
    if earlier := DoubtSettled.objects.filter(mail=locked).select_related("by").first():
        raise Refused(f"{earlier.by.name} has said so already: {earlier.get_decision_display()}.")
    return locked


def _settle(mail: MailEnded, decision: str, again: str, *, by: Person, on: date, at: datetime) -> DoubtSettled:
    body = {
        "mail": mail.public_id, "decision": decision, "again": again, "on": on.isoformat(), "at": at.isoformat(),
        "by": by.public_id,
    }  # fmt: skip
    verb = "mail arrived" if decision == ARRIVED else "mail sent again"
    entry = record(verb, actor=by, subject=mail.subject, at=at, docs=[Doc(DoubtSettled.schema, body, key=KEY)])
    return DoubtSettled.objects.create(
        attested=entry.documents[0], mail=mail, decision=decision, again=again, on=on, at=at, by=by
    )
