"""What is wrong with the reporting line on a day. Found in one reading of the line, and told, not mended.

The search itself works on any line, of keys or of employee numbers, so that an import can look at what it is about to
write before it writes it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeVar

from avow.people.models import Person, PersonRecord

SHOWN = 5
Key = TypeVar("Key", int, str)


@dataclass(frozen=True)
class Problem:
    """One finding. `kind` is cycle, self_report, missing_manager or several_roots; `people` are those it is about (in
    a cycle each is followed by their manager; after a missing manager come the reports); `says` tells it in words."""

    kind: str
    people: tuple[Any, ...]
    says: str


def problems(on: date) -> list[Problem]:
    """Circles, people who report to themselves, managers who are not with us on that day, and several at the top."""
    line = dict(PersonRecord.objects.on(on).order_by().values_list("person_id", "manager_id"))
    found = list(find(line))
    people = _people(chain.from_iterable(members for _, members in found))
    by_number = [(kind, sorted_members(kind, [people[pk] for pk in members])) for kind, members in found]
    told = [Problem(kind, tuple(members), says(kind, members, _named, _absence)) for kind, members in by_number]
    return sorted(told, key=lambda problem: (problem.kind, problem.people[0].number))


def find(line: Mapping[Key, Key | None]) -> Iterator[tuple[str, list[Key]]]:
    """Every problem of a line (who → manager) as its kind and those it is about. Each person is walked over once."""
    for circle in cycles(line):
        yield "cycle", circle
    absent: dict[Key, list[Key]] = {}
    for who, manager in line.items():
        if who == manager:
            yield "self_report", [who]
        elif manager is not None and manager not in line:
            absent.setdefault(manager, []).append(who)
    for manager, reports in absent.items():
        yield "missing_manager", [manager, *reports]
    roots = [who for who, manager in line.items() if manager is None]
    if len(roots) > 1:
        yield "several_roots", roots


def cycles(line: Mapping[Key, Key | None]) -> Iterator[list[Key]]:
    """Each circle of two or more, once, beginning with its smallest key."""
    done: set[Key] = set()
    for start in line:
        path: list[Key] = []
        place: dict[Key, int] = {}
        at: Key | None = start
        while at is not None and at not in done and at not in place:
            place[at] = len(path)
            path.append(at)
            at = line.get(at)
        if at is not None and at in place:
            circle = path[place[at] :]
            if len(circle) > 1:
                first = circle.index(min(circle))
                yield circle[first:] + circle[:first]
        done.update(path)


def sorted_members(kind: str, members: list[Any]) -> list[Any]:
    """By number, except that a circle keeps its order and a missing manager comes first."""
    if kind == "cycle":
        return members
    first = 1 if kind == "missing_manager" else 0
    return members[:first] + sorted(members[first:], key=lambda member: getattr(member, "number", member))


def says(kind: str, members: list[Any], named: Callable[[Any], str], absence: Callable[[Any], str]) -> str:
    """The finding in a sentence; `named` tells a member, `absence` why a manager is not there."""
    if kind == "cycle":
        ring = " → ".join(named(member) for member in members[:SHOWN])
        end = f" → … ({len(members)} people)" if len(members) > SHOWN else f" → {named(members[0])}"
        return f"These report to each other in a circle: {ring}{end}."
    if kind == "self_report":
        return f"{named(members[0])} is recorded as reporting to themselves."
    if kind == "missing_manager":
        return f"{named(members[0])} {absence(members[0])} and has reports: {_listed(members[1:], named)}."
    return f"{len(members)} people have no manager: {_listed(members, named)}. Usually it is one."


def _named(person: Person) -> str:
    return f"{person.name} ({person.number})"


def _absence(person: Person) -> str:
    return f"left on {person.left_on}" if person.left_on else "is not with us on that day"


def _listed(members: list[Any], named: Callable[[Any], str]) -> str:
    more = f" and {len(members) - SHOWN} more" if len(members) > SHOWN else ""
    return ", ".join(named(member) for member in members[:SHOWN]) + more


def _people(keys: Iterable[int]) -> dict[int, Person]:
    wanted = set(keys)
    if len(wanted) > 500:
        return {person.pk: person for person in Person.objects.order_by() if person.pk in wanted}
    return Person.objects.in_bulk(wanted)
