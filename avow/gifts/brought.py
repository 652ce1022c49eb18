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
from avow.ledger.inserting import insert
from avow.ledger.models import Attested
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


def make_ready(pack: Pack, one: Judged, source: "Source", on: date, at: datetime) -> Ready:
    """The documents of one gift, as they will be attested."""
    key, identifier = one.row.person.key, one.disclosure.public_id
    docs = [
        Doc(Version.schema, _version(pack, one, source, at), key=key),
        Doc(Judgement.schema, _judgement(pack, one), key=key),
        Doc(PastGift.schema, _past(one, source), key=key),
        Doc(Participant.schema, _participant(one, on), key="register"),
        *(Doc(Became.schema, _became(row, identifier), key=key) for row in one.became),
    ]
    return Ready(one, list(map(envelope, docs)))


def write(pack: Pack, gifts: Sequence[Ready], documents: Iterable[Attested], source: "Source", on: date, at: datetime):
    """The rows of these gifts, whose documents were attested in this order."""
    attested = iter(documents)
    every = [one.judged for one in gifts]
    insert(Disclosure, [one.disclosure for one in every])
    versions, judgements, past, participants, became = [], [], [], [], []
    for one in every:
        disclosure, row = one.disclosure, one.row
        answers = one.gathered.answers
        versions.append(
            Version(
                attested=next(attested), disclosure=disclosure, number=1, submitted_at=at, on=row.on,
                pack_hash=pack.hash, kind=row.kind, counterparty=row.counterparty, language="en",
                facts={name: answers[name] for name in answers if keeping.is_typed(pack, name)},
            )
        )  # fmt: skip
        judgements.append(Judgement(attested=next(attested), on=row.on, pack_hash=pack.hash, **one.said))
        past.append(
            PastGift(attested=next(attested), disclosure=disclosure, sha256=source.sha256, line=row.line)
        )  # fmt: skip
        participants.append(
            Participant(
                attested=next(attested), subject=disclosure.public_id, person=row.person,
                capacity=Capacity.DISCLOSER.value, from_day=on,
            )
        )  # fmt: skip
        for later in one.became:
            later.attested, later.disclosure = next(attested), disclosure
            became.append(later)
    insert(Version, versions)
    for judgement, version in zip(judgements, versions, strict=True):
        judgement.version = version
    for model, made in ((Judgement, judgements), (PastGift, past), (Participant, participants), (Became, became)):
        insert(model, made)
    judged = {judgement.version_id: judgement for judgement in judgements}
    lines = (
        Gift(disclosure=version.disclosure, **line)
        for some in _some(versions)
        for version, line in zip(some, register.lines_of(some, register.read(some, judged)), strict=True)
    )
    insert(Gift, lines)


def _version(pack: Pack, one: Judged, source: "Source", at: datetime) -> dict[str, Any]:
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


def _some(versions: list[Version]) -> Iterator[list[Version]]:
    for start in range(0, len(versions), AT_ONCE):
        yield versions[start : start + AT_ONCE]
