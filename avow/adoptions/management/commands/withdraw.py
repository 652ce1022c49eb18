"""`avow policy withdraw ID --by NUMBER [--reason TEXT]`: take a proposal back."""

from django.core.management.base import BaseCommand, CommandParser

from avow.adoptions import words_of_commands as words
from avow.adoptions.acts import withdraw
from avow.config.clock import now


class Command(BaseCommand):
    help = "Take a proposal back. Only the one who proposed it does."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("proposal", metavar="ID", help="the number of the proposal")
        parser.add_argument("--by", metavar="NUMBER", required=True, help="the employee number of who proposed it")
        parser.add_argument("--reason", metavar="TEXT", default="", help="why")

    def handle(self, *args, **options) -> int:
        found = words.proposal(options["proposal"])
        by = words.person(options["by"])
        with words.refusals("withdrawn"):
            withdraw(found, by=by, at=now(), reason=options["reason"])
        self.stdout.write(f"{found.name} {found.version} is withdrawn.")
        return 0
