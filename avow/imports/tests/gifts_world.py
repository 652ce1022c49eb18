"""Real and invented registers of gifts for the tests of importing them: people first, then a policy, then the file."""

import csv
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from avow.adoptions.acts import adopt
from avow.adoptions.current import policy_in_force
from avow.imports.gift_running import import_gifts
from avow.imports.running import Wishes, import_people
from avow.people.acts import put
from avow.people.models import Person
from avow.policy import corporate

TODAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
LONG_AGO = date(2019, 1, 1)
AS_WRITTEN = ('currency = "USD"', 'currency = "USD"\nsame_party = "as_written"')


def rows_of(path: Path) -> list[dict[str, str]]:
    """A file as the csv module reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def people_named(names, folder: Path) -> None:
    """Take everyone of these names on, with numbers P1, P2, …"""
    path = folder / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "name", "country"])
        writer.writerows([f"P{place}", name, "US"] for place, name in enumerate(sorted(set(names)), 1))
    report = import_people(path, Wishes(on=LONG_AGO, at=AT))
    assert not report.refused


def in_force(folder: Path, *changes: tuple[str, str]):
    """The corporate policy in force, from a copy with these changes of policy.toml."""
    for number in ("X1", "X2"):
        put(number, on=LONG_AGO, by="system", at=AT, name=f"Somebody {number}")
    pack = folder / "pack"
    shutil.copytree(corporate(), pack)
    if AS_WRITTEN in changes:  # its worked cases are of groups; here they are of names
        for clause in (pack / "clauses").glob("5.*.toml"):
            words = clause.read_text(encoding="utf-8").replace("party_group =", "other_side =")
            clause.write_text(words.replace('"delta bearings"', '"Delta Bearings"'), encoding="utf-8")
    policy = pack / "policy.toml"
    text = policy.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    policy.write_text(text, encoding="utf-8")
    people = [Person.objects.get(number=number) for number in ("X1", "X2")]
    adopt(str(pack), from_day=date(2026, 1, 1), proposed_by=people[0], adopted_by=people[1], at=AT)
    return policy_in_force(TODAY)


def brought(path: Path, *maps: str, **wishes):
    """Import gifts from a path."""
    return import_gifts(path, Wishes(on=TODAY, at=AT, maps=maps, **wishes))
