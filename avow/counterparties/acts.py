"""Recording what a counterparty is: name, country, parent, other names, identifiers, and its standings."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from avow.counterparties import known, names, signals, writing
from avow.counterparties.known import DEFAULTS
from avow.counterparties.models import Counterparty, CounterpartyRecord, Standing
from avow.ledger.acts import Doc
from avow.ledger.identifiers import public_id
from avow.people import lock
from avow.people.outcome import Change, Outcome
from avow.people.statements import LaterRecord, covering, step


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
    wanted = {number: known.checked(number, given) for number, given in statements.items()}
    parties = known.counterparties({*wanted, *gone, *known.parents_named(wanted)})
    concerned = {parties[number].pk for number in (*wanted, *gone) if number in parties}
    records = known.rows(CounterpartyRecord, concerned, on)
    standings = known.rows(Standing, concerned, on)
    lists = names.lists(concerned)
    parties |= _newcomers(wanted, parties)
    by_key = {one.pk: one for one in parties.values() if one.pk is not None}
    outcome, rows, closing = Outcome(), [], []
    regrouped: list[Counterparty] = []
    for number, given in wanted.items():
        one = parties[number]
        spans = records.get(one.pk, []) if one.pk else []
        current = covering(spans, on)
        before = known.values(current, lists) if current else DEFAULTS | ({"name": one.name} if one.pk else {})
        after = before | known.resolved(given, parties)
        changes = known.changes(before, after, by_key)
        of_mine = standings.get(one.pk, []) if one.pk else []
        held = {row.relation: row for row in of_mine if covering([row], on)}
        new, old, tenses = [], [], known.standing_changes(given, held)
        try:
            if current is None or changes:
                now = step(f"The record of {number}", spans, on)
                new.append(writing.Row(one, now.to_day, record=after))
                old += [now.closes] if now.closes else []
            for relation, tense in tenses.items():
                mine = [row for row in of_mine if row.relation == relation]
                now = step(f"The standing of {number} as {relation}", mine, on)
                new += [writing.Row(one, now.to_day, relation=relation, tense=tense)] if tense else []
                old += [now.closes] if now.closes else []
        except LaterRecord as late:
            outcome.late[number] = late
            continue
        if tenses:
            changes.append(Change("standings", known.said(held), known.said(held, tenses)))
        if after["parent"] if current is None else any(change.field == "parent" for change in changes):
            regrouped.append(one)
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
        if number in parties:
            pk = parties[number].pk
            ending = _ending(number, [*records.get(pk, []), *standings.get(pk, [])], on, outcome)
            closing += ending
            if any(isinstance(row, CounterpartyRecord) and row.parent_id for row in ending):
                regrouped.append(parties[number])
    if (rows or closing) and not try_only:
        writing.name_parents(rows, by_key)
        outcome.entry = writing.write(rows, closing, also(outcome), on=on, by=by, at=at, verb=verb, acting_as=acting_as)
        signals.tell((one.pk for one in regrouped), since=on, entry=outcome.entry, on=on, at=at)
    return outcome


def _newcomers(wanted: Mapping[str, Mapping[str, Any]], parties: Mapping[str, Counterparty]) -> dict[str, Counterparty]:
    """Counterparties to add, made but not saved. Raises ValueError where the name is missing."""
    made = {}
    for number, given in wanted.items():
        if number not in parties:
            if not given.get("name"):
                raise ValueError(f"{number} is not known yet, and needs a name.")
            made[number] = Counterparty(number=number, public_id=public_id())
    return made


def _ending(number: str, rows: list[Any], on: date, outcome: Outcome) -> list[Any]:
    """The open rows of one counterparty, to close for good. One that ended already is passed over."""
    later = [row for row in rows if row.to_day is not None or row.from_day > on]
    if later:
        day = max(row.to_day or row.from_day for row in later)
        outcome.late[number] = LaterRecord(f"The record of {number}", on, day)
        return []
    if rows:
        outcome.left.append(number)
    return rows
