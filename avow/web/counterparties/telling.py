"""What is on record of counterparties, as officers read it, and since when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from avow.counterparties.groups import members, uppermost, uppermost_many
from avow.counterparties.merging import canonical, canonical_many
from avow.counterparties.models import Counterparty, CounterpartyRecord, Merge, Standing
from avow.people.models import Person

MOST_MEMBERS = 50
"""How many entries of one group a page names."""

ABBREVIATED = ("lei", "isin", "duns", "vat")


@dataclass(frozen=True)
class Row:
    """One entry in a list. `counts` is the entry it is merged into, `group` the uppermost of its group where that is
    another one; country and standings are those of the entry that counts."""

    party: Counterparty
    counts: Counterparty | None
    country: str
    standings: str
    group: Counterparty | None


@dataclass(frozen=True)
class Told:
    """A merge, and a separation where there was one: who recorded it and why."""

    merge: Merge
    by: str
    reason: str
    separated_by: str = ""
    separated_because: str = ""


def rows(parties: Sequence[Counterparty], on: date) -> list[Row]:
    """These entries as of the day, in a fixed number of queries."""
    keys = [one.pk for one in parties]
    counts, tops = canonical_many(keys), uppermost_many(keys, on)
    counting = {one.pk for one in counts.values()}
    records = CounterpartyRecord.objects.on(on).filter(counterparty__in=counting).order_by()
    countries = dict(records.values_list("counterparty_id", "country"))
    standings: dict[int, list[Standing]] = {}
    for held in Standing.objects.on(on).filter(counterparty__in=counting):
        standings.setdefault(held.counterparty_id, []).append(held)
    return [
        Row(
            party=one,
            counts=counts[one.pk] if counts[one.pk] != one else None,
            country=countries.get(counts[one.pk].pk, ""),
            standings=words(standings.get(counts[one.pk].pk, [])),
            group=tops[one.pk] if tops[one.pk] != counts[one.pk] else None,
        )
        for one in parties
    ]


def words(standings: Iterable[Standing]) -> str:
    """Standings as one would say them: "supplier, prospective customer"; empty without any."""
    return ", ".join(one.relation if one.tense == "present" else f"{one.tense} {one.relation}" for one in standings)


def everything(party: Counterparty, on: date) -> dict[str, Any]:
    """All that is on record of one entry, the latest first."""
    told, counts = _merges(party), canonical(party)
    others = {one.pk: one for one in canonical_many(members(party, on)).values() if one != counts}
    group = sorted(others.values(), key=lambda one: (one.name, one.number))
    return {
        "merged": next((one for one in told if one.merge.duplicate == party and one.merge.to_day is None), None),
        "counts": counts,
        "merged_from": [one for one in told if one.merge.into == party and one.merge.to_day is None],
        "separated": [one for one in told if one.merge.to_day is not None],
        "record": party.record(on),
        "records": _held(party.records.select_related("parent").order_by("-from_day", "-id")),
        "standings": _held(party.standings.order_by("-from_day", "-id")),
        "aliases": party.names.filter(kind="alias").order_by("name"),
        "identifiers": [(_kind(one.kind), one.value) for one in party.identifiers.all()],
        "top": uppermost(party, on),
        "members": group[:MOST_MEMBERS],
        "further": len(group) - MOST_MEMBERS,
    }


def _kind(kind: str) -> str:
    """LEI, Company number."""
    return kind.upper() if kind in ABBREVIATED else kind.replace("_", " ").capitalize()


def _held(history: Iterable[Any]) -> list[Any]:
    """Without those that were corrected on their first day, and so held on none."""
    return [row for row in history if row.to_day is None or row.to_day > row.from_day]


def _merges(party: Counterparty) -> list[Told]:
    """Every merge in which the entry is or was, the latest first."""
    found = list(
        Merge.objects.filter(Q(duplicate=party) | Q(into=party)).select_related(
            "duplicate", "into", "attested__entry", "ended_by", "separation__attested"
        )
    )
    entries = [entry for one in found for entry in (one.entry, one.ended_by) if entry]
    keys = {entry.actor.removeprefix("person:") for entry in entries}
    names = dict(Person.objects.filter(public_id__in=keys).values_list("public_id", "name"))

    def who(entry: Any) -> str:
        return names.get(entry.actor.removeprefix("person:"), f"the {entry.actor}") if entry else ""

    return [
        Told(
            merge=one,
            by=who(one.entry),
            reason=one.reason(),
            separated_by=who(one.ended_by),
            separated_because=one.separation.reason() if one.to_day else "",
        )
        for one in found
    ]
