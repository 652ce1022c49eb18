"""Counting everything again and comparing: each line of the register with the version and judgement it is made from,
and each judgement with what the rules say now. One pass over the people, some hundred in memory at a time.
"""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model

from avow import policy
from avow.adoptions.current import pack_by_hash
from avow.counterparties.models import Counterparty
from avow.disclosures import computing, judging
from avow.disclosures.models import Judgement, Version
from avow.gifts import looking_again
from avow.gifts.models import Gift, ToLookAgain
from avow.gifts.register import Read, is_gift, keep, latest_versions, lines_of, read
from avow.gifts.registers import Groups, Registers
from avow.ledger import keyring
from avow.ledger.acts import hold
from avow.people.models import Person
from avow.policy import Pack
from avow.rates import current

PEOPLE = 200
"""People whose rows are in memory at a time."""
JUDGED = ("findings", "questions", "facts")


@dataclass(frozen=True)
class Difference:
    """What is not as it should be about one disclosure: its `line` or its `judgement`. `says` names the columns, or
    what the policy says now; never what anybody wrote."""

    disclosure: str
    what: str
    says: str
    is_line: bool = True


@dataclass
class Over:
    """One person's sum with one party that is over a limit: `first` is the version of the first day on which it was,
    `highest` the most that it ever was."""

    first: Version
    party: str
    clause: str
    highest: Decimal
    limit: Decimal


@dataclass
class Counted:
    """How much was looked at."""

    people: int = 0
    lines: int = 0
    judgements: int = 0
    erased: int = 0
    waiting: int = 0
    over: list[Over] = field(default_factory=list)


@dataclass
class _Mine:
    """One person's latest versions that count, with the judgement of each and the other side's primary key."""

    person: Person
    versions: list[Version]
    judged: Mapping[int, Judgement]
    parties: Mapping[int, int | None]
    withdrawn: Set[int]

    @cached_property
    def own_parties(self) -> list[int]:
        """The other sides of this person's versions."""
        keys = {self.parties[version.disclosure_id] for version in self.versions}
        return sorted(key for key in keys if key is not None)


def recount(
    counted: Counted, *, repair: bool = False, watch: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Difference]:
    """Every difference, and in `counted` what was looked at and who is over a limit. With `repair`, lines are written
    as they should be; judgements are only judged again by acts, which say why.

    What waits for the worker is no difference: it is judged again soon. What the worker could not judge is one, and is
    not tried here. What differs is looked at twice, as somebody may have sent something in between.
    """
    held = current.held()
    counted.waiting = ToLookAgain.objects.count()
    yield from _failed()
    keys = list(_gifts_sent().values_list("disclosure__person", flat=True).distinct().order_by("disclosure__person"))
    for start in range(0, len(keys), PEOPLE):
        some = keys[start : start + PEOPLE]
        found = list(_differences(some, counted, held))
        if found:
            again = set(_differences(some, Counted(), held))
            found = [one for one in found if one in again]
        if repair:
            _repair([one.disclosure for one in found if one.is_line])
        yield from found
        watch(start + len(some), len(keys))
    yield from _left_over(repair)


def _differences(people: list[int], counted: Counted, held: current.Held) -> Iterator[Difference]:
    latest = latest_versions().filter(disclosure__person__in=people, kind__in=_kinds()).order_by("disclosure")
    versions = [version for version in latest if is_gift(version.pack_hash, version.kind)]
    there = read(versions)
    everyone = _by_person(versions, there)
    counted.people += len(everyone)
    yield from _lines(versions, there, counted)
    yield from _judgements(everyone, counted, held)


def _gifts_sent():
    return Version.objects.filter(kind__in=_kinds())


def _kinds() -> set[str]:
    """Every kind that any policy here puts into the register."""
    hashes = Version.objects.order_by().values_list("pack_hash", flat=True).distinct()
    return {kind.id for hash_ in hashes for kind in pack_by_hash(hash_).kinds.values() if kind.register_only}


def _by_person(versions: list[Version], there: Read) -> list[_Mine]:
    found: dict[int, _Mine] = {}
    for version in versions:
        disclosure = version.disclosure
        if disclosure.person_id not in found:
            found[disclosure.person_id] = _Mine(disclosure.person, [], there.judged, there.parties, there.withdrawn)
        mine = found[disclosure.person_id]
        mine.versions.append(version)
        # Whoever judges asks these for one another.
        disclosure.person = mine.person
        disclosure.__dict__["latest_version"] = version
        version.__dict__["judged"] = there.judged[version.pk]
    return list(found.values())


def _lines(versions: list[Version], known: Read, counted: Counted) -> Iterator[Difference]:
    """Each line against what it is made from."""
    counted.lines += len(versions)
    lines = Gift.objects.filter(disclosure__person__in={version.disclosure.person_id for version in versions})
    there = {gift.disclosure_id: gift for gift in lines}
    for version, wanted in zip(versions, lines_of(versions, known), strict=True):
        gift = there.get(version.disclosure_id)
        if gift is None:
            yield Difference(version.disclosure.public_id, "line", "its line is missing")
        elif wrong := [name for name in wanted if _held(gift, name) != _plain(wanted[name])]:
            yield Difference(version.disclosure.public_id, "line", f"its line differs in {', '.join(wrong)}")


def _held(gift: Gift, name: str) -> object:
    return getattr(gift, f"{name}_id") if name in ("version", "person", "counterparty") else getattr(gift, name)


def _plain(value: object) -> object:
    return value.pk if isinstance(value, Model) else value


def _repair(disclosures: list[str]) -> None:
    """Write these lines anew, with nobody recording anything meanwhile."""
    with transaction.atomic():
        hold()
        for version in latest_versions().filter(disclosure__public_id__in=disclosures):
            keep(version)


def _failed() -> Iterator[Difference]:
    """What the worker could not judge again."""
    for one in looking_again.failed():
        tries = "once" if one.failures == 1 else f"{one.failures} times"
        says = f"could not be judged again, tried {tries}, {one.last_failure} at last; the log says more"
        yield Difference(one.disclosure.public_id, "judgement", says, is_line=False)


def _left_over(repair: bool) -> Iterator[Difference]:
    """Lines of what is no gift, or was never sent."""
    sent = _gifts_sent().values("disclosure")
    extra = Gift.objects.exclude(disclosure__in=sent).select_related("disclosure")
    for gift in extra:
        yield Difference(gift.disclosure.public_id, "line", "there is a line, and no gift was sent")
    if repair:
        extra.delete()


def _judgements(everyone: list[_Mine], counted: Counted, held: current.Held) -> Iterator[Difference]:
    """Each judgement against judging again."""
    keys = {key for mine in everyone for key in mine.parties.values() if key is not None}
    parties = Counterparty.objects.in_bulk(keys)
    groups = Groups(keys)
    registers = Registers([mine.person for mine in everyone], parties.values(), groups)
    disclosures = [version.disclosure_id for mine in everyone for version in mine.versions]
    memo = computing.read(disclosures)
    rows = ToLookAgain.objects.filter(disclosure__in=disclosures).order_by("failures")
    waiting = dict(rows.values_list("disclosure", "failures"))
    for mine in everyone:
        if keyring.is_destroyed(mine.person.key):
            counted.erased += len(mine.versions)
            continue
        yield from _of_one(mine, parties, groups, registers, held, memo, counted, waiting)


def _of_one(
    mine: _Mine,
    parties: dict[int, Counterparty],
    groups: Groups,
    registers: Registers,
    held: current.Held,
    memo: dict[str, object],
    counted: Counted,
    waiting: dict[int, int],
) -> Iterator[Difference]:
    histories: dict[tuple[Any, ...], policy.History] = {}
    over: dict[tuple[str, ...], Over] = {}
    for version in sorted(mine.versions, key=lambda one: (one.on, one.pk)):
        if version.disclosure_id in mine.withdrawn or waiting.get(version.disclosure_id):
            continue
        counted.judgements += 1
        pack, before = pack_by_hash(version.pack_hash), mine.judged[version.pk]
        key = mine.parties[version.disclosure_id]
        party = parties[key] if key is not None else None
        past = _past(pack, mine, groups, version.on, histories).without(str(version.disclosure_id))
        around = registers.around(mine.person, party, version.on)
        at_hand = judging.AtHand(before, party, around, past, held, memo)
        body = judging.again(version, {}, "", at_hand)
        if version.disclosure_id not in waiting and (wrong := [n for n in JUDGED if body[n] != getattr(before, n)]):
            yield Difference(version.disclosure.public_id, "judgement", _otherwise(before, body, wrong), is_line=False)
        _over(over, version, party, body)
    counted.over += over.values()


def _past(
    pack: Pack, mine: _Mine, groups: Groups, on: date, histories: dict[tuple[Any, ...], policy.History]
) -> policy.History:
    """The person's rows under this pack and with the groups of the day, made ready once."""
    now = groups.on(on)
    place = (pack.hash, *(now.get(key) for key in mine.own_parties))
    if place not in histories:
        counted = {kind.id for kind in pack.kinds.values() if kind.register_only}
        rows = []
        for one in mine.versions:
            if one.kind in counted and one.disclosure_id not in mine.withdrawn:
                key = mine.parties[one.disclosure_id]
                group = now.get(key) if key is not None else None
                facts = mine.judged[one.pk].facts
                row = judging.row_of(pack, mine.person.public_id, one.kind, one.on, one.facts, facts, group)
                rows.append({**row, "id": str(one.disclosure_id)})
        histories[place] = policy.history(pack, rows)
    return histories[place]


def _otherwise(before: Judgement, body: dict[str, Any], wrong: list[str]) -> str:
    """What differs: by clause where the policy says otherwise, else by the names of the facts."""
    was, now = ({(one["clause"], one["rule"]) for one in found} for found in (before.findings, body["findings"]))
    parts = [f"{clause} should be found" for clause, _ in sorted(now - was)]
    parts += [f"{clause} should not be found" for clause, _ in sorted(was - now)]
    if "facts" in wrong:
        names = [name for name, value in body["facts"].items() if before.facts.get(name) != value]
        names += [name for name in before.facts if name not in body["facts"]]
        parts.append(f"other facts: {', '.join(sorted(set(names)))}")
    if not parts:
        parts.append(f"other {' and '.join(wrong)}")
    return f"judged again it is otherwise: {'; '.join(parts)}"


def _over(
    over: dict[tuple[str, ...], Over], version: Version, party: Counterparty | None, body: dict[str, Any]
) -> None:
    """Keep the first day and the highest of each sum that is over a figure of the finding in the same unit."""
    written = str(version.facts.get("other_side") or "")
    name = body["facts"].get("party_group") or policy.normalised(written)
    for finding in body["findings"]:
        for total in finding["totals"]:
            known = Decimal(str(total["known"]))
            limits = [Decimal(str(one["value"])) for one in finding["figures"] if one["unit"] == total["unit"]]
            if not limits or known <= min(limits):
                continue
            place = (str(name), version.kind, finding["clause"], total["name"])
            if place not in over:
                over[place] = Over(version, party.name if party else written, finding["clause"], known, min(limits))
            over[place].highest = max(over[place].highest, known)
