"""One round of the worker: what was left in doubt, then mail after mail, for some seconds."""

import logging
import os
import re
import secrets
import socket
import time
from collections.abc import Callable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from avow.config.mail import MailServer
from avow.notices import holidays
from avow.notices.models import CAPTURED, REFUSED, SENT, UNCERTAIN, Mail
from avow.notices.sending import ending, making, taking
from avow.notices.sending.message import message
from avow.notices.sending.server import Connection, Lost, NotTaken

log = logging.getLogger("avow.notices")

SECONDS = 15.0
"""How long one round goes on taking mails: other jobs wait meanwhile."""


def worker_name() -> str:
    """A name for who holds mails in this round."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def work_through(clock: Callable[[], datetime], server: MailServer | None = None, seconds: float = SECONDS) -> int:
    """Send what is due, until nothing is or the time is over. Without a server mail is kept here. Gives how many ended.

    A server that cannot be reached ends the round; the next one tries it again with another mail.
    """
    worker, brought, until = worker_name(), holidays.brought(), time.monotonic() + seconds
    connection = Connection(server) if server else None
    ended = taking.settle(clock())
    after, more = 0, True
    try:
        while time.monotonic() < until:
            mail = taking.take(worker, clock(), brought)
            if mail is not None:
                done = _send(mail, worker, connection, clock)
                if done is None:
                    break
                ended += done
            elif more:
                _, after = making.make(clock(), brought, after)
                more = after > 0
            else:
                break
    finally:
        if connection is not None:
            connection.quit()
    return ended


def _send(mail: Mail, worker: str, connection: Connection | None, clock: Callable[[], datetime]) -> int | None:
    """1 where its way ended, 0 where it is tried again, None where the server is not to be reached."""
    if connection is None:
        return int(ending.end(mail, CAPTURED, "", clock()) is not None)
    said = mail.open()
    sender = parseaddr(settings.MAIL_FROM)[1]
    try:
        made = message(said, mail.message_id, clock())
        answer = connection.hand_over(made, sender, said["address"], lambda: taking.mark(mail, worker, clock()))
    except taking.Taken:
        log.warning("%s was taken by another worker, as this one was too slow; it was not sent here", mail)
        return 0
    except Lost as why:
        return int(ending.end(mail, UNCERTAIN, str(why), clock()) is not None)
    except NotTaken as why:
        if why.of_reader and mail.tries >= taking.TRIES:
            return int(ending.end(mail, REFUSED, str(why), clock()) is not None)
        taking.give_back(mail, worker, _nameless(why), clock())
        return None if not why.of_reader and why.code in (0, 421) else 0
    return int(ending.end(mail, SENT, answer, clock()) is not None)


def _nameless(why: NotTaken) -> str:
    """What the server said without the address it may repeat: its codes. Where it said nothing, what went wrong."""
    if why.code:
        found = re.match(r"[0-9]{3}(?:[ -][245]\.[0-9]{1,3}\.[0-9]{1,3})?", str(why))
        return found[0] if found else str(why.code)
    return re.sub(r"\S+@\S+", "…", str(why))
