"""A mail as it goes over the wire."""

from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings

from avow.notices.calendar_file import NAME, calendar
from avow.notices.naming import fill


def message(contents: Mapping[str, Any], message_id: str, at: datetime) -> EmailMessage:
    """The mail: plain text, with the names filled in, and a calendar file where something is due for the reader."""
    name, sender = parseaddr(settings.MAIL_FROM)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(name, addr_spec=sender)
    made["To"] = address(contents["address"])
    made["Subject"] = contents["subject"]
    made["Date"] = format_datetime(at)
    made["Message-ID"] = message_id
    if contents.get("after"):
        made["References"] = contents["after"]
    made["Auto-Submitted"] = "auto-generated"
    made["Content-Language"] = contents["language"]
    made.set_content(fill(contents["text"], contents["names"]), cte="quoted-printable")
    if contents["events"]:
        file = calendar(contents["events"], at)
        made.add_attachment(file, maintype="text", subtype="calendar", filename=NAME)
        made.get_payload()[-1].set_param("charset", "utf-8")
        made.get_payload()[-1].set_param("method", "PUBLISH")
    return made


def address(given: str) -> Address:
    """The address for a header, taken apart so that nothing in it is read as anything else."""
    local, _, host = given.rpartition("@")
    return Address(username=local, domain=host)
