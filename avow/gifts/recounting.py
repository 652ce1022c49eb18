"""Counting everything again and comparing: each line of the register with the version and judgement it is made from,
and each judgement with what the rules say now. One pass over the people, some hundred in memory at a time.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef

from avow import policy
from avow.counterparties.models import Counterparty
from avow.disclosures import judging
from avow.disclosures.models import Judgement, Version
from avow.gifts import looking_again
from avow.gifts.at_hand import Mine, Ready, kinds_here
from avow.gifts.models import Gift, ToLookAgain
from avow.gifts.register import keep, latest_versions, lines_of
from avow.ledger import keyring
from avow.ledger.acts import hold
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


def recount(
    counted: Counted, *, repair: bool = False, watch: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Difference]:
    """Every difference, and in `counted` what was looked at and who is over a limit. With `repair`, lines are written
    as they should be; judgements are only judged again by acts, which say why.

    What waits for the worker is no difference: it is judged again soon. What the worker could not judge is one, and is
    not tried here. What differs is looked at twice, as somebody may have sent something in between.
    """
    held, kinds = current.held(), kinds_here()
    counted.waiting = ToLookAgain.objects.count()
    yield from _failed()
    sent = Version.objects.filter(kind__in=kinds)
    keys = list(sent.values_list("disclosure__person", flat=True).distinct().order_by("disclosure__person"))
    for start in range(0, len(keys), PEOPLE):
        some = keys[start : start + PEOPLE]
        found = list(_differences(Ready(some, kinds, held), counted))
        if found:
            again = set(_differences(Ready(some, kinds, held), Counted()))
            found = [one for one in found if one in again]
        if repair:
            _repair([one.disclosure for one in found if one.is_line])
        yield from found
        watch(start + len(some), len(keys))
    yield from _left_over(kinds, repair)


def _differences(ready: Ready, counted: Counted) -> Iterator[Difference]:
    counted.people += len(ready.people)
    yield from _lines(ready, counted)
    yield from _judgements(ready, counted)


def _lines(ready: Ready, counted: Counted) -> Iterator[Difference]:
    """Each line against what it is made from."""
    counted.lines += len(ready.versions)
    there = {gift.disclosure_id: gift for gift in Gift.objects.filter(disclosure__person__in=list(ready.people))}
    for version, wanted in zip(ready.versions, lines_of(ready.versions, ready.read), strict=True):
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


def _left_over(kinds: Collection[str], repair: bool) -> Iterator[Difference]:
    """Lines of what is no gift, or was never sent."""
    sent = Version.objects.filter(disclosure=OuterRef("disclosure"), kind__in=kinds)
    extra = Gift.objects.filter(~Exists(sent)).select_related("disclosure")
    for gift in extra:
        yield Difference(gift.disclosure.public_id, "line", "there is a line, and no gift was sent")
    if repair:
        extra.delete()


def _judgements(ready: Ready, counted: Counted) -> Iterator[Difference]:
    """Each judgement against judging again."""
    disclosures = [version.disclosure_id for version in ready.versions]
    rows = ToLookAgain.objects.filter(disclosure__in=disclosures).order_by("failures")
    waiting = dict(rows.values_list("disclosure", "failures"))
    for mine in ready.people.values():
        if keyring.is_destroyed(mine.person.key):
            counted.erased += len(mine.versions)
            continue
        yield from _of_one(ready, mine, counted, waiting)


def _of_one(ready: Ready, mine: Mine, counted: Counted, waiting: Mapping[int, int]) -> Iterator[Difference]:
    over: dict[tuple[str, ...], Over] = {}
    for version in sorted(mine.versions, key=lambda one: (one.on, one.pk)):
        if version.disclosure_id in ready.read.withdrawn or waiting.get(version.disclosure_id):
            continue
        counted.judgements += 1
        before, body = ready.read.judged[version.pk], judging.again(version, {}, "", ready.of(version))
        if version.disclosure_id not in waiting and (wrong := [n for n in JUDGED if body[n] != getattr(before, n)]):
            yield Difference(version.disclosure.public_id, "judgement", _otherwise(before, body, wrong), is_line=False)
        _over(over, version, ready.party(version), body)
    counted.over += over.values()


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
