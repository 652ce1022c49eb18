"""Why a gift counts differently than before, in words, and what the policy said then and says now.

For the person these are only their own entries, companies by name, rates, and rules of sites; never what somebody else
did or disclosed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from avow.adoptions.current import pack_by_hash
from avow.counterparties.groups import members
from avow.counterparties.models import Counterparty, CounterpartyRecord, Merge
from avow.disclosures import showing
from avow.disclosures.models import Judgement
from avow.gifts.models import CountedAnew, Gift
from avow.gifts.models.counted_anew import CAUSES
from avow.gifts.visibility import lines_for
from avow.local_rules.models import LocalRule
from avow.people.models import Person

MOST_NAMED = 3
HAPPENED = {
    "entered": "entered",
    "changed": "changed",
    "withdrawn": "taken back",
}


@dataclass(frozen=True)
class Told:
    """One row in words. `why` with `url` where the cause can be looked at; `was` and `now` are sentences of the policy
    that it no longer says, and that it says now."""

    anew: CountedAnew
    gift: Gift | None
    why: str
    url: str
    was: tuple[str, ...]
    now: tuple[str, ...]

    @property
    def disclosure(self) -> Any:
        return self.anew.disclosure

    @property
    def number(self) -> int:
        """Names the row in a form."""
        return int(self.anew.judgement.attested.entry_id)


def told(rows: Iterable[CountedAnew], *, officer: Person | None = None, on: date | None = None) -> list[Told]:
    """These rows in words, with the judgement's version, disclosure and person loaded: for the person they are about,
    or for an officer on a day, to whom an entry they keep away from is not described."""
    rows = list(rows)
    versions = {row.judgement.version_id for row in rows}
    judged: dict[int, list[Judgement]] = {}
    for judgement in Judgement.objects.filter(version__in=versions).order_by("pk"):
        judged.setdefault(judgement.version_id, []).append(judgement)
    disclosures = {row.judgement.version.disclosure_id for row in rows} | {row.of_id for row in rows if row.of_id}
    lines = lines_for(officer, on) if officer and on else Gift.objects.all()
    gifts = lines.filter(disclosure__in=disclosures).select_related("counterparty", "disclosure")
    by_disclosure = {gift.disclosure_id: gift for gift in gifts}
    for_officer = officer is not None
    return [_told(row, judged[row.judgement.version_id], by_disclosure, for_officer) for row in rows]


def _told(row: CountedAnew, judged: list[Judgement], gifts: dict[int, Gift], for_officer: bool) -> Told:
    place = [one.pk for one in judged].index(row.judgement_id)
    before = judged[place - 1] if place else None
    was, now = (_sentences(one) for one in (before, row.judgement))
    gift = gifts.get(row.judgement.version.disclosure_id)
    why, url = _why(row, gift, gifts.get(row.of_id or 0), for_officer)
    return Told(
        row, gift, why, url,
        tuple(words for key, words in was.items() if key not in now),
        tuple(words for key, words in now.items() if key not in was),
    )  # fmt: skip


def _sentences(judgement: Judgement | None) -> dict[tuple[str, str], str]:
    """What a judgement says beyond notes, by clause and rule, and that something is not known."""
    if judgement is None:
        return {}
    pack = pack_by_hash(judgement.pack_hash)
    found = {}
    for one in showing.for_discloser(pack, judgement.findings):
        if one["finding"] != "note":
            found[one["clause"], one["rule"]] = f"{one['says']} ({one['clause']})"
    for one in judgement.questions:
        for clause in one["clauses"]:
            found[clause, "open"] = f"Something that {clause} asks for is not known."
    return found


def _why(row: CountedAnew, gift: Gift | None, other: Gift | None, for_officer: bool) -> tuple[str, str]:
    if row.of_id and row.of_id == row.judgement.version.disclosure_id:
        words = {"became": "it was told what became of it", "resolved": "it became known who the other side is"}
        return words.get(row.cause, CAUSES[row.cause]), ""
    if row.of_id:
        day = f" of {showing.day(other.on)}" if other else ""
        party = f" ({other.party_name})" if other and other.party_name else ""
        words = {
            "became": f"something became of the entry{day}{party}",
            "resolved": f"it became known who the other side of the entry{day} is{party}",
        }
        said = words.get(row.cause, f"the entry{day}{party} was {HAPPENED.get(row.cause, 'judged again')}")
        return said, reverse("disclosures:one", args=[row.of.public_id]) if other or not for_officer else ""
    if row.cause in ("group", "merged"):
        return _of_companies(row, gift, for_officer)
    if row.cause == "rates":
        return f"reference rates were brought or corrected on {_when(row)}", ""
    if row.cause == "local_rule":
        rule = LocalRule.objects.filter(attested__entry=row.cause_entry).first()
        rule = rule or LocalRule.objects.filter(ended_by=row.cause_entry).first()
        named = f", “{rule.name}”," if rule else ""
        return f"a rule of the site{named} was made or ended on {_when(row)}", ""
    return CAUSES[row.cause], ""


def _of_companies(row: CountedAnew, gift: Gift | None, for_officer: bool) -> tuple[str, str]:
    """Which company joined or left a group, or turned out to be another, by name; the nearest to the gift's first. The
    person reads no other names than those they dealt with: whom else the register knows is confidential."""
    entry = row.cause_entry
    group = members(gift.counterparty, row.on) if gift and gift.counterparty else []
    url = reverse("gifts:party", args=[gift.counterparty.public_id]) if for_officer and group else ""
    dealt = None if for_officer or gift is None else Gift.objects.filter(person=gift.person_id)
    known = set(dealt.values_list("counterparty", flat=True)) if dealt is not None else None
    merge = Merge.objects.filter(attested__entry=entry).select_related("duplicate", "into").first()
    separated = Merge.objects.filter(ended_by=entry).select_related("duplicate", "into").first()
    both = merge or separated
    if both and known is not None and not {both.duplicate_id, both.into_id} <= known:
        return CAUSES["merged"], url
    if merge:
        return f"{merge.duplicate.name} turned out to be {merge.into.name}", url
    if separated:
        return f"{separated.duplicate.name} turned out not to be {separated.into.name}", url
    new = CounterpartyRecord.objects.filter(attested__entry=entry).values("counterparty")
    ended = CounterpartyRecord.objects.filter(ended_by=entry).values("counterparty")
    parties = Counterparty.objects.filter(Q(pk__in=new) | Q(pk__in=ended))
    if known is not None:
        parties = parties.filter(pk__in=known)
    near = [one.name for one in parties.filter(pk__in=[*group, gift.counterparty_id if gift else None])[:MOST_NAMED]]
    names = near or [one.name for one in parties[:MOST_NAMED]]
    if not names:
        return CAUSES[row.cause], url
    return f"{', '.join(names)} joined or left a corporate group", url


def _when(row: CountedAnew) -> str:
    return showing.day(timezone.localdate(row.cause_entry.at))
