"""Recording what a counterparty is: name, country, parent, other names, identifiers, and its standings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.counterparties import names
from avow.counterparties.models import KEY, RELATIONS, TENSES, Counterparty, CounterpartyRecord, Standing
from avow.ledger.acts import Doc, record
from avow.ledger.history import end_all
from avow.ledger.identifiers import public_id
from avow.people import lock
from avow.people.statements import LaterRecord, covering, step

FIELDS = ("name", "country", "is_recognised_bank", "parent", "aliases", "identifiers")
DEFAULTS: dict[str, Any] = {
    "name": "", "country": "", "is_recognised_bank": False, "parent": None, "aliases": (), "identifiers": (),
}  # fmt: skip
BATCH = 500


@dataclass(frozen=True)
class Change:
    """One thing about one counterparty that is different from now on. Parents are given by number."""

    field: str
    was: Any
    now: Any


@dataclass
class Outcome:
    """What a bulk act did, by number. `returned` are those of `added` that had ended before; `late` holds the
    statements that were refused for their day. `entry` is None when there was nothing to write."""

    added: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    late: dict[str, LaterRecord] = field(default_factory=dict)
    entry: Any = None


@dataclass
class _Row:
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
        plain = {name: self.record[name] for name in ("name", "country", "is_recognised_bank", "parent")}
        return CounterpartyRecord(counterparty=self.counterparty, **plain, **dated)


def put(
    number: str,
    *,
    on: date,
    by: Any,
    at: datetime,
    standings: Iterable[tuple[str, str]] | None = None,
    **fields: Any,
) -> Counterparty:
    """Record what holds of one counterparty from a day on; one not known yet is added. One ledger entry, or none when
    nothing is new. Fields left out keep their value; `standings`, when given, is all of them: what is not in it ends.
    `parent` is a Counterparty, a number or None; `aliases` texts; `identifiers` pairs of kind and value.

    Raises LaterRecord when something later is on record already, KeyError for a field that does not exist, ValueError
    for a new one without a name, an unknown standing, or a parent that is not known.
    """
    given = dict(fields) if standings is None else {**fields, "standings": list(standings)}
    outcome = put_many({number: given}, on=on, by=by, at=at)
    for late in outcome.late.values():
        raise late
    return Counterparty.objects.get(number=number)


@transaction.atomic
def put_many(
    statements: Mapping[str, Mapping[str, Any]],
    *,
    on: date,
    by: Any,
    at: datetime,
    gone: Sequence[str] = (),
    verb: str = "counterparties recorded",
    acting_as: str = "",
    also: Callable[[Outcome], list[Doc]] = lambda outcome: [],
    try_only: bool = False,
) -> Outcome:
    """Record what holds of many counterparties from a day on, as one act with one ledger entry.

    `gone` are numbers whose record and standings end on that day; nothing of theirs is deleted. Statements that would
    rewrite later records are left out and returned in `late`. `also` gives further documents for the entry, which come
    last in it. With `try_only` nothing is written, and the outcome is what would have been.
    """
    lock.counterparties()
    wanted = {number: _checked(number, given) for number, given in statements.items()}
    known = _counterparties({*wanted, *gone, *_parents_named(wanted)})
    concerned = {known[number].pk for number in (*wanted, *gone) if number in known}
    records, standings = _rows(CounterpartyRecord, concerned, on), _rows(Standing, concerned, on)
    lists = names.lists(concerned)
    for number, given in wanted.items():
        if number not in known:
            if not given.get("name"):
                raise ValueError(f"{number} is not known yet, and needs a name.")
            known[number] = Counterparty(number=number, public_id=public_id())
    by_key = {one.pk: one for one in known.values() if one.pk is not None}
    outcome, rows, closing = Outcome(), [], []
    for number, given in wanted.items():
        one = known[number]
        spans = records.get(one.pk, []) if one.pk else []
        current = covering(spans, on)
        before = _values(current, lists) if current else DEFAULTS | ({"name": one.name} if one.pk else {})
        after = before | _resolved(given, known)
        changes = _changes(before, after, by_key)
        held = {row.relation: row for row in standings.get(one.pk, []) if covering([row], on)} if one.pk else {}
        new, old, what = [], [], _standing_changes(given, held)
        try:
            if current is None or changes:
                now = step(f"The record of {number}", spans, on)
                new.append(_Row(one, now.to_day, record=after))
                old += [now.closes] if now.closes else []
            for relation, tense in what.items():
                mine = [row for row in standings.get(one.pk, []) if row.relation == relation] if one.pk else []
                now = step(f"The standing of {number} as {relation}", mine, on)
                new += [_Row(one, now.to_day, relation=relation, tense=tense)] if tense else []
                old += [now.closes] if now.closes else []
        except LaterRecord as late:
            outcome.late[number] = late
            continue
        if what:
            changes.append(Change("standings", _said(held), _said(held, what)))
        if current is None:
            outcome.added.append(number)
            if one.pk:
                outcome.returned.append(number)
        elif changes:
            outcome.changed[number] = changes
        else:
            outcome.unchanged.append(number)
        rows += new
        closing += old
    for number in gone:
        closing += _ending(number, known, records, standings, on, outcome)
    if (rows or closing) and not try_only:
        _name_parents(rows, by_key)
        outcome.entry = _write(rows, closing, also(outcome), on=on, by=by, at=at, verb=verb, acting_as=acting_as)
    return outcome


def _checked(number: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """The statement with lists in a fixed order. Raises KeyError, ValueError."""
    if unknown := set(given) - {*FIELDS, "standings"}:
        raise KeyError(f"A counterparty has no {sorted(unknown)[0]!r}. There are: {', '.join(FIELDS)}, standings.")
    checked = dict(given)
    if "aliases" in given:
        checked["aliases"] = tuple(sorted(set(given["aliases"])))
    if "identifiers" in given:
        checked["identifiers"] = tuple(sorted({(str(kind), str(value)) for kind, value in given["identifiers"]}))
    if "standings" in given:
        checked["standings"] = {}
        for relation, tense in given["standings"]:
            if relation not in RELATIONS or tense not in TENSES:
                raise ValueError(
                    f"{number}: {relation}:{tense} is no standing. Use one of {', '.join(RELATIONS)}"
                    f" with {' or '.join(TENSES)}, such as supplier:present."
                )
            if checked["standings"].get(relation, tense) != tense:
                raise ValueError(f"{number}: it cannot be a present and a prospective {relation} at once.")
            checked["standings"][relation] = tense
    return checked


def _counterparties(numbers: set[str]) -> dict[str, Counterparty]:
    """Those of the numbers that are known. Beyond a few hundred, one read of the table is quicker."""
    found = Counterparty.objects.all() if len(numbers) > BATCH else Counterparty.objects.filter(number__in=numbers)
    return {one.number: one for one in found.order_by() if one.number in numbers}


def _rows(model: Any, ids: set[int], on: date) -> dict[int, list[Any]]:
    """The rows that hold on the day or begin after it, of those counterparties."""
    if not ids:
        return {}
    rows = model.objects.exclude(to_day__lte=on).select_related("attested").defer("attested__sealed").order_by("id")
    if len(ids) <= BATCH:
        rows = rows.filter(counterparty__in=ids)
    found: dict[int, list[Any]] = {}
    for row in rows.iterator(chunk_size=5000):
        if row.counterparty_id in ids:
            found.setdefault(row.counterparty_id, []).append(row)
    return found


def _parents_named(wanted: Mapping[str, Mapping[str, Any]]) -> set[str]:
    return {given["parent"] for given in wanted.values() if isinstance(given.get("parent"), str)}


def _values(row: CounterpartyRecord, lists: Mapping[int, names.Lists]) -> dict[str, Any]:
    """Everything the row says. The lists of a row that was followed by another are read from its document."""
    if row.to_day is None:
        held = lists.get(row.counterparty_id, names.Lists())
        aliases, identifiers = tuple(sorted(held.aliases)), tuple(sorted(held.identifiers))
    else:
        body = row.attested.open()
        aliases, identifiers = tuple(body["aliases"]), tuple(tuple(pair) for pair in body["identifiers"])
    return {
        "name": row.name,
        "country": row.country,
        "is_recognised_bank": row.is_recognised_bank,
        "parent": row.parent_id,
        "aliases": aliases,
        "identifiers": identifiers,
    }


def _resolved(given: Mapping[str, Any], known: Mapping[str, Counterparty]) -> dict[str, Any]:
    """The given fields of the record, with the parent as a Counterparty."""
    fields = {name: value for name, value in given.items() if name != "standings"}
    parent = fields.get("parent")
    if isinstance(parent, str):
        if parent not in known:
            raise ValueError(f"The parent {parent!r} is not known. Record it first, or in the same act.")
        fields["parent"] = known[parent]
    return fields


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], by_key: Mapping[int, Counterparty]) -> list[Change]:
    """The fields that differ. A parent kept as it was is still the key of the row."""
    found = []
    for name in FIELDS:
        was, now = before[name], after[name]
        if name == "parent":
            if was == now or (was is not None and now is not None and was == now.pk):
                continue
            was = by_key[was].number if was in by_key else _number_of(was)
            now = now.number if now else None
        if was != now:
            found.append(Change(name, was, now))
    return found


def _number_of(pk: int | None) -> str | None:
    return None if pk is None else Counterparty.objects.values_list("number", flat=True).get(pk=pk)


def _standing_changes(given: Mapping[str, Any], held: Mapping[str, Standing]) -> dict[str, str | None]:
    """The tense that each relation gets; None where it ends. Relations that stay as they are do not appear."""
    if "standings" not in given:
        return {}
    found: dict[str, str | None] = {}
    for relation in RELATIONS:
        wanted = given["standings"].get(relation)
        if wanted != (held[relation].tense if relation in held else None):
            found[relation] = wanted
    return found


def _said(held: Mapping[str, Standing], changes: Mapping[str, str | None] | None = None) -> tuple[str, ...]:
    """Standings as people write them, such as `supplier:present`."""
    tenses: dict[str, str | None] = {relation: row.tense for relation, row in held.items()}
    tenses |= changes or {}
    return tuple(f"{relation}:{tense}" for relation, tense in sorted(tenses.items()) if tense)


def _ending(
    number: str,
    known: Mapping[str, Counterparty],
    records: Mapping[int, list[Any]],
    standings: Mapping[int, list[Any]],
    on: date,
    outcome: Outcome,
) -> list[Any]:
    """The open rows of one counterparty, to close for good. One that ended already is passed over."""
    if number not in known:
        return []
    rows = [*records.get(known[number].pk, []), *standings.get(known[number].pk, [])]
    later = [row for row in rows if row.to_day is not None or row.from_day > on]
    if later:
        day = max(row.to_day or row.from_day for row in later)
        outcome.late[number] = LaterRecord(f"The record of {number}", on, day)
        return []
    if rows:
        outcome.left.append(number)
    return rows


def _name_parents(rows: list[_Row], by_key: Mapping[int, Counterparty]) -> None:
    """Turn the parents that were kept as they were, still keys, into counterparties."""
    kept = [row.record for row in rows if row.record and isinstance(row.record["parent"], int)]
    missing = {fields["parent"] for fields in kept} - set(by_key)
    found = {**by_key, **(Counterparty.objects.in_bulk(missing) if missing else {})}
    for fields in kept:
        fields["parent"] = found[fields["parent"]]


def _write(
    rows: list[_Row],
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


def _until(rows: list[_Row], documents: list[Any], *, by: Any, at: datetime, acting_as: str) -> Any:
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


def _save(latest: list[_Row], rows: list[_Row]) -> None:
    """Insert the new ones, and renew the copied name of the others."""
    renewed = []
    for row in latest:
        if row.record and row.counterparty.name != row.record["name"]:
            row.counterparty.name = row.record["name"]
            renewed.append(row.counterparty)
    new = {row.counterparty.public_id: row.counterparty for row in rows if row.counterparty.pk is None}
    Counterparty.objects.bulk_create(new.values(), batch_size=BATCH)
    Counterparty.objects.bulk_update([one for one in renewed if one.public_id not in new], ["name"], batch_size=BATCH)
