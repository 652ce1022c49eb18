"""What the registers of people and of counterparties say on many days of many people and parties, read once.

`Registers.around` gives for one person, party and day what `disclosures.judging.gather` would look up for it, without a
query; `Groups` whose group a party belongs to on a day, in one query for each time in which no group changed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from avow.access.models import Role, RoleGrant
from avow.access.roles import here
from avow.counterparties.facts import facts_about as facts_about_counterparty
from avow.counterparties.groups import uppermost_many
from avow.counterparties.merging import canonical_many
from avow.counterparties.models import Counterparty, CounterpartyRecord, Standing
from avow.counterparties.standing import unbroken
from avow.disclosures.judging import Around
from avow.people.models import Person, PersonRecord

MANY = 500
NOBODY = facts_about_counterparty(None, date.min)


def chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """The keys, some hundreds at a time: as many as a query may name."""
    every = sorted(set(keys))
    for start in range(0, len(every), MANY):
        yield every[start : start + MANY]


class Groups:
    """The public id of each party's group, by primary key and day."""

    def __init__(self, parties: Iterable[int]) -> None:
        self.parties = set(parties)
        days = CounterpartyRecord.objects.order_by()
        starts = set(days.values_list("from_day", flat=True).distinct())
        ends = set(days.exclude(to_day=None).values_list("to_day", flat=True).distinct())
        self.days = sorted(starts | ends) if self.parties else []
        self._known: dict[int, dict[int, str]] = {}

    def on(self, day: date) -> Mapping[int, str]:
        """Those of that day."""
        place = bisect_right(self.days, day)
        if place not in self._known:
            found = uppermost_many(self.parties, day) if self.parties else {}
            self._known[place] = {key: top.public_id for key, top in found.items()}
        return self._known[place]


class Registers:
    """The rows about these people and parties, whatever their days."""

    def __init__(self, people: Iterable[Person], parties: Iterable[Counterparty], groups: Groups) -> None:
        self.people = {person.pk: person for person in people}
        self.groups = groups
        self._read_people()
        self._read_parties({party.pk for party in parties})

    def around(self, person: Person, party: Counterparty | None, on: date) -> Around:
        """What they say of this person and this party on that day."""
        return Around(
            self._of_person(person, on),
            self._of_party(party, on) if party else NOBODY,
            unbroken([(row.from_day, row.to_day) for row in self._standings(party)], on) if party else None,
            self.groups.on(on).get(party.pk) if party else None,
        )

    def _read_people(self) -> None:
        self.reports: dict[int, list[PersonRecord]] = {}
        self.roles: dict[int, list[RoleGrant]] = {}
        prefetch_related_objects(list(self.people.values()), "records")
        self.records = {key: list(person.records.all()) for key, person in self.people.items()}
        for some in chunks(self.people):
            for row in PersonRecord.objects.filter(manager__in=some).only("person", "manager", "from_day", "to_day"):
                if row.person_id != row.manager_id:
                    self.reports.setdefault(row.manager_id, []).append(row)
            for grant in RoleGrant.objects.filter(person__in=some):
                self.roles.setdefault(grant.person_id, []).append(grant)

    def _read_parties(self, keys: set[int]) -> None:
        self.counts_as: dict[int, int] = {}
        for some in chunks(keys):
            self.counts_as |= {key: party.pk for key, party in canonical_many(some).items()}
        self.party_records: dict[int, list[CounterpartyRecord]] = {}
        self.standings: dict[int, list[Standing]] = {}
        for some in chunks(self.counts_as.values()):
            for row in CounterpartyRecord.objects.filter(counterparty__in=some).order_by("from_day", "pk"):
                self.party_records.setdefault(row.counterparty_id, []).append(row)
            for row in Standing.objects.filter(counterparty__in=some):
                self.standings.setdefault(row.counterparty_id, []).append(row)

    def _of_person(self, person: Person, on: date) -> dict[str, object]:
        """As `access.facts.facts_about`."""
        roles = {row.role for row in _hold(self.roles.get(person.pk, ()), on)} if here(person, on) else set()
        record = next(_hold(self.records.get(person.pk, ()), on), None)
        found: dict[str, object] = {
            "worker_type": record.worker_type or None if record else None,
            "grade": record.grade or None if record else None,
            "country": record.country or None if record else None,
            "is_manager": None,
            "is_officer": record.standing == "officer" if record else None,
            "is_director": record.standing == "director" if record else None,
            "is_compliance_officer": Role.COMPLIANCE_OFFICER.value in roles,
            "is_chief_executive": Role.CHIEF_EXECUTIVE.value in roles,
        }
        if record:
            leads = next(_hold(self.reports.get(person.pk, ()), on), None) is not None
            found["is_manager"] = record.acting_supervisor or leads
        return found

    def _of_party(self, party: Counterparty, on: date) -> dict[str, bool | None]:
        """As `counterparties.facts.facts_about`."""
        relations = {row.relation for row in _hold(self._standings(party), on)}
        key = self.counts_as.get(party.pk, party.pk)
        record = next(_hold(self.party_records.get(key, ()), on), None)
        return {
            "is_competitor": "competitor" in relations,
            "is_customer": "customer" in relations,
            "is_supplier": "supplier" in relations,
            "is_partner": bool(relations),
            "is_recognised_bank": bool(record and record.is_recognised_bank),
            "is_state_owned": bool(record and record.is_state_owned),
        }

    def _standings(self, party: Counterparty) -> list[Standing]:
        return self.standings.get(self.counts_as.get(party.pk, party.pk), [])


def _hold(rows: Iterable[Any], on: date) -> Iterator[Any]:
    """Those that hold on the day."""
    return (row for row in rows if row.holds_on(on))
