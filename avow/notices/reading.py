"""What a mail that ended says, as it was sent; with the names of those who were not erased."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from avow.ledger.keyring import Erased
from avow.notices.models import MailEnded
from avow.notices.naming import fill


@dataclass(frozen=True)
class Letter:
    """The parts of a mail to be read. `readable` is False once its reader was erased."""

    readable: bool
    subject: str = "Erased"
    text: str = ""
    address: str = ""
    answer: str = ""
    events: list[dict[str, str]] = field(default_factory=list)

    @property
    def attached(self) -> list[tuple[str, date]]:
        """What its calendar file holds, and on which days; nothing where none came with it."""
        return [(one["summary"], date.fromisoformat(one["day"])) for one in self.events]


def letter(mail: MailEnded) -> Letter:
    """Open it, and the names of those it tells of."""
    try:
        said = mail.attested.open()
    except Erased:
        return Letter(False)
    text = fill(said["text"], _names(mail))
    return Letter(True, said["subject"], text, said["address"], said["answer"], said["events"])


def title(mail: MailEnded) -> str:
    """Its subject alone, for a list."""
    try:
        subject: str = mail.attested.open()["subject"]
    except Erased:
        return Letter.subject
    return subject


def _names(mail: MailEnded) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in mail.told.select_related("attested", "about"):
        try:
            body: dict[str, Any] = one.attested.open()
        except Erased:
            continue
        found[body["about"]] = body["name"]
    return found
