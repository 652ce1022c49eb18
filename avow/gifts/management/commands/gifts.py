"""`avow gifts check` counts every line and every sum of the register again, and says what is otherwise."""

import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import Progress

from avow.access import reads
from avow.adoptions import words_of_commands as words
from avow.config import clock
from avow.gifts.recounting import Counted, Difference, Over, recount
from avow.gifts.visibility import lines_for, may_see
from avow.people.models import Person

MOST = 50
SUBJECT = "register:gifts"
EXAMPLES = """examples:
  avow gifts check
  avow gifts check --repair
  avow gifts check --by C1 --out over.jsonl

Without --by it names no person and no party: differences by the number of the disclosure, and how many sums are over a
limit. With --by it lists for that officer, who alone may see it, each sum that is over a limit with its first day.
Exit status: 0 all is as it should be, 1 something differs, 2 bad usage.
"""


class Command(BaseCommand):
    """Reads the words, counts, tells."""

    help = "Check the register of gifts against what was sent in and how it is judged."
    requires_system_checks = ()
    suppressed_base_arguments = frozenset(
        {"--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
         "--skip-checks"}
    )  # fmt: skip

    def add_arguments(self, parser: CommandParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EXAMPLES
        what = parser.add_subparsers(dest="what", required=True)
        check = what.add_parser("check", help="count everything again and compare")
        check.add_argument("--repair", action="store_true", help="write lines as they should be; judgements stay")
        check.add_argument("--by", metavar="NUMBER", help="the officer who asks; without it nobody is named")
        check.add_argument("--json", action="store_true", help="print JSON")
        check.add_argument("--out", metavar="FILE", help="write differences, and sums over a limit, as JSON Lines")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        by, on = words.person(options["by"]) if options["by"] else None, clock.today()
        if by is not None and not may_see(by, on):
            raise CommandError(f"{by.number} is neither compliance officer nor a deputy, who alone see the register.")
        counted = Counted()
        found = list(self._recount(counted, options["repair"]))
        over = _seen(counted.over, by)
        if by is not None and over:
            reads.note(by, SUBJECT, "sums over a limit", clock.now())
        if options["out"]:
            self._write(Path(options["out"]), found, over)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(counted, found, over, options["repair"]), ensure_ascii=False))
        else:
            self._say(counted, found, over, options["repair"])
        if found:
            sys.exit(1)

    def _recount(self, counted: Counted, repair: bool) -> Iterator[Difference]:
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
            task = shown.add_task("Counting", total=None)
            yield from recount(
                counted, repair=repair, watch=lambda done, total: shown.update(task, completed=done, total=total)
            )

    def _say(self, counted: Counted, found: list[Difference], over: list[Over], repair: bool) -> None:
        for one in found[:MOST]:
            self.stdout.write(f"disclosure {one.disclosure}: {one.says}{_repaired(one, repair)}")
        if len(found) > MOST:
            self.stdout.write(f"… and {len(found) - MOST} more; --out FILE has all of them")
        for one in over[:MOST]:
            told = _over_json(one)
            self.stdout.write(
                f"over a limit: {told['name']} ({told['person']}), {told['party']}, {told['kind']}, {told['clause']}: "
                f"{told['highest']} of {told['limit']}, first on {told['first']}"
            )
        if len(over) > MOST:
            self.stdout.write(f"… and {len(over) - MOST} more over a limit; --out FILE has all of them")
        looked = (
            f"{many(counted.lines, 'line')} and {many(counted.judgements, 'judgement')} "
            f"of {many(counted.people, 'person', 'people')}"
        )
        if counted.erased:
            looked += f"; {counted.erased} of people who were erased, of whom nothing is judged any more"
        if counted.waiting:
            looked += f"; {counted.waiting} wait{'s' if counted.waiting == 1 else ''} to be judged again by the worker"
        over_now = len(counted.over)
        self.stdout.write(f"{many(over_now, 'sum')} {'is' if over_now == 1 else 'are'} over a limit.")
        differ = f"{len(found)} {'differs' if len(found) == 1 else 'differ'}"
        self.stdout.write(f"{differ} in {looked}." if found else f"All is as it should be: {looked}.")

    def _write(self, path: Path, found: list[Difference], over: list[Over]) -> None:
        rows = [_difference_json(one) for one in found] + [{"what": "over", **_over_json(one)} for one in over]
        try:
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.")


def _seen(over: list[Over], by: Person | None) -> list[Over]:
    """Those that the officer may see; none where nobody is named."""
    if by is None:
        return []
    there = set(lines_for(by, clock.today()).values_list("disclosure", flat=True))
    return [one for one in over if one.first.disclosure_id in there]


def _repaired(one: Difference, repair: bool) -> str:
    return " (written anew)" if repair and one.is_line else ""


def _difference_json(one: Difference) -> dict[str, Any]:
    return {"what": one.what, "disclosure": one.disclosure, "says": one.says}


def _over_json(one: Over) -> dict[str, Any]:
    person = one.first.disclosure.person
    return {
        "person": person.number,
        "name": person.name,
        "party": one.party,
        "kind": one.first.kind,
        "clause": one.clause,
        "first": one.first.on.isoformat(),
        "highest": str(one.highest),
        "limit": str(one.limit),
        "disclosure": one.first.disclosure.public_id,
    }


def _as_json(counted: Counted, found: list[Difference], over: list[Over], repair: bool) -> dict[str, Any]:
    return {
        "lines": counted.lines,
        "judgements": counted.judgements,
        "people": counted.people,
        "erased": counted.erased,
        "waiting": counted.waiting,
        "differences": [_difference_json(one) | {"repaired": repair and one.is_line} for one in found],
        "over_a_limit": len(counted.over),
        "over": [_over_json(one) for one in over],
    }


def many(number: int, one: str, more: str = "") -> str:
    """ "1 line", "2 lines"."""
    return f"{number} {one if number == 1 else more or one + 's'}"
