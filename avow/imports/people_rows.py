"""Rows of a file of people: employees with their managers, or posts of an organisation with those who hold them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from avow.imports import cells
from avow.imports.columns import Columns, Fields
from avow.imports.gathering import Cells, Gathered, full_rows, stated
from avow.imports.reading.table import Table

FIELDS = Fields(
    of="person",
    names=(
        "number", "name", "first_name", "last_name", "email", "employer", "site", "shift", "country", "language",
        "hr_department", "grade", "worker_type", "standing", "job_title", "manager", "acting_supervisor", "joined_on",
        "last_day", "fte",
    ),
    needed=(("number",), ("name", "last_name")),
    guesses={
        "number": ("number", "employee number", "employee no", "employee id", "employeeid", "personnel number",
                   "personnel no", "personnel id", "person number", "person id", "staff number", "staff id",
                   "worker id", "post unique reference", "id"),
        "name": ("name", "full name", "employee name", "display name", "legal name", "preferred name"),
        "first_name": ("first name", "given name", "forename", "vorname"),
        "last_name": ("last name", "surname", "family name", "nachname"),
        "email": ("email", "e mail", "email address", "e mail address", "work email", "contact e mail", "mail"),
        "employer": ("employer", "legal entity", "company", "company name", "organisation", "organization", "entity"),
        "site": ("site", "location", "work location", "office", "plant", "place of work"),
        "shift": ("shift", "shift name", "work shift", "shift group", "shift code", "schicht"),
        "country": ("country", "country code", "country of employment", "work country"),
        "language": ("language", "preferred language", "locale"),
        "hr_department": ("hr department", "local hr department", "hr unit", "department", "unit", "business unit"),
        "grade": ("grade", "grade or equivalent", "job grade", "pay grade", "band", "job level", "level"),
        "worker_type": ("worker type", "employment type", "employee type", "contract type"),
        "standing": ("standing", "position in company"),
        "job_title": ("job title", "position", "position title", "role"),
        "manager": ("manager", "manager number", "manager no", "manager id", "manager employee number",
                    "manager employee id", "line manager", "line manager id", "supervisor", "supervisor id",
                    "supervisor number", "reports to", "reports to senior post", "manager email", "manager e mail"),
        "acting_supervisor": ("acting supervisor", "is supervisor"),
        "joined_on": ("joined on", "hire date", "date of hire", "start date", "date joined", "joining date",
                      "employment start date", "entry date"),
        "last_day": ("last day", "last working day", "termination date", "leaving date", "end date", "exit date"),
        "fte": ("fte",),
    },
)  # fmt: skip
LENGTHS = {"employer": 200, "site": 200, "shift": 100, "hr_department": 200, "grade": 100, "job_title": 300}
WORKER_TYPES = {
    "": "", "full time": "full_time", "regular full time": "full_time", "ft": "full_time", "full": "full_time",
    "part time": "part_time", "regular part time": "part_time", "pt": "part_time", "part": "part_time",
    "temporary": "temporary", "temp": "temporary", "fixed term": "temporary", "seasonal": "temporary",
    "board": "board", "board member": "board", "member of the board": "board",
}  # fmt: skip
STANDINGS = {"": "employee", "employee": "employee", "staff": "employee", "officer": "officer", "director": "director",
             "executive officer": "officer", "board director": "director"}  # fmt: skip
UNDISCLOSED = frozenset({"n/d", "nd", "not disclosed", "undisclosed", "withheld", "name withheld", "redacted"})
VACANT = re.compile(r"(post )?(is )?(currently )?(vacant|vacancy|unfilled|eliminated|abolished)( post)?", re.IGNORECASE)


@dataclass
class People(Gathered):
    """Besides what every file gives: posts without a person and the manager each names, last days, the lines of names
    that are not disclosed, and numbers that on record are somebody else's."""

    vacant: dict[str, str] = field(default_factory=dict)
    last_days: dict[str, date] = field(default_factory=dict)
    undisclosed: list[int] = field(default_factory=list)
    others: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Reading:
    """How cells are to be read: the day from which the file holds, the order of days with slashes (dmy, mdy or empty),
    and what to put before each number because it is unique only among its own."""

    on: date
    days: str = ""
    prefix: str = ""


def gather(table: Table, columns: Columns, reading: Reading, advance: Callable[[], Any]) -> People:
    """Every row of the file, each on its own. What needs other rows, or who is known, comes later (`people_line`)."""
    people = People()
    for row in full_rows(table, people):
        advance()
        _take(Cells(row, columns, people), people, reading)
    if people.undisclosed:
        people.find(
            "undisclosed_name",
            people.undisclosed,
            f"{len(people.undisclosed):,} names are not disclosed. They are taken as real people under"
            " 'Name not disclosed (number)'; import a file with the names when there is one.",
        )
    return people


def _take(row: Cells, people: People, reading: Reading) -> None:
    line = row.row.line
    number = row.number("number", reading.prefix)
    name = row.value("name", lambda text: cells.line_of_text(text, 200, "name"))
    if name is not None and not name:
        name = " ".join(filter(None, (row.text("first_name"), row.text("last_name"))))
    if name is not None and (word := _vacancy(name, row)):
        _vacate(row, people, number, word, reading.prefix)
        return
    if not number:
        people.unreadable += 1
        row.no_number("Give each person a number of their own that stays the same.")
        return
    people.seen.add(number)
    if name is not None and (not name or name.strip("'\" ").casefold() in UNDISCLOSED):
        if not name and not row.text("fte"):
            row.refuse(
                "name" if row.columns.has("name") else "last_name", "", "The name is empty.",
                "Fill it in; write N/D when it is not disclosed, or Vacant for a post that nobody holds.",
            )  # fmt: skip
        else:
            people.undisclosed.append(line)
            name = f"Name not disclosed ({number})"
    statement = _statement(row, reading) | {"name": name}
    last_day = _day(row, "last_day", reading)
    if row.refused:
        return
    if number in people.statements:
        _repeat(row, people, number, statement)
        return
    people.statements[number], people.lines[number] = statement, line
    if last_day:
        people.last_days[number] = last_day


READERS: dict[str, Callable[[str], Any]] = {
    **{name: partial(cells.line_of_text, most=most, what=name.replace("_", " ")) for name, most in LENGTHS.items()},
    "email": lambda text: cells.address(stated(text)),
    "country": lambda text: cells.country(stated(text)),
    "language": lambda text: cells.language(stated(text)),
    "worker_type": lambda text: cells.one_of(stated(text), WORKER_TYPES, "worker type"),
    "standing": lambda text: cells.one_of(stated(text), STANDINGS, "standing"),
    "acting_supervisor": lambda text: cells.yes_or_no(stated(text), "acting supervisor"),
}


def _statement(row: Cells, reading: Reading) -> dict[str, Any]:
    """The fields the file has, for `people.acts`."""
    said = {name: row.value(name, read) for name, read in READERS.items() if row.columns.has(name)}
    if row.columns.has("manager"):
        said["manager"] = row.number("manager", reading.prefix)
    if row.columns.has("joined_on"):
        said["joined_on"] = _day(row, "joined_on", reading)
    return said


def _day(row: Cells, name: str, reading: Reading) -> date | None:
    """A day that may be empty."""
    what, latest = name.replace("_", " "), cells.a_year_after(reading.on)
    found: date | None = row.value(
        name, lambda text: cells.day(text, order=reading.days, latest=latest, what=what) if stated(text) else None
    )
    return found


def _vacancy(name: str, row: Cells) -> str:
    """The word for a post without a person: its name says so, or there is no name and no full-time equivalent."""
    said = VACANT.fullmatch(name.strip("'\"()[] "))
    if said:
        return said.group(4).lower()
    number = row.text("number").casefold()
    if not name and (
        number in {"vacant", "vacancy"} or (row.columns.has("fte") and row.text("fte") in {"", "0", "0.0"})
    ):
        return "vacant"
    return ""


def _vacate(row: Cells, people: People, number: str, word: str, prefix: str) -> None:
    title = row.text("job_title")
    title = f" {cells.shown(title)!r}" if title else ""
    post = f"{cells.shown(number)}{title}" if number else f"without a number{title}"
    people.find("vacancy", [row.row.line], f"The post {post} is {_state(word)}: nobody is taken on for it.")
    if number:
        people.vacant.setdefault(number, row.number("manager", prefix))


def _state(word: str) -> str:
    return "vacant" if word in {"vacant", "vacancy", "unfilled"} else word


def _repeat(row: Cells, people: People, number: str, statement: dict[str, Any]) -> None:
    """A number that was there before: the same again is one person; anything else cannot be told apart."""
    first, line = people.statements[number], people.lines[number]
    differing = [name for name in statement if statement[name] != first[name]]
    if not differing:
        people.merged += 1
        people.find("repeated_row", [line, row.row.line], f"{cells.shown(number)} is there twice with the same data.")
        return
    both = " and ".join(
        f"{name} {cells.shown(str(first[name]))!r} / {cells.shown(str(statement[name]))!r}" for name in differing[:2]
    )
    row.refuse(
        "number", number, f"This number is on line {line:,} already, with other data ({both}).",
        "Give each person a number of their own. The first one was taken.",
    )  # fmt: skip


def first_day_without(last_day: date) -> date:
    """The day from which someone is no longer with us."""
    return last_day + timedelta(days=1)
