"""`avow policy adopt PACK --from DATE --proposed-by NUMBER --adopted-by NUMBER`, and `avow policy adopt --list`."""

from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.adoptions.acts import NotAdopted, adopt
from avow.adoptions.copies import CasesFail
from avow.adoptions.current import edited_since
from avow.adoptions.models import Adoption
from avow.config.clock import now
from avow.people.models import Person
from avow.policy.loading import PackNotFound
from avow.policy.problems import PackError


class Command(BaseCommand):
    help = "Let a version of the policy bind everyone from a day on. One person proposes it, another adopts it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", nargs="?", metavar="PACK", help="the name of a pack, or its folder")
        parser.add_argument("--from", dest="from_day", metavar="DATE", help="the first day it binds, as 2026-01-31")
        parser.add_argument("--proposed-by", metavar="NUMBER", help="the employee number of who proposes it")
        parser.add_argument("--adopted-by", metavar="NUMBER", help="the employee number of who adopts it")
        parser.add_argument("--list", action="store_true", help="show what was adopted, and what was edited since")

    def handle(self, *args, **options) -> int:
        if options["list"]:
            return self.list()
        needed = {
            "PACK": options["pack"],
            "--from": options["from_day"],
            "--proposed-by": options["proposed_by"],
            "--adopted-by": options["adopted_by"],
        }
        if missing := [name for name, given in needed.items() if not given]:
            raise CommandError(f"Also needed: {', '.join(missing)}.")
        try:
            adoption = adopt(
                options["pack"],
                from_day=_day(options["from_day"]),
                proposed_by=_person(options["proposed_by"]),
                adopted_by=_person(options["adopted_by"]),
                at=now(),
            )
        except (NotAdopted, PackNotFound, CasesFail) as error:
            raise CommandError(str(error))
        except PackError as error:
            raise CommandError(f"The pack cannot be adopted:\n{error}")
        except UnicodeDecodeError as error:
            raise CommandError(f"A file of the pack is not UTF-8 text ({error.reason} at byte {error.start}).")
        self.stdout.write(
            f"{adoption.name} {adoption.version} ({adoption.pack_hash[:12]}) binds everyone from {adoption.from_day}."
        )
        return 0

    def list(self) -> int:
        """Each adoption, the latest first."""
        rows = Adoption.objects.select_related("attested", "proposed_by", "adopted_by")
        warned: set[str] = set()
        for row in rows.order_by("-from_day", "-attested__entry_id"):
            self.stdout.write(
                f"{row.from_day}  {row.pack_hash[:12]}  {row.name} {row.version}  "
                f"proposed by {row.proposed_by.number}, adopted by {row.adopted_by.number}"
            )
            source = row.attested.open()["source"]
            if source not in warned and (warning := edited_since(row, settings.AVOW_POLICIES)):
                self.stderr.write(f"warning: {warning}")
            warned.add(source)
        if not rows:
            self.stdout.write("No policy was adopted yet.")
        return 0


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--from {text!r} is not a day. Write it as 2026-01-31.")
    if not 1990 <= day.year <= 2100:
        raise CommandError(f"--from {text!r}: the year must be between 1990 and 2100.")
    return day


def _person(number: str) -> Person:
    person = Person.objects.filter(number=number).first()
    if person is None:
        raise CommandError(f"Nobody has the employee number {number!r}.")
    return person
