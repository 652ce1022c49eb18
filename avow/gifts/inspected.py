"""What an inspection looked at, what of it is otherwise since, and when the next one is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.config import once
from avow.disclosures.models import Disclosure, Withdrawal
from avow.gifts import filtering
from avow.gifts.acts.inspecting import Looked, entries
from avow.gifts.models import Gift, Inspection
from avow.gifts.opening import opened
from avow.gifts.registers import chunks
from avow.gifts.visibility import lines_for
from avow.people.models import Person
from avow.policy.windows import months_before

MOST_SHOWN = 100
ERASED = "(erased)"


@dataclass(frozen=True)
class Otherwise:
    """A line that was looked at and is otherwise since, in words; or one that came since."""

    gift: Gift
    how: str


@dataclass(frozen=True)
class Since:
    """What one reader may see of an inspection: how many of its lines, and which are otherwise since, or new. None of
    it can be said once the inspector's key is destroyed."""

    count: int
    otherwise: list[Otherwise]
    new: list[Otherwise]

    @property
    def parts(self) -> tuple[list[Otherwise], list[Otherwise]]:
        return self.otherwise, self.new


def since(inspection: Inspection, body: Mapping[str, Any] | None, person: Person, on: date) -> Since | None:
    """As far as the person may see the lines. `body` is what was signed; None, and nothing can be said, where the
    inspector was erased."""
    if body is None:
        return None
    looked = {name: Looked(name, number, entry) for name, number, entry in body["lines"]}
    visible = lines_for(person, on).select_related("person", "disclosure", "version")
    otherwise: list[Otherwise] = []
    count = 0
    for some in chunks(looked):
        lines = visible.filter(disclosure__in=Disclosure.objects.filter(public_id__in=some))
        judged = entries(lines)
        after = inspection.attested.entry_id
        gone = Withdrawal.objects.filter(disclosure__in=lines.values("disclosure"), attested__entry__gt=after)
        withdrawn = set(gone.values_list("disclosure", flat=True))
        for gift in lines:
            count += 1
            then = looked[gift.disclosure.public_id]
            how = _how(gift, then, judged[gift.version_id], gift.disclosure_id in withdrawn)
            if how:
                otherwise.append(Otherwise(gift, how))
    now = _lines_of(inspection, body["filters"], visible, on)
    new = [Otherwise(gift, "came since") for gift in now if gift.disclosure.public_id not in looked]
    return Since(count, otherwise[:MOST_SHOWN], new[:MOST_SHOWN])


def visible_to(person: Person, on: date) -> QuerySet[Inspection]:
    """The inspections without the narrowed ones by others that looked at something, and at nothing that the person may
    see: for them these are as if absent, as their words and filters tell of whom they were."""
    seen = lines_for(person, on).filter(disclosure__inspected_lines__inspection=OuterRef("pk"))
    return Inspection.objects.filter(Q(is_whole=True) | Q(by=person) | Q(count=0) | Exists(seen))


def narrowed_by(body: Mapping[str, Any] | None) -> list[str]:
    """By what beside its days an inspection was narrowed, in words. `body` is what was signed, None for erased."""
    return [ERASED] if body is None else filtering.from_json(body["filters"]).words


def words_of(inspections: Iterable[Inspection]) -> dict[int, list[str]]:
    """The same for several, by primary key; what narrowed ones signed is opened in one go."""
    rows = list(inspections)
    bodies = opened(row.attested for row in rows if not row.is_whole)
    return {row.pk: [] if row.is_whole else narrowed_by(bodies.get(row.attested_id)) for row in rows}


def _lines_of(inspection: Inspection, filters: Mapping[str, Any], lines: QuerySet[Gift], on: date) -> QuerySet[Gift]:
    """The lines that the same days and filters choose now."""
    chosen = lines.filter(on__gte=inspection.first, on__lte=inspection.last)
    return filtering.narrowed(chosen, filtering.from_json(filters), on).order_by("-on", "-pk")


def _how(gift: Gift, looked: Looked, judged: int, is_withdrawn: bool) -> str:
    if is_withdrawn:
        return "taken back"
    if gift.version.number != looked.version:
        return "changed by the person"
    return "judged again" if judged != looked.judgement else ""


def last_of_all() -> Inspection | None:
    """The last inspection of everything in its days: a narrowed one is none."""
    return Inspection.objects.filter(is_whole=True).select_related("by").order_by("-on", "-pk").first()


@once.looked_up
def looked_through() -> date | None:
    """The last day that an inspection of everything looked at: one of days long ago says nothing of those since."""
    return Inspection.objects.filter(is_whole=True).aggregate(last=Max("last"))["last"]


def due(on: date) -> date | None:
    """The day by which the register is to be inspected again; None where the policy does not say, or nothing is in
    it."""
    try:
        months = policy_in_force(on).inspect_every_months
    except NoPolicyInForce:
        return None
    begun = looked_through() or _begun()
    return months_before(begun, -months) if months and begun else None


def _begun() -> date | None:
    """The day on which the first line came."""
    first = Gift.objects.aggregate(first=Min("sent_at"))["first"]
    return first.date() if first else None
