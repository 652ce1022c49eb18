"""Holidays and time zones of sites and countries, from a file that the operator brings; the latest file holds.

A file has the columns country, site, day, zone, name. A line with a day is a holiday, one with a zone says where the
clocks of that country or site are. A site left empty means the whole country.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from zoneinfo import available_timezones

from django.db import transaction

from avow.ledger import tree
from avow.ledger.acts import Actor, Doc, hold, record
from avow.ledger.canonical import canonical
from avow.notices.models import CalendarFile, CalendarLine

KEY = "register"
COLUMNS = ("country", "site", "day", "zone", "name")
MOST_LINES = 20_000
Line = tuple[str, str, date | None, str, str]


class Refused(Exception):
    """Lines cannot be taken, so none was. `lines` says which and why."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(" ".join(lines[:20]))
        self.lines = lines


@dataclass
class Brought:
    """What the latest file says, to be asked by country and site; the name of a site counts in any case of letters."""

    holidays: set[tuple[str, str, date]] = field(default_factory=set)
    zones: dict[tuple[str, str], str] = field(default_factory=dict)

    def is_holiday(self, day: date, country: str, site: str) -> bool:
        """Whether it is one of the country or of this site of it."""
        return (country, "", day) in self.holidays or (country, site.casefold(), day) in self.holidays

    def zone(self, country: str, site: str) -> str:
        """The zone of the site, or of its country; "" where the file says neither."""
        return self.zones.get((country, site.casefold())) or self.zones.get((country, ""), "")


def read(path: Path) -> list[Line]:
    """The lines of a file. Raises Refused, with every line that cannot be taken."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused([f"{path.name} cannot be read as UTF-8: {error}."]) from None
    rows = csv.DictReader(text.splitlines())
    unknown = set(rows.fieldnames or ()) - set(COLUMNS)
    if unknown or "country" not in (rows.fieldnames or ()):
        raise Refused([f"{path.name}: the columns are {', '.join(COLUMNS)}; of these, country and day or zone."])
    found: list[Line] = []
    wrong: list[str] = []
    for number, row in enumerate(rows, start=2):
        try:
            found.append(_line(row))
        except ValueError as why:
            wrong.append(f"{path.name}:{number}: {why}")
    if len(found) > MOST_LINES:
        wrong.append(f"{path.name} has more than {MOST_LINES:,} lines.")
    if wrong or not found:
        raise Refused(wrong or [f"{path.name} has no line."])
    return list(dict.fromkeys(found))


def _line(row: dict[str, str]) -> Line:
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    country = cells["country"].upper()
    if len(country) != 2 or not country.isascii() or not country.isalpha():
        raise ValueError(f"{cells['country']!r} is no country; write two letters, such as SE.")
    if bool(cells["day"]) == bool(cells["zone"]):
        raise ValueError("give a day or a zone, and not both.")
    if cells["zone"] and cells["zone"] not in available_timezones():
        raise ValueError(f"{cells['zone']!r} is no time zone; write such as Europe/Stockholm.")
    if any(len(cells[name]) > 200 or not cells[name].isprintable() for name in ("site", "name")):
        raise ValueError("site and name are one line of at most 200 letters.")
    try:
        day = date.fromisoformat(cells["day"]) if cells["day"] else None
    except ValueError:
        raise ValueError(f"{cells['day']!r} is no day; write such as 2027-06-06.") from None
    return country, cells["site"], day, cells["zone"], cells["name"]


@transaction.atomic
def bring(name: str, lines: list[Line], *, by: Actor | str, on: date, at: datetime) -> CalendarFile:
    """Take these lines in place of all that were there."""
    hold()
    body = {"name": name[:255], "on": on.isoformat(), "lines": len(lines), "root": root_of(lines)}
    docs = [Doc(CalendarFile.schema, body, KEY)]
    entry = record("holidays brought", actor=by, subject="holidays", at=at, docs=docs)
    file = CalendarFile.objects.create(
        attested=entry.documents[0], name=body["name"], on=on, lines=len(lines), root=body["root"]
    )
    rows = [
        CalendarLine(file=file, country=country, site=site, day=day, zone=zone, name=called)
        for country, site, day, zone, called in lines
    ]
    CalendarLine.objects.bulk_create(rows, batch_size=1000)
    return file


def brought(*, days: bool = True) -> Brought:
    """What the latest file says; nothing where none was brought. Without `days` its zones alone, which are few."""
    found = Brought()
    latest = CalendarFile.objects.order_by("-pk").first()
    if latest is not None:
        rows = latest.rows.all() if days else latest.rows.filter(day=None)
        for country, site, day, zone in rows.values_list("country", "site", "day", "zone"):
            if day is None:
                found.zones[country, site.casefold()] = zone
            else:
                found.holidays.add((country, site.casefold(), day))
    return found


def root_of(lines: Iterable[Line]) -> str:
    """The Merkle root over the lines, in their order."""
    leaves = ([country, site, day.isoformat() if day else None, *rest] for country, site, day, *rest in lines)
    return tree.root(tree.leaf_hash(canonical(leaf)) for leaf in leaves).hex()


def problems() -> Iterator[str]:
    """A sentence for each file whose lines are not those that were brought; for `avow ledger verify`."""
    for file in CalendarFile.objects.order_by("pk"):
        rows = file.rows.order_by("pk").values_list("country", "site", "day", "zone", "name")
        if root_of(rows) != file.root:
            yield f"the holidays of {file.name}, brought on {file.on}, are not those that were attested"
