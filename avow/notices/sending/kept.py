"""Sending later what was kept here, as no mail server was set up: what is still wanted of it, in another mail."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from avow.ledger.acts import Actor, record
from avow.notices.models import CAPTURED, Mail, MailEnded, Notice
from avow.notices.sending.deciding import Refused

DAYS = 7
"""Mail older than so many days is not sent any more: what it says has another step by then."""


@transaction.atomic
def send_kept(days: int = DAYS, *, by: Actor | str, on: date, at: datetime) -> int:
    """What the mails kept here in the last days told waits again for the next mail of its reader; gives of how many
    notices. As ever it is asked again before it goes, and of several steps the last is told. Again is nothing.

    Raises Refused where there is still no mail server.
    """
    if settings.MAIL is None:
        raise Refused("No mail server is set up. Set AVOW_MAIL_URL first.")
    kept = MailEnded.objects.filter(outcome=CAPTURED, on__gte=on - timedelta(days=days), on__lte=on)
    mails = Mail.objects.filter(public_id__in=kept.values("public_id"), next_try_at=None)
    freed: int = Notice.objects.filter(mail__in=mails, needless_on=None).update(mail=None)
    if freed:
        record("kept mail sent later", actor=by, subject="mail", at=at)
    return freed
