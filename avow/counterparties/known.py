"""What is on record of counterparties, and how a statement differs from it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from avow.counterparties import names
from avow.counterparties.models import RELATIONS, TENSES, Counterparty, CounterpartyRecord, Standing
from avow.people.outcome import Change

FIELDS = ("name", "country", "is_recognised_bank", "is_state_owned", "parent", "aliases", "identifiers")
DEFAULTS: dict[str, Any] = {
    "name": "", "country": "", "is_recognised_bank": False, "is_state_owned": False, "parent": None, "aliases": (),
    "identifiers": (),
}  # fmt: skip
BATCH = 500


def checked(number: str, given: Mapping[str, Any]) -> dict[str, Any]:
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


def counterparties(numbers: set[str]) -> dict[str, Counterparty]:
    """Those of the numbers that are known. Beyond a few hundred, one read of the table is quicker."""
    found = Counterparty.objects.all() if len(numbers) > BATCH else Counterparty.objects.filter(number__in=numbers)
    return {one.number: one for one in found.order_by() if one.number in numbers}


def rows(model: Any, ids: set[int], on: date) -> dict[int, list[Any]]:
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


def parents_named(wanted: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The parents that statements give by number."""
    return {given["parent"] for given in wanted.values() if isinstance(given.get("parent"), str)}


def values(row: CounterpartyRecord, lists: Mapping[int, names.Lists]) -> dict[str, Any]:
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
        "is_state_owned": row.is_state_owned,
        "parent": row.parent_id,
        "aliases": aliases,
        "identifiers": identifiers,
    }


def resolved(given: Mapping[str, Any], known: Mapping[str, Counterparty]) -> dict[str, Any]:
    """The given fields of the record, with the parent as a Counterparty."""
    fields = {name: value for name, value in given.items() if name != "standings"}
    parent = fields.get("parent")
    if isinstance(parent, str):
        if parent not in known:
            raise ValueError(f"The parent {parent!r} is not known. Record it first, or in the same act.")
        fields["parent"] = known[parent]
    return fields


def changes(before: Mapping[str, Any], after: Mapping[str, Any], by_key: Mapping[int, Counterparty]) -> list[Change]:
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


def standing_changes(given: Mapping[str, Any], held: Mapping[str, Standing]) -> dict[str, str | None]:
    """The tense that each relation gets; None where it ends. Relations that stay as they are do not appear."""
    if "standings" not in given:
        return {}
    found: dict[str, str | None] = {}
    for relation in RELATIONS:
        wanted = given["standings"].get(relation)
        if wanted != (held[relation].tense if relation in held else None):
            found[relation] = wanted
    return found


def said(held: Mapping[str, Standing], changes: Mapping[str, str | None] | None = None) -> tuple[str, ...]:
    """Standings as people write them, such as `supplier:present`."""
    tenses: dict[str, str | None] = {relation: row.tense for relation, row in held.items()}
    tenses |= changes or {}
    return tuple(f"{relation}:{tense}" for relation, tense in sorted(tenses.items()) if tense)
