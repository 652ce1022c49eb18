"""`avow policy propose PACK --by NUMBER --reason TEXT`: put a version forward; its files are kept as they are now."""

import json

from django.core.management.base import BaseCommand, CommandParser

from avow.adoptions import words_of_commands as words
from avow.adoptions.acts import propose
from avow.config.clock import now


class Command(BaseCommand):
    help = "Propose a version of the policy. Its files are kept as they are now; a broken pack is not proposed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pack", metavar="PACK", help="the name of a pack, or its folder")
        parser.add_argument("--by", metavar="NUMBER", required=True, help="the employee number of who proposes it")
        parser.add_argument("--reason", metavar="TEXT", required=True, help="why the policy should change")
        parser.add_argument("--supersedes", metavar="ID", help="the open proposal in whose place it stands")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args, **options) -> int:
        instead = words.proposal(options["supersedes"]) if options["supersedes"] else None
        by = words.person(options["by"])
        with words.refusals("proposed"):
            found = propose(options["pack"], by=by, at=now(), reason=options["reason"], supersedes=instead)
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "proposal": found.public_id, "hash": found.pack_hash, "name": found.name,
                        "version": found.version, "clauses": found.clauses, "rules": found.rules, "cases": found.cases,
                    }
                )
            )  # fmt: skip
            return 0
        self.stdout.write(f"{found.name} {found.version} ({found.pack_hash[:12]}) is proposed as {found.public_id}.")
        self.stdout.write(f"{found.clauses} clauses, {found.rules} rules; all {found.cases} worked cases hold.")
        self.stdout.write(f"Try it: avow policy backtest --proposal {found.public_id} --by {by.number}")
        return 0
