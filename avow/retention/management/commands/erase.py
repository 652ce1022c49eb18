"""`avow erase NUMBER --by NUMBER --reason TEXT`: destroy one person's key, for good."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser

from avow.config import clock
from avow.retention import acts, copies


class Command(BaseCommand):
    """Exit status: 0 done, 2 not done."""

    help = "Destroy one person's key, so that what is sealed with it can never be read again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom, by whom, why."""
        parser.add_argument("person", help="the employee number of the person to erase")
        parser.add_argument("--by", required=True, metavar="NUMBER", help="the employee number of who erases")
        parser.add_argument("--reason", required=True, help="why; do not name the person, this text is kept")
        parser.add_argument("--still-here", action="store_true", help="erase although the person has not left")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, erase, say what became of each copy."""
        today = clock.today()
        person, by = self._person(options["person"]), self._person(options["by"])
        if person == by:
            raise CommandError("Nobody erases themselves. Name somebody else with --by.")
        if person.is_here(today) and not options["still_here"]:
            raise CommandError(
                f"{person.number} is still with us, and what they disclosed is still needed. "
                "Record that they left first, or say --still-here."
            )
        number = person.number
        try:
            entry = acts.erase(person.key, by=by, at=clock.now(), reason=options["reason"])
        except ValueError as error:
            raise CommandError(str(error))
        self.stdout.write(f"{number} is erased: entry {entry.number}. What became of each copy:")
        for copy in copies.COPIES:
            self.stdout.write(f"  {copy.holds}: {copy.effect}. {copy.says}")

    def _person(self, number: str) -> Any:
        person = apps.get_model("people", "Person").objects.filter(number=number).first()
        if person is None:
            raise CommandError(f"Nobody has the number {number!r}.")
        return person
