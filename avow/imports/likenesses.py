"""Two that are most likely one: numbers that differ only in capitals and blanks, names that differ in nothing said."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from avow.counterparties.folding import fold
from avow.counterparties.models import CounterpartyRecord
from avow.imports import cells
from avow.imports.columns import Columns
from avow.imports.counterparty_rows import Parties
from avow.imports.people_rows import People
from avow.people.models import Person

SHOWN = 5


def near(number: str) -> str:
    """A number without its capitals and blanks."""
    return "".join(number.casefold().split())


def nearest(wanted: Iterable[str], known: Iterable[str]) -> dict[str, list[str]]:
    """For each of these numbers, those known that differ from it only in capitals, blanks or leading zeros."""
    by_look: dict[str, list[str]] = {look(number): [] for number in wanted}
    for number in known:
        if (found := by_look.get(look(number))) is not None:
            found.append(number)
    return {number: sorted(by_look[look(number)]) for number in wanted if by_look[look(number)]}


def look(number: str) -> str:
    """A number without its capitals, blanks and leading zeros, which spreadsheets take away."""
    return near(number).lstrip("0") or "0"


def refuse_near_numbers(people: People, columns: Columns) -> None:
    """Refuse new numbers that are nearly one on record, or nearly one further up in the file.

    What others say of a refused number (as of their manager) is then said of one who is not known.
    """
    known = set(Person.objects.values_list("number", flat=True))
    taken: dict[str, str] = {}
    for number in sorted(known):
        taken.setdefault(near(number), number)
    for number in list(people.statements):
        other = number if number in known else taken.setdefault(near(number), number)
        if other == number:
            continue
        del people.statements[number]
        people.last_days.pop(number, None)
        people.seen.add(other)
        people.others.add(number)
        where = "on record" if other in known else f"on line {people.lines[other]:,}"
        people.refuse(
            people.lines[number], columns.heading("number"), number,
            f"{cells.shown(other)} is {where} already, and differs only in capitals or blanks.",
            f"If it is the same person, write it as {cells.shown(other)}; if it is another, add --yes.",
        )  # fmt: skip


def find_same_names(parties: Parties, on: date) -> None:
    """Remark on counterparties of this file whose folded name another number has, in the file or on record."""
    names = dict(CounterpartyRecord.objects.on(on).order_by().values_list("counterparty__number", "name"))
    names |= {number: said["name"] for number, said in parties.statements.items()}
    numbers: dict[str, list[str]] = defaultdict(list)
    for number, name in names.items():
        if folded := fold(name):
            numbers[folded].append(number)
    for same in numbers.values():
        lines = sorted(parties.lines[number] for number in same if number in parties.statements)
        if len(same) < 2 or not lines:
            continue
        listed = ", ".join(cells.shown(number) for number in sorted(same)[:SHOWN]) + (
            ", …" if len(same) > SHOWN else ""
        )
        parties.find(
            "same_name",
            lines,
            f"{cells.shown(names[same[0]])} is the name of {len(same):,} numbers: {listed}. They are kept apart; if it"
            " is one counterparty, its standings and gifts count apart too. Give it one number.",
        )
