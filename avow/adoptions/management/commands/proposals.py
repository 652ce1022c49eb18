"""`avow policy proposals`: every proposal, the latest first, and what became of it."""

import json

from django.core.management.base import BaseCommand, CommandParser

from avow.adoptions.models import Proposal


class Command(BaseCommand):
    help = "List the proposals, and what became of each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args, **options) -> int:
        rows = Proposal.objects.select_related("attested", "proposed_by", "withdrawn", "superseded_by", "adoption")
        found = [
            {
                "proposal": row.public_id,
                "proposed_at": row.proposed_at.isoformat(timespec="minutes"),
                "hash": row.pack_hash,
                "name": row.name,
                "version": row.version,
                "proposed_by": row.proposed_by.number,
                "reason": row.reason(),
                "state": state(row),
            }
            for row in rows
        ]
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2, ensure_ascii=False))
            return 0
        for one in found:
            self.stdout.write(
                f"{one['proposal']}  {one['proposed_at'][:10]}  {one['hash'][:12]}  {one['name']} {one['version']}  "
                f"by {one['proposed_by']}  {one['state']}"
            )
        if not found:
            self.stdout.write("Nothing was proposed yet.")
        return 0


def state(row: Proposal) -> str:
    """What became of a proposal, in words."""
    if hasattr(row, "adoption"):
        return f"adopted from {row.adoption.from_day}"
    if hasattr(row, "withdrawn"):
        return "withdrawn"
    if hasattr(row, "superseded_by"):
        return f"superseded by {row.superseded_by.public_id}"
    return "open"
