"""One import from file to report: read and judge every row, then write all that is good in one act, or nothing."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from avow.counterparties import acts as counterparty_acts
from avow.counterparties.models import CounterpartyRecord
from avow.imports import cells, counterparty_rows, likenesses, people_line, people_rows
from avow.imports.columns import Columns, choose
from avow.imports.gathering import Gathered
from avow.imports.models import KEY, ImportedFile
from avow.imports.progress import Progress, Silent
from avow.imports.reading.files import Opened, open_table
from avow.imports.reading.table import Unusable
from avow.imports.report import Report
from avow.ledger import keyring
from avow.ledger.acts import Doc
from avow.people import acts as people_acts
from avow.people import lock
from avow.people.models import Person, PersonRecord
from avow.people.problems import cycles

MOST_LEAVE = 0.2


@dataclass(frozen=True)
class Wishes:
    """How an import is to be done. `on` is the day from which the file holds; `by` who imports it, a Person or
    "command line"; `complete` says that whoever is not in the file has left; `yes` lets many leave, lets a number
    change its name and employer at once, and takes a number that is nearly another, or gifts that look like ones that
    are there; `prefix` goes before every number; `unknown_amounts` takes gifts of which nobody knows what they were
    worth; `new_only` takes only gifts that do not look like ones that are there."""

    on: date
    at: datetime
    by: Any = "command line"
    maps: tuple[str, ...] = ()
    standings: tuple[str, ...] = ()
    dry_run: bool = False
    complete: bool = False
    yes: bool = False
    sheet: str | None = None
    encoding: str | None = None
    days: str = ""
    prefix: str = ""
    unknown_amounts: bool = False
    new_only: bool = False


def import_people(path: Path, wishes: Wishes, progress: Progress | None = None) -> Report:
    """Import people from a file. Raises Unusable when nothing can be done with it; rows are refused in the report."""
    progress, started = progress or Silent(), time.monotonic()
    opened = open_table(path, sheet=wishes.sheet, encoding=wishes.encoding)
    columns = choose(opened.table, people_rows.FIELDS, wishes.maps)
    with progress.stage("Reading rows") as advance:
        reading = people_rows.Reading(wishes.on, wishes.days, wishes.prefix)
        people = people_rows.gather(opened.table, columns, reading, advance)
    _some_rows(people, opened)
    report = _report("people", opened, columns, wishes)
    with transaction.atomic():
        with progress.stage("Waiting for other imports"):
            lock.people()
        with progress.stage("Comparing with what is known"):
            if not wishes.yes:
                likenesses.refuse_near_numbers(people, columns)
                _refuse_other_people(people, columns, wishes.on)
            leavers = _leavers(people, wishes)
            people_line.settle_addresses(people)
            top = people_line.name_managers(people, leavers, wishes.on)
            people_line.look_at_the_line(people, top, leavers, wishes.on)
        with progress.stage("Writing" if not wishes.dry_run else "Trying"):
            outcome = people_acts.put_many(
                people.statements, leavers=leavers, on=wishes.on, by=wishes.by, at=wishes.at, verb="people imported",
                also=_provenance(report, people), try_only=wishes.dry_run,
            )  # fmt: skip
            _remember(outcome, report, people)
    return _finished(report, people, columns, outcome, started)


def import_counterparties(path: Path, wishes: Wishes, progress: Progress | None = None) -> Report:
    """Import counterparties from a file. Raises Unusable when nothing can be done with it."""
    progress, started = progress or Silent(), time.monotonic()
    otherwise = counterparty_rows.standings_said(wishes.standings)
    opened = open_table(path, sheet=wishes.sheet, encoding=wishes.encoding)
    columns = choose(opened.table, counterparty_rows.FIELDS, wishes.maps)
    with progress.stage("Reading rows") as advance:
        parties = counterparty_rows.gather(opened.table, columns, wishes.prefix, otherwise, advance)
    _some_rows(parties, opened)
    report = _report("counterparties", opened, columns, wishes)
    with transaction.atomic():
        with progress.stage("Waiting for other imports"):
            lock.counterparties()
        with progress.stage("Comparing with what is known"):
            counterparty_rows.name_parents(parties)
            likenesses.find_same_names(parties, wishes.on)
            _circles(parties, wishes.on)
            here = CounterpartyRecord.objects.on(wishes.on).order_by()
            gone = _absent(parties, here.values_list("counterparty__number", flat=True), wishes)
        with progress.stage("Writing" if not wishes.dry_run else "Trying"):
            outcome = counterparty_acts.put_many(
                parties.statements, gone=gone, on=wishes.on, by=wishes.by, at=wishes.at,
                verb="counterparties imported", also=_provenance(report, parties), try_only=wishes.dry_run,
            )  # fmt: skip
            _remember(outcome, report, parties)
    return _finished(report, parties, columns, outcome, started)


def _some_rows(gathered: Gathered, opened: Opened) -> None:
    if not gathered.rows:
        raise Unusable(f"{opened.name} has a header and no rows below it. Nothing was imported.")


def _report(what: str, opened: Opened, columns: Columns, wishes: Wishes) -> Report:
    return Report(
        what=what, file=opened.name, sha256=opened.sha256, on=wishes.on, dry_run=wishes.dry_run,
        columns=columns.described(), guessed=columns.guessed, unused=columns.unused, notes=opened.table.notes,
    )  # fmt: skip


def _refuse_other_people(people: people_rows.People, columns: Columns, on: date) -> None:
    """A number whose name and employer are both others than on record is most likely somebody else's."""
    rows = PersonRecord.objects.on(on).exclude(employer="").order_by()
    known = rows.values_list("person__number", "person__name", "employer")
    for number, name, employer in known.iterator(chunk_size=5000):
        said = people.statements.get(number)
        if not said or not said.get("employer") or said["employer"] == employer or said["name"] == name:
            continue
        del people.statements[number]
        people.last_days.pop(number, None)
        people.others.add(number)
        people.refuse(
            people.lines[number], columns.heading("number"), number,
            f"On record this is {cells.shown(name)} of {cells.shown(employer)}; here it is {cells.shown(said['name'])}"
            f" of {cells.shown(said['employer'])}.",
            "If numbers are unique only within an employer, add --prefix; if it is the same person, add --yes.",
        )  # fmt: skip


def _leavers(people: people_rows.People, wishes: Wishes) -> dict[str, date]:
    """Who leaves and from which day: those whose last day is over, and with --complete those the file does not have.
    Rows of people who had left already before they were known are passed over."""
    here = set(PersonRecord.objects.on(wishes.on).order_by().values_list("person__number", flat=True))
    leavers, to_come, never = {}, 0, 0
    for number, last_day in people.last_days.items():
        day = people_rows.first_day_without(last_day)
        if day > wishes.on:
            to_come += 1
            continue
        del people.statements[number]
        if number in here:
            leavers[number] = day
        else:
            never += 1
    if to_come:
        people.notes.append(
            f"{to_come:,} leave later: import a file again after their last day, and they will have left."
        )
    if never:
        people.notes.append(f"{never:,} had left by then and are not on record: passed over.")
    return leavers | dict.fromkeys(_absent(people, here - _erased(), wishes), wishes.on)


def _erased() -> set[str]:
    """The numbers that stand for somebody erased: nothing can be recorded of them any more."""
    gone = [key.removeprefix("person:") for key in keyring.destroyed() if key.startswith("person:")]
    found: set[str] = set()
    for start in range(0, len(gone), 500):
        people = Person.objects.filter(public_id__in=gone[start : start + 500])
        found.update(people.values_list("number", flat=True))
    return found


def _absent(gathered: Gathered, here: Iterable[str], wishes: Wishes) -> list[str]:
    """With --complete, the numbers on record that the file does not have. Raises Unusable when that is too many."""
    if not wishes.complete:
        return []
    if gathered.unreadable:
        raise Unusable(
            f"--complete cannot be used: {gathered.unreadable:,} rows have no readable number, so that it is not sure"
            " who is absent. Mend those rows first (leave out --complete to see them)."
        )
    here = set(here)
    absent = sorted(here - gathered.seen)
    if len(absent) > MOST_LEAVE * len(here) and not wishes.yes:
        raise Unusable(
            f"The file lacks {len(absent):,} of the {len(here):,} on record; with --complete they would all end on"
            f" {wishes.on}. If that is right, add --yes. Nothing was imported."
        )
    return absent


def _circles(parties: counterparty_rows.Parties, on: date) -> None:
    """Parents that go round in a circle, as far as they touch this file."""
    line = counterparty_rows.parents_on_record(on)
    line |= {number: said["parent"] for number, said in parties.statements.items() if "parent" in said}
    for number, parent in line.items():
        if number == parent and number in parties.statements:
            parties.find("cycle", [parties.lines[number]], f"{number} is recorded as its own parent.")
    for circle in cycles(line):
        lines = [parties.lines[number] for number in circle if number in parties.lines]
        if lines:
            ring = " → ".join([*circle[:5], "…" if len(circle) > 5 else circle[0]])
            parties.find("cycle", lines, f"These are each other's parents: {ring}.")


def _provenance(report: Report, gathered: Gathered) -> Callable[[Any], list[Doc]]:
    """The document that says which file the entry came from."""

    def doc(outcome: Any) -> list[Doc]:
        body = {
            "what": report.what, "name": report.file[:255], "sha256": report.sha256, "on": report.on.isoformat(),
            "added": len(outcome.added), "changed": len(outcome.changed), "left": len(outcome.left),
            "refused": len({refusal.line for refusal in gathered.refused}) + len(outcome.late),
            "columns": report.columns,
        }  # fmt: skip
        return [Doc(schema=ImportedFile.schema, body=body, key=KEY)]

    return doc


def _remember(outcome: Any, report: Report, gathered: Gathered) -> None:
    """The row for that document."""
    if outcome.entry is not None:
        refused = len({refusal.line for refusal in gathered.refused}) + len(outcome.late)
        ImportedFile.objects.create(
            attested=outcome.entry.attested.get(schema=ImportedFile.schema), what=report.what, name=report.file[:255],
            sha256=report.sha256, on=report.on, added=len(outcome.added), changed=len(outcome.changed),
            left=len(outcome.left), refused=refused,
        )  # fmt: skip


def _finished(report: Report, gathered: Gathered, columns: Columns, outcome: Any, started: float) -> Report:
    """Fill the report in."""
    for number, late in outcome.late.items():
        line = gathered.lines.get(number, 0)
        why = f"The record has changed on {late.later}, after the day of this import."
        remedy = f"Import with --on {late.later} or later."
        gathered.refuse(line, columns.heading("number"), number, why, remedy)
    report.rows, report.merged, report.notes = gathered.rows, gathered.merged, report.notes + gathered.notes
    report.refused = sorted(gathered.refused, key=lambda refusal: refusal.line)
    report.findings = gathered.findings
    report.added, report.returned, report.left = outcome.added, outcome.returned, outcome.left
    report.unchanged = len(outcome.unchanged)
    report.changed = {
        number: [(change.field, change.was, change.now) for change in changes]
        for number, changes in outcome.changed.items()
    }
    report.entry = outcome.entry.number if outcome.entry is not None else None
    report.seconds = round(time.monotonic() - started, 3)
    return report
