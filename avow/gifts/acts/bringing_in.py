"""Bringing in what an earlier register holds: each row a gift like any other, that counts in every window from then on.

Nobody signed it here and nobody reviews it again: no case opens, and its state is "Recorded in the past". What the
windows make of gifts that were here before is found at once, as after any act.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from avow.access.models import Capacity, Participant
from avow.adoptions.current import policy_in_force
from avow.counterparties.models import Counterparty
from avow.disclosures.forms import keeping
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.gifts import looking_again, register
from avow.gifts.judging_many import Gift as Judged
from avow.gifts.judging_many import judge_many
from avow.gifts.models import Became, Gift, PastGift
from avow.gifts.registers import chunks
from avow.ledger.acts import Doc, hold, record
from avow.ledger.canonical import instant
from avow.people.models import Person
from avow.policy import Pack
from avow.policy.totals import party_of

AT_ONCE = 2_000
"""Gifts of one entry: a larger file becomes several entries of one transaction, so that memory stays bounded."""
BATCH = 500


@dataclass(frozen=True)
class PastRow:
    """One row of an earlier register. `worth` is for all who share it, in `currency`; None when nobody knows. `became`
    is one of the policy's becomings ("" for none); what was paid is `paid_back`, in the same currency."""

    line: int
    person: Person
    kind: str
    on: date
    party: str
    counterparty: Counterparty | None = None
    description: str = ""
    worth: Decimal | None = None
    currency: str = ""
    estimated: bool = False
    shared_by: int | None = None
    declined: bool = False
    paid_back: Decimal | None = None
    became: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    remarks: str = ""


@dataclass(frozen=True)
class Source:
    """The file: its name, and what tells its rows from those of any other: SHA-256 of its bytes (and of its sheet)."""

    name: str
    sha256: str


@dataclass
class Crossing:
    """A person and a party above a limit that adds up: the clause, the first day and the sum on it, the largest sum."""

    clause: str
    person: str
    party: str
    first: date
    sum: Decimal
    largest: Decimal


@dataclass
class BroughtIn:
    """What was brought in, or would have been: line → public id, who is above a limit, the last of the entries."""

    gifts: dict[int, str] = field(default_factory=dict)
    crossings: dict[tuple[object, ...], Crossing] = field(default_factory=dict)
    entry: Any = None
    seen_again: int = 0


@transaction.atomic
def bring_in(
    rows: Sequence[PastRow],
    *,
    source: Source,
    by: Any,
    on: date,
    at: datetime,
    also: Callable[[], list[Doc]] = list,
    advance: Callable[[], Any] = lambda: None,
    try_only: bool = False,
) -> BroughtIn:
    """Bring these rows in, in one transaction; all of them or none. They are judged by the policy in force today, with
    the figures, rates and registers of each gift's own day. `also` gives further documents for the last entry.

    No row may have been brought in before (the database refuses it), and no person may be erased. With `try_only`
    everything is judged and nothing written.
    """
    hold()
    done, pack = BroughtIn(), policy_in_force(on)
    ready: list[Judged] = []
    for judged in judge_many(pack, rows, at, source.name):
        advance()
        _note_crossing(done, judged)
        done.gifts[judged.row.line] = judged.disclosure.public_id
        if try_only:
            continue
        ready.append(judged)
        if len(ready) == AT_ONCE and len(done.gifts) < len(rows):
            done.entry = _write(pack, ready, source, [], by=by, on=on, at=at)
            ready = []
    if ready:
        done.entry = _write(pack, ready, source, also(), by=by, on=on, at=at)
        again = _near(rows, done.gifts.values())
        done.seen_again = len(again)
        looking_again.look(again, cause="entered", entry=done.entry, on=on, at=at)
    return done


def _write(pack: Pack, gifts: list[Judged], source: Source, further: list[Doc], *, by, on: date, at: datetime):
    """One entry with the documents of these gifts, and their rows."""
    docs: list[Doc] = []
    for one in gifts:
        key, identifier = one.row.person.key, one.disclosure.public_id
        docs += [
            Doc(Version.schema, _version(pack, one, source, at), key=key),
            Doc(Judgement.schema, _judgement(pack, one), key=key),
            Doc(PastGift.schema, _past(one, source), key=key),
            Doc(Participant.schema, _participant(one, on), key="register"),
        ]
        docs += [Doc(Became.schema, _became(row, identifier), key=key) for row in one.became]
    entry = record("gifts brought in", actor=by, subject="gifts", at=at, docs=[*docs, *further])
    attested = iter(entry.documents)
    Disclosure.objects.bulk_create([one.disclosure for one in gifts], batch_size=BATCH)
    versions, judgements, past, participants, became = [], [], [], [], []
    for one in gifts:
        version = _version_row(pack, one, at, next(attested))
        versions.append(version)
        judgements.append(_judgement_row(pack, one, version, next(attested)))
        past.append(
            PastGift(
                attested=next(attested), disclosure=one.disclosure, sha256=source.sha256, line=one.row.line,
            )
        )  # fmt: skip
        participants.append(
            Participant(
                attested=next(attested), subject=one.disclosure.public_id, person=one.row.person,
                capacity=Capacity.DISCLOSER.value, from_day=on,
            )
        )  # fmt: skip
        for row in one.became:
            row.attested, row.disclosure = next(attested), one.disclosure
            became.append(row)
    for model, made in (
        (Version, versions), (Judgement, judgements), (PastGift, past), (Participant, participants), (Became, became),
    ):  # fmt: skip
        model.objects.bulk_create(made, batch_size=BATCH)
    for some in _some(versions):
        lines = zip(some, register.lines_of(some), strict=True)
        Gift.objects.bulk_create([Gift(disclosure=version.disclosure, **line) for version, line in lines])
    return entry


def _version(pack: Pack, one: Judged, source: Source, at: datetime) -> dict[str, Any]:
    """What is attested of the version. Nobody signed it here."""
    return {
        "disclosure": one.disclosure.public_id,
        "person": one.row.person.public_id,
        "number": 1,
        "kind": one.row.kind,
        "on": one.row.on.isoformat(),
        "pack": f"{pack.name} {pack.version}",
        "pack_hash": pack.hash,
        "answers": one.gathered.answers,
        "facts": sorted(name for name in one.gathered.answers if keeping.is_typed(pack, name)),
        "relative": None,
        "counterparty": one.row.counterparty.public_id if one.row.counterparty else None,
        "signed_by": "",
        "acknowledged": "",
        "declared": "",
        "attachments": [],
        "at": instant(at),
        "language": "en",
        "brought_in": {"file": source.name, "line": one.row.line},
    }


def _version_row(pack: Pack, one: Judged, at: datetime, attested) -> Version:
    answers = one.gathered.answers
    return Version(
        attested=attested, disclosure=one.disclosure, number=1, submitted_at=at, on=one.row.on, pack_hash=pack.hash,
        kind=one.row.kind, counterparty=one.row.counterparty, language="en",
        facts={name: answers[name] for name in answers if keeping.is_typed(pack, name)},
    )  # fmt: skip


def _judgement(pack: Pack, one: Judged) -> dict[str, Any]:
    return {
        "disclosure": one.disclosure.public_id,
        "number": 1,
        "on": one.row.on.isoformat(),
        "pack_hash": pack.hash,
        **one.said,
    }


def _judgement_row(pack: Pack, one: Judged, version: Version, attested) -> Judgement:
    return Judgement(attested=attested, version=version, on=one.row.on, pack_hash=pack.hash, **one.said)


def _past(one: Judged, source: Source) -> dict[str, Any]:
    """Where it came from, and what was decided there; the words stay in the sealed document."""
    row = one.row
    return {
        "disclosure": one.disclosure.public_id,
        "sha256": source.sha256,
        "line": row.line,
        "file": source.name,
        "decided_by": row.decided_by,
        "decided_on": row.decided_on.isoformat() if row.decided_on else None,
        "remarks": row.remarks,
    }


def _participant(one: Judged, on: date) -> dict[str, Any]:
    return {
        "subject": one.disclosure.public_id,
        "person": one.row.person.public_id,
        "capacity": Capacity.DISCLOSER.value,
        "from_day": on.isoformat(),
    }


def _became(row: Became, disclosure: str) -> dict[str, Any]:
    return {
        "disclosure": disclosure,
        "becoming": row.becoming,
        "on": row.on.isoformat(),
        "paid": format(row.paid, "f") if row.paid is not None else None,
        "currency": row.currency or None,
        "by": row.by.public_id,
        "remark": "",
    }


def _note_crossing(done: BroughtIn, one: Judged) -> None:
    """Remember the pair where a finding reads a sum over several rows."""
    party = party_of(one.gathered.facts)
    for finding in one.judgement.findings:
        if finding.finding == "note" or not finding.totals or party is None:
            continue
        total = Decimal(str(finding.totals[0].known))
        key = (finding.clause, one.row.person.pk, party)
        there = done.crossings.get(key)
        if there is None:
            name = one.row.counterparty.name if one.row.counterparty else one.row.party
            done.crossings[key] = Crossing(finding.clause, one.row.person.number, name, one.row.on, total, total)
            continue
        if one.row.on < there.first or (one.row.on == there.first and total < there.sum):
            there.first, there.sum = one.row.on, total
        there.largest = max(there.largest, total)


def _near(rows: Iterable[PastRow], brought: Iterable[str]) -> list[int]:
    """The gifts that were here before and in whose windows the ones brought in now are."""
    days: dict[int, set[date]] = {}
    for row in rows:
        days.setdefault(row.person.pk, set()).add(row.on)
    mine, found = set(brought), []
    for some in chunks(days):
        gifts = Gift.objects.filter(person__in=some, is_withdrawn=False).select_related("version", "disclosure")
        for gift in gifts.order_by("on", "pk").iterator(chunk_size=2000):
            if gift.disclosure.public_id not in mine and looking_again.reaches_any(gift, days[gift.person_id]):
                found.append(gift.disclosure_id)
    return found


def _some(versions: list[Version]) -> Iterator[list[Version]]:
    for start in range(0, len(versions), BATCH):
        yield versions[start : start + BATCH]
