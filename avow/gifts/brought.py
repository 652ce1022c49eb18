"""What is written of gifts that are brought in: the documents of each, made ready beforehand, and its rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from avow.access.models import Capacity, Participant
from avow.disclosures.forms import keeping
from avow.disclosures.models import Disclosure, Judgement, Version
from avow.gifts import register
from avow.gifts.judging_many import Gift as Judged
from avow.gifts.models import Became, Gift, PastGift
from avow.ledger.acts import Doc, Enveloped, envelope
from avow.ledger.canonical import instant
from avow.ledger.inserting import insert, insert_values
from avow.ledger.models import Entry
from avow.policy import Pack

if TYPE_CHECKING:
    from avow.gifts.acts.bringing_in import Source

AT_ONCE = 500
"""Lines of the register made in one go: as many as a query may name."""


@dataclass(frozen=True)
class Ready:
    """A judged gift with its documents."""

    judged: Judged
    docs: Sequence[Enveloped]


def make_ready(pack: Pack, gifts: Iterable[Judged], source: "Source", on: date, at: datetime) -> Iterator[Ready]:
    """The documents of each gift, as they will be attested."""
    typed = keeping.typed(pack)
    for one in gifts:
        yield Ready(one, [envelope(doc) for doc in _docs(pack, one, source, on, at, typed)])


def _docs(pack: Pack, one: Judged, source: "Source", on: date, at: datetime, typed: frozenset[str]) -> list[Doc]:
    key, identifier = one.row.person.key, one.disclosure.public_id
    return [
        Doc(Version.schema, _version(pack, one, source, at, typed), key=key),
        Doc(Judgement.schema, _judgement(pack, one), key=key),
        Doc(PastGift.schema, _past(one, source), key=key),
        Doc(Participant.schema, _participant(one, on), key="register"),
        *(Doc(Became.schema, _became(row, identifier), key=key) for row in one.became),
    ]


def write(pack: Pack, gifts: Sequence[Ready], entry: Entry, source: "Source", on: date, at: datetime) -> None:
    """The rows of these gifts, whose documents are the first of this entry, in this order."""
    attested = iter(entry.document_keys)
    every = [one.judged for one in gifts]
    insert(Disclosure, [one.disclosure for one in every])
    typed = keeping.typed(pack)
    versions, judgements, past, participants, became = [], [], [], [], []
    for one in every:
        disclosure, row, answers = one.disclosure, one.row, one.gathered.answers
        versions.append(
            Version(
                attested_id=next(attested), disclosure=disclosure, number=1, submitted_at=at, on=row.on,
                pack_hash=pack.hash, kind=row.kind, counterparty_id=_key(row.counterparty), language="en",
                facts={name: answers[name] for name in answers if name in typed},
            )
        )  # fmt: skip
        judgements.append(Judgement(attested_id=next(attested), on=row.on, pack_hash=pack.hash, **one.said))
        past.append((next(attested), disclosure.pk, source.sha256, row.line))
        participants.append(
            (next(attested), disclosure.public_id, row.person.pk, Capacity.DISCLOSER.value, on),
        )  # fmt: skip
        for later in one.became:
            later.attested_id, later.disclosure = next(attested), disclosure
            became.append(later)
    insert(Version, versions)
    for judgement, version in zip(judgements, versions, strict=True):
        judgement.version_id = version.pk
    insert(Judgement, judgements)
    insert_values(PastGift, ("attested_id", "disclosure_id", "sha256", "line"), past)
    insert_values(Participant, ("attested_id", "subject", "person_id", "capacity", "from_day"), participants)
    insert(Became, became)
    _write_lines(versions, judgements)


def _write_lines(versions: list[Version], judgements: list[Judgement]) -> None:
    """The lines of the register."""
    judged = {judgement.version_id: judgement for judgement in judgements}
    names: list[str] = []
    rows = []
    for start in range(0, len(versions), AT_ONCE):
        some = versions[start : start + AT_ONCE]
        for version, line in zip(some, register.lines_of(some, register.read(some, judged)), strict=True):
            ids = {f"{name}_id": _key(line.pop(name)) for name in ("version", "person", "counterparty")}
            values = {"disclosure_id": version.disclosure_id, **ids, **line}
            names = names or list(values)
            rows.append(tuple(values.values()))
    insert_values(Gift, names, rows)


def _key(row: Any) -> int | None:
    return row.pk if row is not None else None


def _version(pack: Pack, one: Judged, source: "Source", at: datetime, typed: frozenset[str]) -> dict[str, Any]:
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
        "facts": sorted(typed.intersection(one.gathered.answers)),
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


def _judgement(pack: Pack, one: Judged) -> dict[str, Any]:
    return {
        "disclosure": one.disclosure.public_id,
        "number": 1,
        "on": one.row.on.isoformat(),
        "pack_hash": pack.hash,
        **one.said,
    }


def _past(one: Judged, source: "Source") -> dict[str, Any]:
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
