"""Everything that judging the gifts of some people again looks up, read once: as many queries, however many gifts."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from avow import policy
from avow.adoptions.current import pack_by_hash
from avow.adoptions.models import Adoption
from avow.counterparties.models import Counterparty
from avow.disclosures import computing, judging
from avow.disclosures.models import Judgement, Version
from avow.gifts.register import is_gift, latest_versions, read
from avow.gifts.registers import Groups, Registers
from avow.people.models import Person
from avow.policy import Pack
from avow.rates import current


def kinds_here() -> set[str]:
    """Every kind that any policy here puts into the register."""
    hashes = Adoption.objects.order_by().values_list("pack_hash", flat=True).distinct()
    return {kind.id for hash_ in hashes for kind in pack_by_hash(hash_).kinds.values() if kind.register_only}


@dataclass
class Mine:
    """One person's latest versions that are gifts, withdrawn ones among them, and their histories as made ready."""

    person: Person
    versions: list[Version] = field(default_factory=list)
    histories: dict[tuple[str | None, ...], policy.History] = field(default_factory=dict)


class Ready:
    """What is known of the gifts of these people (primary keys); `of` gives it for judging one of them again.

    Whoever judges and writes reads it while holding the ledger's head, and says of each what was written (`took`).
    """

    def __init__(
        self, people: Collection[int], kinds: Collection[str] | None = None, rates: current.Held | None = None
    ) -> None:
        latest = latest_versions().filter(disclosure__person__in=list(people), kind__in=kinds or kinds_here())
        self.versions = [one for one in latest.order_by("disclosure") if is_gift(one.pack_hash, one.kind)]
        self.read = read(self.versions)
        self.people: dict[int, Mine] = {}
        for version in self.versions:
            self._put(version)
        keys = {key for key in self.read.parties.values() if key is not None}
        self.parties = Counterparty.objects.in_bulk(keys)
        self.groups = Groups(keys)
        self.rates = rates or current.held()

    @cached_property
    def registers(self) -> Registers:
        """What the registers say of these people and their other sides."""
        return Registers([mine.person for mine in self.people.values()], self.parties.values(), self.groups)

    @cached_property
    def memo(self) -> dict[str, object]:
        """What the sources of facts look up."""
        return computing.read([version.disclosure_id for version in self.versions])

    def among(self, disclosures: Collection[int]) -> list[Version]:
        """The latest version of each of these disclosures, in order of days, so that what follows is told in its
        order."""
        found = [version for version in self.versions if version.disclosure_id in disclosures]
        return sorted(found, key=lambda version: (version.on, version.disclosure_id))

    def of(self, version: Version) -> judging.AtHand:
        """Everything for judging this one of `versions` again."""
        mine, party = self.people[version.disclosure.person_id], self.party(version)
        return judging.AtHand(
            before=self.read.judged[version.pk],
            counterparty=party,
            around=self.registers.around(mine.person, party, version.on),
            past=self._past(pack_by_hash(version.pack_hash), mine, version.on).without(str(version.disclosure_id)),
            rates=self.rates,
            memo=self.memo,
        )

    def party(self, version: Version) -> Counterparty | None:
        """The other side of one of `versions` in the register."""
        key = self.read.parties[version.disclosure_id]
        return self.parties[key] if key is not None else None

    def took(self, version: Version, judgement: Judgement) -> None:
        """This one was judged again, and others are judged by what it says now."""
        before, self.read.judged[version.pk] = self.read.judged[version.pk], judgement
        if before.facts != judgement.facts:
            self.people[version.disclosure.person_id].histories.clear()

    def _put(self, version: Version) -> None:
        disclosure = version.disclosure
        mine = self.people.setdefault(disclosure.person_id, Mine(disclosure.person))
        mine.versions.append(version)
        # Whoever judges asks these for one another.
        disclosure.person = mine.person
        disclosure.__dict__["latest_version"] = version
        version.__dict__["judged"] = self.read.judged[version.pk]

    def _past(self, pack: Pack, mine: Mine, on: date) -> policy.History:
        """The person's rows under this pack and with the groups of the day, made ready once."""
        now, parties = self.groups.on(on), self.read.parties
        keys = {parties[version.disclosure_id] for version in mine.versions} - {None}
        place = (pack.hash, *(now.get(key) for key in sorted(keys)))
        if place not in mine.histories:
            counted = {kind.id for kind in pack.kinds.values() if kind.register_only}
            rows = []
            for one in mine.versions:
                if one.kind in counted and one.disclosure_id not in self.read.withdrawn:
                    key, facts = parties[one.disclosure_id], self.read.judged[one.pk].facts
                    group = now.get(key) if key is not None else None
                    row = judging.row_of(pack, mine.person.public_id, one.kind, one.on, one.facts, facts, group)
                    rows.append({**row, "id": str(one.disclosure_id)})
            mine.histories[place] = policy.history(pack, rows)
        return mine.histories[place]
