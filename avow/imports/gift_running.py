"""One import of gifts from file to report: read every row, find who is meant, write all that is good in one act."""

import gc
import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.counterparties.models import Counterparty
from avow.gifts.acts.bringing_in import BroughtIn, Last, PastRow, PolicyChanged, Source, bring_in
from avow.gifts.models import PastGift
from avow.gifts.registers import chunks
from avow.imports import gift_comparing, gift_matching, gift_rows
from avow.imports.columns import Columns, choose
from avow.imports.gift_matching import ERASED
from avow.imports.gift_report import GiftReport
from avow.imports.gift_rows import Gifts, Said
from avow.imports.models import KEY, ImportedFile
from avow.imports.progress import Progress, Silent
from avow.imports.reading.files import Opened, open_table
from avow.imports.reading.table import Unusable
from avow.imports.running import Wishes
from avow.ledger.acts import Doc
from avow.people import lock
from avow.people.models import Person, PersonRecord
from avow.policy import Pack
from avow.rates import current


def import_gifts(path: Path, wishes: Wishes, progress: Progress | None = None) -> GiftReport:
    """Bring gifts in from a file. `wishes.on` is today: the latest usable day, and the policy in force on it judges.
    Raises Unusable when nothing can be done with the file; rows are refused in the report."""
    progress, started = progress or Silent(), time.monotonic()
    opened = open_table(path, sheet=wishes.sheet, encoding=wishes.encoding)
    columns = choose(opened.table, gift_rows.FIELDS, wishes.maps)
    pack = _policy(wishes.on)
    with progress.stage("Reading rows") as advance:
        reading = gift_rows.Reading(wishes.on, pack, wishes.days, wishes.unknown_amounts, wishes.prefix, current.held())
        gifts = gift_rows.gather(opened.table, columns, reading, advance)
    if not gifts.rows:
        raise Unusable(f"{opened.name} has a header and no rows below it. Nothing was imported.")
    report = GiftReport(
        what="gifts", file=opened.name, sha256=opened.sha256, on=wishes.on, dry_run=wishes.dry_run,
        columns=columns.described(), guessed=columns.guessed, unused=columns.unused, notes=opened.table.notes,
        policy=f"{pack.name} {pack.version}",
    )  # fmt: skip
    source = Source(opened.name[:255], identity(opened))
    with ExitStack() as alone:
        with progress.stage("Waiting for other imports"):
            alone.enter_context(lock.gifts())
        with progress.stage("Finding who is meant"):
            report.unchanged = _leave_out_what_is_there(gifts, source)
            people = gift_matching.people_of(gifts, columns)
            parties = gift_matching.parties_of(gifts)
            rows = [_row(said, people[said.person], parties.get(said.line)) for said in gifts.taken]
            if wishes.new_only:
                rows, report.recognised = gift_comparing.only_new(gifts, rows, columns)
            else:
                gift_comparing.refuse_the_same_file(gifts, rows, yes=wishes.yes, source=source)
            gift_comparing.tell_the_same(gifts, rows)
            _tell_absent(gifts, rows)
        stage = progress.stage("Trying" if wishes.dry_run else "Judging and writing")
        with _left_alone(len(rows)), stage as advance:
            done = _bring_in(gifts, rows, report, source, wishes, advance)
    _refuse_erased(gifts, columns, done)
    _fill_in(report, gifts, rows, done)
    report.seconds = round(time.monotonic() - started, 3)
    return report


MANY = 2_000


@contextmanager
def _left_alone(rows: int) -> Iterator[None]:
    """Python does not look for garbage among many rows, which stay until the end: a fifth of the time. Beginning with
    that takes a tenth of a second, as long as a few hundred rows."""
    if rows < MANY:
        yield
        return
    gc.collect()
    gc.freeze()
    before = gc.get_threshold()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _bring_in(
    gifts: Gifts, rows: list[PastRow], report: GiftReport, source: Source, wishes: Wishes, advance: Callable[[], Any]
) -> BroughtIn:
    """Raises Unusable where another policy comes into force meanwhile."""
    refused = {refusal.line for refusal in gifts.refused}
    last = Last(
        docs=lambda done: [_provenance(report, done, len(refused | set(done.erased)))],
        then=lambda done: _remember(report, done, len(refused | set(done.erased))),
    )
    try:
        return bring_in(
            rows, source=source, by=wishes.by, on=wishes.on, at=wishes.at, last=last, advance=advance,
            try_only=wishes.dry_run,
        )  # fmt: skip
    except PolicyChanged:
        raise Unusable(
            "Another policy came into force meanwhile. What was brought in until then is there; run the same command"
            " again, and the rest is judged by the policy that is in force now."
        )


def _refuse_erased(gifts: Gifts, columns: Columns, done: BroughtIn) -> None:
    """Rows of people who were erased while the file came in."""
    gone, said = set(done.erased), {said.line: said.person for said in gifts.taken}
    for line in done.erased:
        gifts.refuse(line, columns.heading("person"), said[line], *ERASED)
    gifts.taken = [one for one in gifts.taken if one.line not in gone]


def identity(opened: Opened) -> str:
    """What tells the rows of this table from those of any other: SHA-256 of the file, and of the sheet's name."""
    if not opened.table.sheet:
        return opened.sha256
    return hashlib.sha256(f"{opened.sha256}\0{opened.table.sheet}".encode()).hexdigest()


def _policy(on: date) -> Pack:
    try:
        return policy_in_force(on)
    except NoPolicyInForce as none:
        raise Unusable(f"{none} Gifts are judged when they are brought in.")


def _leave_out_what_is_there(gifts: Gifts, source: Source) -> int:
    """Rows of this very file that were brought in before are passed over, whatever they say; gives how many."""
    there = set(PastGift.objects.filter(sha256=source.sha256).values_list("line", flat=True))
    before = len(gifts.taken)
    gifts.taken = [said for said in gifts.taken if said.line not in there]
    return before - len(gifts.taken)


def _row(said: Said, person: Person, party: Counterparty | None) -> PastRow:
    return PastRow(
        line=said.line, person=person, kind=said.kind, on=said.on,
        party=said.party or (party.name if party else said.party_number), counterparty=party,
        description=said.description, worth=said.worth, currency=said.currency, estimated=said.estimated,
        shared_by=said.shared_by, declined=said.declined, paid_back=said.paid_back, became=said.outcome,
        decided_by=said.decided_by, decided_on=said.decided_on, remarks=said.remarks,
    )  # fmt: skip


def _tell_absent(gifts: Gifts, rows: Iterable[PastRow]) -> None:
    """Remark on those who were not on record on the day: the registers say nothing of them then."""
    rows = list(rows)
    spans: dict[int, list[tuple[date, date | None]]] = {}
    for some in chunks(row.person.pk for row in rows):
        known = PersonRecord.objects.filter(person__in=some).order_by()
        for person, first, last in known.values_list("person", "from_day", "to_day"):
            spans.setdefault(person, []).append((first, last))
    absent = [
        row
        for row in rows
        if not any(first <= row.on and (last is None or row.on < last) for first, last in spans.get(row.person.pk, []))
    ]
    if absent:
        people = len({row.person.pk for row in absent})
        gifts.notes.append(
            f"{len(absent):,} gifts of {people:,} {'person' if people == 1 else 'people'} are of days for which the"
            " people register says nothing of them; their employer, site and country are not known then."
        )


def _provenance(report: GiftReport, done: BroughtIn, refused: int) -> Doc:
    """The document that says which file the entry came from."""
    body = {
        "what": report.what, "name": report.file[:255], "sha256": report.sha256, "on": report.on.isoformat(),
        "added": len(done.gifts), "changed": 0, "left": 0, "refused": refused, "columns": report.columns,
    }  # fmt: skip
    return Doc(schema=ImportedFile.schema, body=body, key=KEY)


def _remember(report: GiftReport, done: BroughtIn, refused: int) -> None:
    """The row for that document."""
    ImportedFile.objects.create(
        attested=done.entry.documents[-1], what=report.what, name=report.file[:255], sha256=report.sha256,
        on=report.on, added=len(done.gifts), changed=0, left=0, refused=refused,
    )  # fmt: skip


def _fill_in(report: GiftReport, gifts: Gifts, rows: list[PastRow], done: BroughtIn) -> None:
    rows = [row for row in rows if row.line in done.gifts]
    report.rows, report.notes = gifts.rows, report.notes + gifts.notes
    report.refused = sorted(gifts.refused, key=lambda refusal: refusal.line)
    report.findings = gifts.findings
    report.gifts = dict(sorted(done.gifts.items()))
    report.nil_returns = gifts.nil_returns
    taken = {row.line for row in rows}
    report.estimates = len(taken & set(gifts.estimates))
    report.unknown_amounts = sum(row.worth is None for row in rows)
    report.in_register = sum(row.counterparty is not None for row in rows)
    report.crossings = sorted(done.crossings.values(), key=lambda one: (one.clause, one.person, one.first))
    report.seen_again = done.seen_again
    report.entry = done.entry.number if done.entry is not None else None
