"""From what rows say of managers to people: who is meant, who is missing, and what the line would look like."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date

from avow.imports import cells
from avow.imports.people_rows import People
from avow.people.models import Person, PersonRecord
from avow.people.problems import find, says, sorted_members

SHOWN = 5


def settle_addresses(people: People) -> None:
    """Clear addresses that several people of the file give: mail to one of them would be read by others."""
    given: dict[str, list[str]] = defaultdict(list)
    for number, statement in people.statements.items():
        if statement.get("email"):
            given[statement["email"].casefold()].append(number)
    for address, numbers in sorted(given.items()):
        if len(numbers) > 1:
            people.find(
                "shared_address",
                [people.lines[number] for number in numbers],
                f"{len(numbers)} people give the address {cells.shown(address)}. It is nobody's own, and was not kept:"
                " mail to one would be read by others.",
            )
            for number in numbers:
                people.statements[number]["email"] = ""


def name_managers(people: People, leaving: Container[str], on: date) -> set[str]:
    """Put an employee number, or None, where each row names a manager. Gives those whose row says that they have none.

    A manager may be named by number or by e-mail address. A vacant post is passed over to the one above it. A manager
    who is not known stays out of the record and becomes a finding.
    """
    named = {number: statement["manager"] for number, statement in people.statements.items() if "manager" in statement}
    addresses = _addresses(people, named.values())
    named = {number: addresses.get(text.casefold(), text) for number, text in named.items()}
    here = _here({text for text in named.values() if text not in people.statements}, on)
    known = {number for number in here - people.others if number not in leaving}
    top: set[str] = set()
    missing: dict[str, list[str]] = defaultdict(list)
    passed: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for number, text in named.items():
        at, post = _above_vacancies(text, people)
        if at and at not in people.statements and at not in known and at != "0":
            missing[at].append(number)
            at = ""
        elif at not in people.statements and at not in known:
            at = ""
            if not post:
                top.add(number)
        people.statements[number]["manager"] = at or None
        if post:
            passed[post, at or None].append(number)
    for text, numbers in missing.items():
        _tell_missing(people, text, numbers)
    for (post, above), numbers in passed.items():
        onward = (
            f"their line goes on to {cells.shown(above)}" if above else "nobody is above it, so they have no manager"
        )
        text = f"{_listed(numbers)} report to the vacant post {cells.shown(post)}; {onward}."
        people.find("vacant_manager", [people.lines[number] for number in numbers], text)
    return top


def look_at_the_line(people: People, top: set[str], leaving: Iterable[str], on: date) -> None:
    """Circles, self-reports, managers who leave, and several people at the top, in the line as it will be, as far as
    they touch this file."""
    names = {number: statement["name"] for number, statement in people.statements.items()}
    line = _line_on_record(on)
    line |= {number: said["manager"] for number, said in people.statements.items() if "manager" in said}
    line |= {number: line.get(number) for number in people.statements}
    leaving = set(leaving)
    for number in leaving:
        line.pop(number, None)
    for kind, members in find(line):
        if kind == "several_roots":
            members = sorted(top)
            if len(members) < 2:
                continue
        elif not any(member in names or member in leaving for member in members):
            continue
        members = sorted_members(kind, members)
        lines = [people.lines[member] for member in members if member in people.lines]
        people.find(kind, lines, says(kind, members, lambda who: _named(who, names), lambda who: "leaves"))


def _above_vacancies(text: str, people: People) -> tuple[str, str]:
    """The first post going up that somebody holds, and the vacant post that was passed, if any."""
    at, passed, seen = text, "", set()
    while at in people.vacant and at not in people.statements and at not in seen:
        seen.add(at)
        passed = passed or at
        at = people.vacant[at]
    return ("" if at in seen else at), passed


def _addresses(people: People, named: Iterable[str]) -> dict[str, str]:
    """Addresses of managers, as far as managers are named so: address → number, from the file and from the record."""
    wanted = {text.casefold() for text in named if "@" in text}
    if not wanted:
        return {}
    found = {
        person.email.casefold(): person.number
        for person in Person.objects.exclude(email="").order_by("pk")
        if person.email.casefold() in wanted
    }
    for number, statement in people.statements.items():
        if statement.get("email", "").casefold() in wanted and statement["email"]:
            found[statement["email"].casefold()] = number
    return found


def _here(numbers: set[str], on: date) -> set[str]:
    """Those of the numbers who are with us on the day."""
    if not numbers:
        return set()
    here = PersonRecord.objects.on(on).order_by()
    if len(numbers) <= 500:
        here = here.filter(person__number__in=numbers)
    return numbers & set(here.values_list("person__number", flat=True))


def _line_on_record(on: date) -> dict[str, str | None]:
    return dict(PersonRecord.objects.on(on).order_by().values_list("person__number", "manager__number"))


def _tell_missing(people: People, text: str, numbers: list[str]) -> None:
    same = text.lstrip("0").casefold()
    near = next((number for number in people.statements if number.lstrip("0").casefold() == same), None)
    if text in people.last_days and text not in people.statements:
        why = "who has left"
    elif text in people.seen:
        why = "whose row was refused"
    elif near:
        why = f"who is not known, but {cells.shown(near)} is: zeros or capitals may have been lost"
    else:
        why = "who is neither in the file nor on record"
    people.find(
        "missing_manager",
        [people.lines[number] for number in numbers],
        f"{_listed(numbers)} report to {cells.shown(text)}, {why}. They are taken without a manager.",
    )


def _listed(numbers: list[str]) -> str:
    more = f" and {len(numbers) - SHOWN} more" if len(numbers) > SHOWN else ""
    return ", ".join(map(cells.shown, numbers[:SHOWN])) + more


def _named(number: str, names: Mapping[str, str]) -> str:
    return f"{cells.shown(names[number])} ({cells.shown(number)})" if number in names else cells.shown(number)
