"""Everything that went back and forth between one party and anyone here: as a picture, by person, and who the party is.

The party is a corporate group as it is today, or a name as it was written where nobody has said yet who that is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from avow.access import reads
from avow.config import clock
from avow.counterparties.groups import members, uppermost
from avow.counterparties.models import Counterparty, CounterpartyRecord, Merge
from avow.disclosures.models import PartyResolved
from avow.disclosures.party import named, said
from avow.gifts.models import Gift
from avow.gifts.views.reach import for_officers
from avow.gifts.views.register import address
from avow.gifts.visibility import lines_for
from avow.gifts.with_party import told_of
from avow.policy import normalised

MOST_MEMBERS = 50
MOST_RESOLVED = 200


@require_safe
@for_officers
def one(request: HttpRequest, public_id: str) -> HttpResponse:
    """One entry of the register of counterparties with its whole group."""
    person, on = request.user.person, clock.today()
    party = party_or_404(public_id)
    top, group = uppermost(party, on), members(party, on)
    lines = lines_for(person, on).filter(counterparty__in=group)
    told = told_of(lines, top.name, on, request.GET.get("year", ""))
    reads.note(person, f"counterparty:{party.public_id}", "gifts", clock.now())
    context = {
        "party": party,
        "top": top,
        "here": request.path,
        "separator": "?",
        "members": _members(group, told["there"].by_party, on),
        "further": len(group) - MOST_MEMBERS,
        "is_owned": CounterpartyRecord.objects.on(on).filter(counterparty__in=group, is_state_owned=True).exists(),
        "resolved": _resolved(lines, group),
        "all": address(urlencode({"group": party.public_id})),
        **told,
    }
    return render(request, "gifts/party.html", context)


@require_safe
@for_officers
def as_written(request: HttpRequest) -> HttpResponse:
    """A name as people wrote it; nobody has said yet which entry it is."""
    person, on = request.user.person, clock.today()
    name = asked_name(request)
    lines = unresolved(person, name, on)
    reads.note(person, f"party:{normalised(name)}"[:80], "gifts", clock.now())
    query = urlencode({"name": name})
    context = {
        "name": name,
        "resolve": f"{reverse('gifts:resolve')}?{query}",
        "here": f"?{query}",
        "separator": "&",
        "all": address(urlencode({"party": name[:100], "mark": "unresolved"})),
        **told_of(lines, name, on, request.GET.get("year", "")),
    }
    return render(request, "gifts/party_as_written.html", context)


def party_or_404(public_id: str) -> Counterparty:
    """The entry of the register."""
    found = Counterparty.objects.filter(public_id=public_id).first() if public_id.isalnum() else None
    if found is None:
        raise Http404
    return found


def asked_name(request: HttpRequest) -> str:
    """The name in the address; raises Http404 where it is none."""
    name = (request.POST.get("name") or request.GET.get("name", "")).replace("\x00", "").strip()[:300]
    if not normalised(name):
        raise Http404
    return name


def unresolved(person: Any, name: str, on: date) -> QuerySet[Gift]:
    """The lines under this name, written so or nearly so, that are with no entry of the register."""
    return lines_for(person, on).filter(counterparty=None, party_key=normalised(name))


@dataclass(frozen=True)
class Member:
    """One entry of a group: what it is below or merged into, since when, and how many lines are with it."""

    party: Counterparty
    above: Counterparty | None
    is_merged: bool
    since: date | None
    lines: int


def _members(group: list[int], counts: Mapping[int | None, int], on: date) -> list[Member]:
    keys = sorted(group, key=lambda key: (-counts.get(key, 0), key))[:MOST_MEMBERS]
    parties = Counterparty.objects.in_bulk(keys)
    merged = {
        row.duplicate_id: row for row in Merge.objects.filter(duplicate__in=keys, to_day=None).select_related("into")
    }
    records: dict[int, list[CounterpartyRecord]] = {}
    rows = CounterpartyRecord.objects.filter(counterparty__in=keys, from_day__lte=on).select_related("parent")
    for row in rows.order_by("-from_day", "-pk"):
        if row.to_day is None or row.to_day > row.from_day:
            records.setdefault(row.counterparty_id, []).append(row)
    found = []
    for key in keys:
        above, since = _since(records.get(key, []))
        if key in merged:
            above, since = merged[key].into, merged[key].from_day
        found.append(Member(parties[key], above, key in merged, since, counts.get(key, 0)))
    return found


def _since(records: list[CounterpartyRecord]) -> tuple[Counterparty | None, date | None]:
    """What is above it now, and since when without a break; `records` with the latest first."""
    if not records or records[0].parent is None:
        return None, None
    now_ = records[0]
    since = now_.from_day
    for row in records[1:]:
        if row.parent_id != now_.parent_id or row.to_day != since:
            break
        since = row.from_day
    return now_.parent, since


@dataclass(frozen=True)
class Resolved:
    """A name as written that an officer said is an entry of this group."""

    name: str
    party: Counterparty
    lines: int
    last: PartyResolved

    @property
    def query(self) -> str:
        return urlencode({"name": self.name})


def _resolved(lines: QuerySet[Gift], group: list[int]) -> list[Resolved]:
    """From the few that officers resolved to the lines: these may be very many."""
    ever = PartyResolved.objects.filter(counterparty__in=group).order_by("-pk").values_list("disclosure", flat=True)
    here = lines.filter(disclosure__in=list(ever[:MOST_RESOLVED])).order_by().values_list("disclosure", flat=True)
    known = said(here)
    found: dict[tuple[str, int], Resolved] = {}
    for gift in Gift.objects.filter(disclosure__in=list(here)).select_related("version"):
        row = known.get(named(gift.version))
        if row is None or row.counterparty_id is None:
            continue
        name = str(gift.version.facts.get("other_side") or "")
        place = (normalised(name), row.counterparty_id)
        before = found.get(place)
        found[place] = Resolved(name, row.counterparty, before.lines + 1 if before else 1, row)
    return list(found.values())
