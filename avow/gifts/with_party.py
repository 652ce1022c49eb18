"""What went back and forth with one party: how many lines, pictures over time, the sums of people, the latest lines.

A group with very many lines is told of year by year, so that its page takes as long as a year of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from avow.adoptions.current import NoPolicyInForce, policy_in_force
from avow.gifts import showing
from avow.gifts.adding_up import highest
from avow.gifts.flow import Flow, flow
from avow.gifts.models import Gift
from avow.gifts.models.gift import KINDS
from avow.gifts.totals import totals_of

CENT = Decimal("0.01")
MOST_AT_ONCE = 5_000
MOST_PEOPLE = 20
MOST_LINES = 10
PICTURES = {"gift": "Gifts", "hospitality": "Invitations"}


@dataclass(frozen=True)
class There:
    """How many lines there are, and with which entry of the register; how many are with public officials; the first
    day and the last, None where there is nothing."""

    by_party: dict[int | None, int]
    count: int
    official: int
    first: date | None
    last: date | None

    @property
    def years(self) -> list[int]:
        """The latest first."""
        return list(range(self.last.year, self.first.year - 1, -1)) if self.first and self.last else []


def there(lines: QuerySet[Gift]) -> There:
    """In one query, from the index alone."""
    rows = list(
        lines.order_by()
        .values("counterparty")
        .annotate(n=Count("pk"), official=Count("pk", filter=Q(is_official=True)), first=Min("on"), last=Max("on"))
    )
    return There(
        {row["counterparty"]: row["n"] for row in rows},
        sum(row["n"] for row in rows),
        sum(row["official"] for row in rows),
        min((row["first"] for row in rows), default=None),
        max((row["last"] for row in rows), default=None),
    )


def told_of(lines: QuerySet[Gift], name: str, on: date, asked: str = "") -> dict[str, Any]:
    """What a page tells of these lines, which are with one party. `asked` is a year in the address; without one it is
    all of them, or of very many the last year."""
    all_ = there(lines)
    years = all_.years
    year = int(asked) if asked in map(str, years) else None
    if year is None and all_.count > MOST_AT_ONCE:
        year = years[0]
    some = lines if year is None else lines.filter(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))
    counted = some.filter(is_withdrawn=False)
    keys = _people(counted)
    latest = list(some.order_by("-on", "-pk").values_list("pk", flat=True)[:MOST_LINES])
    loaded = Gift.objects.select_related("person", "counterparty", "disclosure", "version__attested").in_bulk(latest)
    return {
        "there": all_,
        "count": all_.count,
        "official": all_.official,
        "years": years if len(years) > 1 else [],
        "year": year,
        "all_at_once": all_.count <= MOST_AT_ONCE,
        "flows": flows(counted, name, on, year),
        "sums": _sums(lines, keys[:MOST_PEOPLE], on, year),
        "more_people": len(keys) > MOST_PEOPLE,
        "most_people": MOST_PEOPLE,
        "rows": showing.lines([loaded[key] for key in latest]),
        "most_lines": MOST_LINES,
        "on": on,
    }


def _people(lines: QuerySet[Gift]) -> list[int]:
    """Those with the most grave findings, then with the most; one more than are shown."""
    grave = Count("pk", filter=Q(gravest__in=showing.GRAVE))
    people = lines.order_by().values("person").annotate(grave=grave, sum=Sum("amount"))
    chosen = people.order_by(F("grave").desc(), F("sum").desc(nulls_last=True), "person")[: MOST_PEOPLE + 1]
    return [row["person"] for row in chosen]


def _sums(lines: QuerySet[Gift], people: list[int], on: date, year: int | None) -> list:
    of_them = lines.filter(person__in=people, is_withdrawn=False).select_related("person", "version")
    if year is None:
        return highest(of_them)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return highest(of_them.filter(on__gte=_window_before(first, on), on__lte=last), first)


def _window_before(first: date, on: date) -> date:
    """The first day that a window which ends on `first` covers, of any total of the policy in force."""
    return min((total.after(first) for kind in KINDS for _, total in _totals(kind, on)), default=first) + timedelta(
        days=1
    )


def _totals(kind: str, on: date) -> Iterable[tuple[str, Any]]:
    try:
        pack = policy_in_force(on)
    except NoPolicyInForce:
        return []
    return [(clause.number, total) for clause, _, total in totals_of(pack, kind)] if kind in pack.kinds else []


def flows(lines: QuerySet[Gift], name: str, on: date, year: int | None) -> list[Flow]:
    """Gifts and invitations apart, as the policy counts them apart; what was neither is in none."""
    worth = Sum(Coalesce(F("amount") - F("paid_back"), Decimal(0)))
    sums = lines.filter(counts=True).order_by().values("on", "kind").annotate(sum=worth, how_many=Count("pk"))
    by_what: dict[str, list[tuple[date, str, Decimal, int]]] = {what: [] for what in PICTURES}
    for row in sums:
        what, way = KINDS.get(row["kind"], ("", ""))
        if what:
            by_what[what].append((row["on"], way, row["sum"].quantize(CENT), row["how_many"]))
    since, until = (date(year, 1, 1), date(year, 12, 31)) if year else (None, on)
    currency = showing.currency(on)
    return [
        flow(
            f"{title} between {name} and everyone here", currency, by_what[what], min(until, max(on, since or on)),
            since=since, clauses=_clauses(what, on),
        )
        for what, title in PICTURES.items()
    ]  # fmt: skip


def _clauses(what: str, on: date) -> tuple[str, ...]:
    kinds = [kind for kind, sides in KINDS.items() if sides[0] == what]
    return tuple(sorted({number for kind in kinds for number, _ in _totals(kind, on)}))
