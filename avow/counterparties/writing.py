"""Writing rows about counterparties together with the ledger entry that attests them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from avow.counterparties import names
from avow.counterparties.known import BATCH
from avow.counterparties.models import KEY, Counterparty, CounterpartyRecord, Standing
from avow.ledger.acts import Doc, record
from avow.ledger.history import end_all

PLAIN = ("name", "country", "is_recognised_bank", "is_state_owned", "parent")


@dataclass
class Row:
    """A row to be written, before the ledger has given it a document."""

    counterparty: Counterparty
    to_day: date | None
    record: dict[str, Any] | None = None
    relation: str = ""
    tense: str = ""

    def doc(self, on: date) -> Doc:
        """What the row attests, with days as text."""
        body: dict[str, Any] = {"counterparty": self.counterparty.public_id, "from_day": on.isoformat()}
        if self.record is None:
            body |= {"relation": self.relation, "tense": self.tense}
            return Doc(schema=Standing.schema, body=body, key=KEY)
        parent = self.record["parent"]
        body |= {
            "number": self.counterparty.number,
            "name": self.record["name"],
            "country": self.record["country"],
            "is_recognised_bank": self.record["is_recognised_bank"],
            "is_state_owned": self.record["is_state_owned"],
            "parent": parent.public_id if parent else None,
            "aliases": list(self.record["aliases"]),
            "identifiers": [list(pair) for pair in self.record["identifiers"]],
        }
        return Doc(schema=CounterpartyRecord.schema, body=body, key=KEY)

    def made(self, document: Any, on: date, until: Any) -> Any:
        """The model row for its document."""
        dated = {"attested": document, "from_day": on, "to_day": self.to_day}
        dated["ended_by"] = until if self.to_day else None
        if self.record is None:
            return Standing(counterparty=self.counterparty, relation=self.relation, tense=self.tense, **dated)
        plain = {name: self.record[name] for name in PLAIN}
        return CounterpartyRecord(counterparty=self.counterparty, **plain, **dated)


def name_parents(rows: list[Row], by_key: Mapping[int, Counterparty]) -> None:
    """Turn the parents that were kept as they were, still keys, into counterparties."""
    kept = [row.record for row in rows if row.record and isinstance(row.record["parent"], int)]
    missing = {fields["parent"] for fields in kept} - set(by_key)
    found = {**by_key, **(Counterparty.objects.in_bulk(missing) if missing else {})}
    for fields in kept:
        fields["parent"] = found[fields["parent"]]


def write(
    rows: list[Row],
    closing: list[Any],
    further: list[Doc],
    *,
    on: date,
    by: Any,
    at: datetime,
    verb: str,
    acting_as: str,
) -> Any:
    """The entry with its documents, the counterparties, their rows, and the lists to search by. Gives the entry."""
    docs = [row.doc(on) for row in rows]
    ids = {doc.body["counterparty"] for doc in docs}
    subject = f"counterparty:{ids.pop()}" if len(ids) == 1 else "counterparties"
    endings = [row.ending(on) for row in closing]
    entry = record(verb, actor=by, acting_as=acting_as, subject=subject, at=at, docs=[*docs, *endings, *further])
    documents = list(entry.documents)[: len(docs)]
    for model in (CounterpartyRecord, Standing):
        end_all([row for row in closing if isinstance(row, model)], entry, on)
    latest = [row for row in rows if row.record and row.to_day is None]
    _save(latest, rows)
    until = _until(rows, documents, by=by, at=at, acting_as=acting_as)
    made = [row.made(document, on, until) for row, document in zip(rows, documents, strict=True)]
    for model in (CounterpartyRecord, Standing):
        model.objects.bulk_create([row for row in made if isinstance(row, model)], batch_size=BATCH)
    names.replace(
        {
            row.counterparty: names.Lists(row.record["name"], row.record["aliases"], row.record["identifiers"])
            for row in latest
            if row.record
        }
    )
    return entry


def _until(rows: list[Row], documents: list[Any], *, by: Any, at: datetime, acting_as: str) -> Any:
    """The entry that ends those of the new rows that were put before a later one; None when there are none."""
    docs = [
        (CounterpartyRecord if row.record else Standing)(attested=document).ending(row.to_day)
        for row, document in zip(rows, documents, strict=True)
        if row.to_day
    ]
    if not docs:
        return None
    verb = "until what was known already"
    return record(verb, actor=by, acting_as=acting_as, subject="counterparties", at=at, docs=docs)


def _save(latest: list[Row], rows: list[Row]) -> None:
    """Insert the new ones, and renew the copied name of the others."""
    renewed = []
    for row in latest:
        if row.record and row.counterparty.name != row.record["name"]:
            row.counterparty.name = row.record["name"]
            renewed.append(row.counterparty)
    new = {row.counterparty.public_id: row.counterparty for row in rows if row.counterparty.pk is None}
    Counterparty.objects.bulk_create(new.values(), batch_size=BATCH)
    Counterparty.objects.bulk_update([one for one in renewed if one.public_id not in new], ["name"], batch_size=BATCH)
