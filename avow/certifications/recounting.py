"""Counting a campaign anew from the ledger alone: from what was attested, not from any table that is read every day.

    told(campaign).numbers(on)["Works HR"]    what its documents come to
    check(campaign, on)                       where they differ from what is kept, or from a closing return

Whoever was erased cannot be read any more. They are counted (`erased`), and left out on both sides.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from avow.certifications.models import (
    Advice,
    Campaign,
    ClosingReturn,
    Exempted,
    ExemptionEnded,
    FormUnlocked,
    HandedOver,
    Included,
    Place,
    ReportedConflict,
    SignedForm,
)
from avow.certifications.models.handling import EXEMPT, LEFT, MISSING, SIGNED, TO_CONFIRM
from avow.certifications.models.local_hr import COUNTS
from avow.ledger import keyring
from avow.ledger.models import ENDING, Attested
from avow.people.models import PersonRecord

Numbers = dict[str, int]
READ = (
    Included, HandedOver, SignedForm, ReportedConflict, FormUnlocked, Exempted, ExemptionEnded, Advice, ClosingReturn,
)  # fmt: skip
AT_ONCE = 2_000
LAST = 2**62


@dataclass(frozen=True)
class Told:
    """One document: after which entries it is there, and what it says."""

    entry: int
    says: dict[str, Any]


@dataclass
class Telling:
    """All that the ledger tells of one campaign, and of who is with us; `erased` asked people whom it cannot name."""

    campaign: Campaign
    of: dict[str, list[Told]] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, str, tuple[int, int]]]] = field(default_factory=dict)
    ends: dict[tuple[int, int], tuple[int, str]] = field(default_factory=dict)
    erased: int = 0

    def numbers(self, on: date, known: int = LAST) -> dict[str, Numbers]:
        """What the departments come to on that day, as it was told up to and with the entry `known`."""
        day = on.isoformat()
        department = {one["person"]: one["hr_department"] for one in self._told(Included, known)}
        handed = sorted(self._told(HandedOver, known), key=lambda one: one["number"])
        department |= {one["person"]: one["to"] for one in handed if one["on"] <= day}
        ended = {one["exemption"]: one["on"] for one in self._told(ExemptionEnded, known)}
        exempt = {
            one["person"]
            for one in self._told(Exempted, known)
            if one["on"] <= day and (one["until"] or "9999") > day and ended.get(one["public_id"], "9999") > day
        }
        unlocked = {one["form"] for one in self._told(FormUnlocked, known)}
        forms = {
            one["public_id"]: one["person"] for one in self._told(SignedForm, known) if one["public_id"] not in unlocked
        }
        signed = set(forms.values())
        found: dict[str, Counter[str]] = {}
        for person, where in department.items():
            numbers = found.setdefault(where, Counter())
            numbers["asked"] += 1
            if person in signed:
                numbers["signed"] += 1
            elif not self._is_here(person, day, known):
                numbers["left"] += 1
            else:
                numbers["exempt" if person in exempt else "missing"] += 1
        for person, advised in self._conflicts(forms, known):
            found[department[person]]["conflicts"] += 1
            found[department[person]]["advised"] += advised
        return {where: {name: found[where][name] for name in COUNTS} for where in sorted(found)}

    def _conflicts(self, forms: dict[str, str], known: int) -> Iterator[tuple[str, bool]]:
        """Of each conflict on these forms, whose it is and whether HR advised of it or of the same disclosure."""
        everyones = {one["public_id"]: one["person"] for one in self._told(SignedForm, known)}
        reported = self._told(ReportedConflict, known)
        given = {one["conflict"] for one in self._told(Advice, known)}
        told = {
            (everyones[one["form"]], one["disclosure"])
            for one in reported
            if one["public_id"] in given and one["disclosure"]
        }
        for one in reported:
            if (person := forms.get(one["form"])) is not None:
                yield person, one["public_id"] in given or (person, one["disclosure"]) in told

    def _told(self, model: Any, known: int) -> list[dict[str, Any]]:
        return [one.says for one in self.of.get(model.schema, ()) if one.entry <= known]

    def _is_here(self, person: str, day: str, known: int) -> bool:
        for entry, since, place in self.spans.get(person, ()):
            until_entry, until = self.ends.get(place, (LAST + 1, ""))
            if entry <= known and since <= day and (until_entry > known or until > day):
                return True
        return False

    @cached_property
    def returns(self) -> list[Told]:
        """The closing returns."""
        return self.of.get(ClosingReturn.schema, [])


def told(campaign: Campaign) -> Telling:
    """Read what was attested of the campaign. Opens every document about it and about who is with us."""
    found, number = Telling(campaign), campaign.public_id
    for document in _documents([PersonRecord.schema, ENDING]):
        says = _read(document)
        place = (document.entry_id, document.position)
        if says is not None and document.schema == ENDING:
            found.ends[says["entry"], says["position"]] = (document.entry_id, says["to_day"])
        elif says is not None:
            found.spans.setdefault(says["person"], []).append((document.entry_id, says["from_day"], place))
    kept: dict[str, set[str]] = {"form": set(), "conflict": set(), "exemption": set()}
    for document in _documents([model.schema for model in READ]):
        says = _read(document)
        if says is None:
            found.erased += document.schema == Included.schema and document.entry.subject == campaign.subject
        elif _belongs(says, number, kept):
            found.of.setdefault(document.schema, []).append(Told(document.entry_id, says))
            for name, model in (("form", SignedForm), ("conflict", ReportedConflict), ("exemption", Exempted)):
                if document.schema == model.schema:
                    kept[name].add(says["public_id"])
    return found


def _belongs(says: dict[str, Any], number: str, kept: dict[str, set[str]]) -> bool:
    """Whether a document is of the campaign: it names it, or what was told of it before."""
    if "campaign" in says:
        return bool(says["campaign"] == number)
    return any(says.get(name) in those for name, those in kept.items())


def _documents(schemas: list[str]) -> Iterator[Attested]:
    """Documents of these schemas, in the order in which they were told."""
    rows = Attested.objects.filter(schema__in=schemas).select_related("entry").order_by("entry_id", "position")
    return rows.iterator(chunk_size=AT_ONCE)


def _read(document: Attested) -> dict[str, Any] | None:
    try:
        return document.open()
    except keyring.Erased:
        return None


def kept(campaign: Campaign) -> dict[str, Numbers]:
    """What the pages count, without those who were erased."""
    gone = keyring.destroyed()
    found: dict[str, Counter[str]] = {}
    rows = Place.objects.filter(campaign=campaign).values_list(
        "department", "state", "conflicts", "to_advise", "included__person__public_id"
    )
    names = {SIGNED: "signed", TO_CONFIRM: "signed", EXEMPT: "exempt", LEFT: "left", MISSING: "missing"}
    for department, state, conflicts, to_advise, person in rows.iterator(chunk_size=AT_ONCE):
        if f"person:{person}" in gone:
            continue
        numbers = found.setdefault(department, Counter())
        numbers.update({"asked": 1, names[state]: 1, "conflicts": conflicts, "advised": conflicts - to_advise})
    return {where: {name: found[where][name] for name in COUNTS} for where in sorted(found)}


def check(campaign: Campaign, on: date) -> tuple[dict[str, Numbers], list[str]]:
    """The numbers of each department by the ledger alone, and sentences about what differs from what is kept, and from
    what departments signed. No sentence: all agree."""
    ledger = told(campaign)
    numbers, differs = ledger.numbers(on), []
    counted = kept(campaign)
    for where in sorted({*numbers, *counted}):
        differs += _differences(where or "no HR department", numbers.get(where), counted.get(where), "the pages")
    for given in ledger.returns:
        says = given.says
        then = ledger.numbers(date.fromisoformat(says["on"]), given.entry - 1).get(says["department"])
        signed = {name: says[name] for name in COUNTS}
        if ledger.erased and then is not None and all(then[name] <= signed[name] for name in COUNTS):
            continue  # who was erased since is in what was signed, and cannot be counted any more
        differs += _differences(f"{says['department']}, closing return", then, signed, "what was signed")
    return numbers, differs


def _differences(where: str, ledger: Numbers | None, other: Numbers | None, name: str) -> list[str]:
    none = dict.fromkeys(COUNTS, 0)
    ours, theirs = ledger or none, other or none
    return [
        f"{where}: {count} is {ours[count]} by the ledger, {theirs[count]} by {name}."
        for count in COUNTS
        if ours[count] != theirs[count]
    ]
