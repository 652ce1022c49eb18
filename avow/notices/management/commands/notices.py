"""`avow notices`: see where mail stands, try the server, send what was kept here, bring holidays and time zones."""

from argparse import RawDescriptionHelpFormatter
from email.utils import make_msgid, parseaddr
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.config import clock
from avow.notices import holidays
from avow.notices.models import CAPTURED
from avow.notices.sending import kept
from avow.notices.sending.deciding import Refused
from avow.notices.sending.making import usable
from avow.notices.sending.message import message
from avow.notices.sending.server import Connection, Lost, NotTaken
from avow.notices.standing import health, standing

EXAMPLES = """examples:
  avow notices status
  avow notices try you@example.com
  avow notices holidays holidays-2027.csv
  avow notices send-kept --days 7

A file of holidays has the columns country, site, day, zone, name, and replaces the one before.
Exit status: 0 all is well, 1 mail fails or is in doubt, 2 the file or the words cannot be used.
"""


class Command(BaseCommand):
    """Reads the words, does it, tells."""

    help = "See where mail stands, try the mail server, send what was kept here, and bring holidays and time zones."
    requires_system_checks = ()
    suppressed_base_arguments = frozenset(
        {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
         "--skip-checks"}
    )  # fmt: skip

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("status", help="how much waits, went, is in doubt, or fails")
        attempt = what.add_parser("try", help="send one mail now, to see that the mail server takes it")
        attempt.add_argument("address")
        later = what.add_parser("send-kept", help="send what was kept here, where it is still wanted")
        later.add_argument("--days", type=int, default=kept.DAYS, help=f"of so many days ({kept.DAYS})")
        bring = what.add_parser("holidays", help="bring holidays and time zones; all of the file, or nothing")
        bring.add_argument("file")

    def handle(self, *args: Any, what: str, **options: Any) -> str | None:
        done = {"status": self._status, "try": self._try, "send-kept": self._send_kept, "holidays": self._holidays}
        status = done[what](**options)
        return str(status) if status else None

    def _status(self, **_: Any) -> int:
        found, state = standing(clock.today()), health(clock.now())
        self.stdout.write(
            f"{found.waiting} notices are due and wait for working hours; {found.on_the_way} mails are on the way."
        )
        if found.without_address:
            self.stdout.write(f"{found.without_address} of those waiting reach nobody: no e-mail address.")
        for _name, says, count in found.outcomes:
            self.stdout.write(f"{count:>8}  {says}")
        for mail in found.failing:
            since = mail.failing_since
            self.stdout.write(
                f"fails: {mail.to.email} since {since:%Y-%m-%d %H:%M} UTC, {mail.tries} tries: {mail.last_failure}"
            )
        if found.server and found.ended.get(CAPTURED):
            self.stdout.write("What was kept here is not sent by itself. avow notices send-kept sends what is wanted.")
        if not found.server:
            self.stdout.write("No mail server is set up: mail is kept here. Set AVOW_MAIL_URL.")
        return int(state in ("failing", "doubt"))

    def _try(self, *, address: str, **_: Any) -> int:
        if settings.MAIL is None:
            raise CommandError("No mail server is set up. Set AVOW_MAIL_URL.")
        if not usable(address):
            raise CommandError(f"{address!r} is no address.")
        said = {
            "subject": "Avow can send mail", "text": "This mail server takes what Avow sends.\n", "language": "en",
            "address": address, "events": [], "names": {},
        }  # fmt: skip
        sender = parseaddr(settings.MAIL_FROM)[1]
        connection = Connection(settings.MAIL)
        try:
            made = message(said, make_msgid(domain=sender.rpartition("@")[2]), clock.now())
            answer = connection.hand_over(made, sender, address, lambda: None)
        except NotTaken as why:
            self.stderr.write(f"It was not sent: {why}")
            return 1
        except Lost as why:
            self.stderr.write(f"It was perhaps sent; the server broke off without an answer: {why}")
            return 1
        finally:
            connection.quit()
        self.stdout.write(f"The mail server took it: {answer}")
        return 0

    def _send_kept(self, *, days: int, **_: Any) -> int:
        try:
            freed = kept.send_kept(days, by="command line", on=clock.today(), at=clock.now())
        except Refused as refused:
            raise CommandError(str(refused))
        self.stdout.write(f"{freed} notices of mail kept here wait for the next mail of whom they are for.")
        return 0

    def _holidays(self, *, file: str, **_: Any) -> int:
        path = Path(file)
        try:
            lines = holidays.read(path)
        except holidays.Refused as refused:
            raise CommandError("\n".join([*refused.lines[:50], "Nothing was taken."]))
        holidays.bring(path.name, lines, by="command line", on=clock.today(), at=clock.now())
        self.stdout.write(f"{len(lines)} lines are taken, in place of those before.")
        return 0
