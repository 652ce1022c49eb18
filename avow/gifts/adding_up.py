"""What some lines with one party add up to for each person, over any of the windows that the policy counts, and on
which day a sum first went over its limit. Counted from the facts on which each line was last judged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from avow.adoptions.current import pack_by_hash
from avow.disclosures.judging import row_of
from avow.disclosures.models import Judgement
from avow.gifts.models import Gift
from avow.gifts.totals import limit_of, totals_of
from avow.people.models import Person
from avow.policy import Pack, history
from avow.policy.totals import History, Total

POOL = "one party"
"""The group of every row: the caller gives lines with one party only."""


@dataclass
class Highest:
    """The highest sum of one person, kind and total: `first` to `last` are the days it covers, `over` is the first day
    on which a sum was over the limit, None where none was. `uncertain` lines have no known amount."""

    person: Person
    kind: str
    clause: str
    known: Decimal
    limit: Decimal
    unit: str
    is_money: bool
    first: date
    last: date
    over: date | None
    uncertain: int

    @property
    def way(self) -> str:
        """ "received" or "given"."""
        return Gift(kind=self.kind).way

    @property
    def how_often(self) -> str:
        """What is counted and no money, in words: "once", "3 times"."""
        return "once" if self.known == 1 and self.unit == "times" else f"{self.known.normalize():f} {self.unit}"


def highest(lines: Iterable[Gift], since: date | None = None) -> list[Highest]:
    """The highest sum of each person, kind and total, for lines with one party that are not withdrawn, with `version`
    and `person` loaded; whoever is over a limit first, then by sum. With `since`, of the windows that end on that day
    or later; the lines then begin a window earlier."""
    by_person: dict[int, list[Gift]] = {}
    for line in sorted(lines, key=lambda line: (line.on, line.pk)):
        by_person.setdefault(line.person_id, []).append(line)
    facts = latest_facts(line.version_id for some in by_person.values() for line in some)
    found = [one for some in by_person.values() for one in _of_one(some, facts, since)]
    return sorted(found, key=lambda one: (one.over is None, -one.known, one.person.name, one.kind))


def latest_facts(versions: Iterable[int]) -> dict[int, Mapping[str, Any]]:
    """The facts on which each version was last judged, by its primary key."""
    rows = Judgement.objects.filter(version__in=list(versions)).order_by("pk")
    return dict(rows.values_list("version", "facts"))


def _of_one(lines: Sequence[Gift], facts: Mapping[int, Mapping[str, Any]], since: date | None) -> list[Highest]:
    found: dict[tuple[str, str, str], Highest] = {}
    past: dict[str, History] = {}
    for line in lines:
        if since and line.on < since:
            continue
        pack = pack_by_hash(line.version.pack_hash)
        if pack.hash not in past:
            there = [one for one in lines if one.kind in pack.kinds]
            past[pack.hash] = history(pack, [_row(pack, one, facts[one.version_id]) for one in there])
        for clause, rule, total in totals_of(pack, line.kind):
            limit = limit_of(clause, rule, total, line.on, line.country)
            if limit is not None and "party_group" in total.over:
                one = _sum(line, clause.number, total, limit, past[pack.hash], _figures(clause, total, line))
                _take(found, (line.kind, clause.number, total.name), one)
    return list(found.values())


def _row(pack: Pack, line: Gift, facts: Mapping[str, Any]) -> dict[str, object]:
    return row_of(pack, line.person.public_id, line.kind, line.on, line.version.facts, facts, POOL)


def _sum(line: Gift, clause: str, total: Total, limit: Decimal, past: History, figures: Mapping) -> Highest:
    row = {"person": line.person.public_id, "kind": line.kind, "party_group": POOL}
    sum_ = past.before(total, row, line.on, figures)
    first = total.after(line.on) + timedelta(days=1)
    return Highest(
        person=line.person, kind=line.kind, clause=clause, known=sum_.known, limit=limit, unit=total.type.unit,
        is_money=total.type.name == "money", first=first, last=line.on, over=line.on if sum_.known > limit else None,
        uncertain=sum_.uncertain,
    )  # fmt: skip


def _take(found: dict[tuple[str, str, str], Highest], key: tuple[str, str, str], one: Highest) -> None:
    """Keep the higher sum, and the first day over the limit: lines come in order of days."""
    before = found.get(key)
    if before is None:
        found[key] = one
        return
    over = before.over or one.over
    kept = one if one.known > before.known else before
    kept.over = over
    found[key] = kept


def _figures(clause: Any, total: Total, line: Gift) -> dict[str, Decimal | None]:
    found = {name: clause.figures[name].on(line.on, line.country or None) for name in total.figures}
    return {name: one.value if one else None for name, one in found.items()}
