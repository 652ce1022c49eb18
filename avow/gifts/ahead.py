"""What an entry makes of one's own later ones, before it is sent: those whose window holds its day, and that it would
take over a limit. Nothing is written; the sums are of the person's own entries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from avow.adoptions.current import pack_by_hash
from avow.counterparties.groups import uppermost, uppermost_many
from avow.counterparties.models import Counterparty
from avow.disclosures import judging, showing
from avow.disclosures.models import Disclosure
from avow.gifts.models import Gift
from avow.gifts.models.gift import KINDS
from avow.gifts.totals import figures_of, limit_of, totals_of
from avow.policy import Pack, history

MOST = 20
"""Later entries that are looked at, the next first."""
NOUNS = {"gift": "gift", "hospitality": "invitation"}


@dataclass(frozen=True)
class Later:
    """An entry of a later day that would be over a limit with this one: `known` is its sum then, in `unit`."""

    kind: str
    on: date
    known: Decimal
    limit: Decimal
    unit: str
    is_money: bool

    @property
    def says(self) -> str:
        """In a sentence, for the person."""
        noun = NOUNS.get(KINDS.get(self.kind, ("", ""))[0], "entry")
        if self.is_money:
            comes_to = f"{self.unit}\u00a0{self.known:,.2f} of {self.limit:,.2f}"
        else:
            comes_to = f"{self.known.normalize():f} {self.unit}; more than {self.limit.normalize():f} is too frequent"
        return f"With this your {noun} of {showing.day(self.on)} comes to {comes_to}: more is asked of it."


def ahead(
    pack: Pack, disclosure: Disclosure, gathered: judging.Gathered, party: Counterparty | None
) -> Iterator[Later]:
    """Each later entry of the person that was not over a limit, and is with this one. `disclosure` may be unsaved."""
    lines = _lines(pack, disclosure, gathered.on)
    if not lines:
        return
    longest = max(line.on for line in lines)
    since = min(total.after(lines[0].on) for clause in pack.clauses.values() for total in clause.totals.values())
    sent = judging.sent_before(pack, [disclosure.person], leave_out=disclosure.pk, days=(since, longest))
    parties = {one.party for one in sent if one.party is not None}
    for line in lines:
        groups = uppermost_many(parties, line.on)
        rows = {one.version.disclosure_id: _row(pack, disclosure, one, groups) for one in sent
                if one.version.on <= line.on}  # fmt: skip
        own = rows.get(line.disclosure_id)
        if own is None:
            continue
        group = uppermost(party, line.on).public_id if party else None
        this = judging.row_of(
            pack, disclosure.person.public_id, disclosure.kind, gathered.on, gathered.answers, gathered.facts, group
        )
        yield from _over(pack_by_hash(line.version.pack_hash), line, own, [*rows.values()], this)


def _lines(pack: Pack, disclosure: Disclosure, on: date) -> list[Gift]:
    """Later entries of the same kind that count, and a window of which may hold the day."""
    if not any(True for _ in totals_of(pack, disclosure.kind)):
        return []
    later = Gift.objects.filter(person=disclosure.person, kind=disclosure.kind, counts=True, on__gt=on)
    found = later.exclude(disclosure=disclosure.pk) if disclosure.pk else later
    rows = found.select_related("version").order_by("on", "pk")[:MOST]
    return [line for line in rows if any(total.after(line.on) < on for *_, total in totals_of(pack, line.kind))]


def _row(
    pack: Pack, disclosure: Disclosure, one: judging.Sent, groups: Mapping[int, Counterparty]
) -> dict[str, object]:
    group = groups[one.party].public_id if one.party is not None else None
    version = one.version
    person = disclosure.person.public_id
    return judging.row_of(pack, person, version.kind, version.on, version.facts, one.judged, group)


def _over(
    pack: Pack, line: Gift, own: dict[str, object], rows: list[dict[str, object]], this: dict[str, object]
) -> Iterator[Later]:
    without, with_this = history(pack, rows), history(pack, [*rows, this])
    seen = set()
    for clause, rule, total in totals_of(pack, line.kind):
        limit = limit_of(clause, rule, total, line.on, line.country)
        if limit is None or (clause.number, total.name) in seen:
            continue
        seen.add((clause.number, total.name))
        figures = figures_of(clause, total, line.on, line.country)
        before = without.before(total, own, line.on, figures).known
        known = with_this.before(total, own, line.on, figures).known
        if before <= limit < known:
            is_money = total.type.name == "money"
            yield Later(line.kind, line.on, known, limit, total.type.unit, is_money)


def says(pack: Pack, disclosure: Disclosure, gathered: judging.Gathered, party: Counterparty | None) -> Iterator[str]:
    """The same in sentences, for `avow.disclosures.previewing`."""
    return (later.says for later in ahead(pack, disclosure, gathered, party))
