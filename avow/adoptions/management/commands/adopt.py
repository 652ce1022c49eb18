"""`avow policy adopt PACK --from DATE --proposed-by NUMBER --adopted-by NUMBER [--resolution FILE]`, the same of a
proposal with `--proposal NUMBER`, and `avow policy adopt --list`."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.adoptions import words_of_commands as words
from avow.adoptions.acts import adopt, adopt_proposal
from avow.adoptions.current import edited_since
from avow.adoptions.models import Adoption
from avow.config.clock import now


class Command(BaseCommand):
    help = "Let a version of the policy bind everyone from a day on. One person proposes it, another adopts it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", nargs="?", metavar="PACK", help="the name of a pack, or its folder")
        parser.add_argument("--proposal", metavar="ID", help="in place of a pack: what was proposed before")
        parser.add_argument("--from", dest="from_day", metavar="DATE", help="the first day it binds, as 2026-01-31")
        parser.add_argument("--proposed-by", metavar="NUMBER", help="the employee number of who proposes it")
        parser.add_argument("--adopted-by", metavar="NUMBER", help="the employee number of who adopts it")
        parser.add_argument("--resolution", metavar="FILE", help="the approving resolution; the first needs none")
        parser.add_argument("--list", action="store_true", help="show what was adopted, and what was edited since")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args, **options) -> int:
        if options["list"]:
            return self.list(options["json"])
        self._complete(options)
        common = {
            "from_day": words.day("--from", options["from_day"]),
            "at": now(),
            "resolution": words.resolution(options["resolution"]),
        }
        by = words.person(options["adopted_by"])
        with words.refusals("adopted"):
            if options["proposal"]:
                adoption = adopt_proposal(words.proposal(options["proposal"]), by=by, **common)
            else:
                proposed_by = words.person(options["proposed_by"])
                adoption = adopt(options["pack"], proposed_by=proposed_by, adopted_by=by, **common)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(adoption)))
        else:
            self.stdout.write(
                f"{adoption.name} {adoption.version} ({adoption.pack_hash[:12]}) binds everyone from "
                f"{adoption.from_day}."
            )
        return 0

    def _complete(self, options) -> None:
        if options["pack"] and options["proposal"]:
            raise CommandError("Name a pack or a proposal, not both.")
        needed = {"PACK": options["pack"] or options["proposal"], "--from": options["from_day"]}
        if not options["proposal"]:
            needed["--proposed-by"] = options["proposed_by"]
        needed["--adopted-by"] = options["adopted_by"]
        if missing := [name for name, given in needed.items() if not given]:
            raise CommandError(f"Also needed: {', '.join(missing)}.")

    def list(self, as_json: bool) -> int:
        """Each adoption, the latest first."""
        rows = Adoption.objects.select_related("attested", "proposed_by", "adopted_by", "resolution", "proposal")
        rows = list(rows.order_by("-from_day", "-attested__entry_id"))
        warned: set[str] = set()
        for row in rows:
            if not as_json:
                resolved = f", resolution {row.resolution.name}" if hasattr(row, "resolution") else ""
                self.stdout.write(
                    f"{row.from_day}  {row.pack_hash[:12]}  {row.name} {row.version}  "
                    f"proposed by {row.proposed_by.number}, adopted by {row.adopted_by.number}{resolved}"
                )
            source = row.attested.open()["source"]
            if source not in warned and (warning := edited_since(row, settings.AVOW_POLICIES)):
                self.stderr.write(f"warning: {warning}")
            warned.add(source)
        if as_json:
            self.stdout.write(json.dumps([_as_json(row) for row in rows], indent=2))
        elif not rows:
            self.stdout.write("No policy was adopted yet.")
        return 0


def _as_json(row: Adoption) -> dict[str, object]:
    return {
        "from": row.from_day.isoformat(),
        "hash": row.pack_hash,
        "name": row.name,
        "version": row.version,
        "proposed_by": row.proposed_by.number,
        "adopted_by": row.adopted_by.number,
        "proposal": row.proposal.public_id if row.proposal else None,
        "resolution": row.resolution.sha256 if hasattr(row, "resolution") else None,
    }
