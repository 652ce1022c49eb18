"""What is wrong with the reporting line on a day. Found in one reading of the line, and told, not mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from avow.people.models import Person, PersonRecord

SHOWN = 5


@dataclass(frozen=True)
class Problem:
    """One finding. `kind` is cycle, self_report, missing_manager or several_roots; `people` are those it is about (in
    a cycle: each followed by their manager), `says` tells it in words."""

    kind: str
    people: tuple[Person, ...]
    says: str


def problems(on: date) -> list[Problem]:
    """Circles, people who report to themselves, managers who are not with us, and several people at the top."""
    line = dict(PersonRecord.objects.on(on).order_by().values_list("person_id", "manager_id"))
    circles = list(cycles(line))
    themselves = sorted(pk for pk, manager in line.items() if pk == manager)
    absent: dict[int, list[int]] = {}
    for pk, manager in line.items():
        if manager is not None and manager not in line:
            absent.setdefault(manager, []).append(pk)
    roots = [pk for pk, manager in line.items() if manager is None]
    roots = roots if len(roots) > 1 else []
    people = _people(
        [*chain.from_iterable(circles), *themselves, *absent, *chain.from_iterable(absent.values()), *roots]
    )
    found = [_circle([people[pk] for pk in circle]) for circle in circles]
    found += [
        Problem("self_report", (people[pk],), f"{_named(people[pk])} is recorded as reporting to themselves.")
        for pk in themselves
    ]
    found += [_absent(people[pk], [people[below] for below in reports]) for pk, reports in absent.items()]
    if roots:
        top = sorted((people[pk] for pk in roots), key=lambda person: person.number)
        says = f"{len(top)} people have no manager: {_listed(top)}. One is usual; say who the others report to."
        found.append(Problem("several_roots", tuple(top), says))
    return sorted(found, key=lambda problem: (problem.kind, problem.people[0].number))


def cycles(line: dict[int, int | None]) -> Iterator[list[int]]:
    """Each circle of two or more once, beginning with its smallest key. Every key is walked over once."""
    done: set[int] = set()
    for start in line:
        path: list[int] = []
        place: dict[int, int] = {}
        at: int | None = start
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


def _circle(people: list[Person]) -> Problem:
    ring = " → ".join(_named(person) for person in [*people[:SHOWN], *(people[:1] if len(people) <= SHOWN else [])])
    more = f" → … ({len(people)} people)" if len(people) > SHOWN else ""
    return Problem("cycle", tuple(people), f"These report to each other in a circle: {ring}{more}.")


def _absent(manager: Person, reports: list[Person]) -> Problem:
    reports = sorted(reports, key=lambda person: person.number)
    since = f"left on {manager.left_on}" if manager.left_on else "is not with us on that day"
    says = f"{_named(manager)} {since} and still has reports: {_listed(reports)}."
    return Problem("missing_manager", (manager, *reports), says)


def _named(person: Person) -> str:
    return f"{person.name} ({person.number})"


def _listed(people: list[Person]) -> str:
    more = f" and {len(people) - SHOWN} more" if len(people) > SHOWN else ""
    return ", ".join(_named(person) for person in people[:SHOWN]) + more


def _people(keys: Iterable[int]) -> dict[int, Person]:
    wanted = set(keys)
    if len(wanted) > 500:
        return {person.pk: person for person in Person.objects.order_by() if person.pk in wanted}
    return Person.objects.in_bulk(wanted)
