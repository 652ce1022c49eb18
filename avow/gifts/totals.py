"""What gifts add up to with one party, before anything is written: the sums of 5.2, each way, against the limit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from django.db.models import Count, F, Sum

from avow.counterparties.groups import members, uppermost
from avow.counterparties.models import Counterparty
from avow.disclosures import judging
from avow.disclosures.models import Disclosure
from avow.gifts.models import Gift
from avow.policy import Pack, history
from avow.policy.pack import Clause, Rule
from avow.policy.totals import Total
from avow.policy.windows import months_before

FEWEST = 5
"""Below so many people, no sum over people is shown to whoever may not see each of them."""


@dataclass(frozen=True)
class Running:
    """One sum of one kind with one party up to a day. `uncertain` earlier gifts have no known amount; `first` is the
    first day that is added up. In `unit`: a currency where `is_money`, else such as "times"."""

    clause: str
    kind: str
    name: str
    so_far: Decimal
    limit: Decimal
    unit: str
    first: date
    last: date
    uncertain: int
    is_money: bool


def with_party(
    pack: Pack,
    person,
    party: Counterparty | None,
    name: str,
    on: date,
    kinds: Iterable[str] = (),
    country: str = "",
    rows: Iterable[Mapping[str, object]] | None = None,
) -> list[Running]:
    """What the person's earlier entries add up to with this party, for each kind that has a total against a limit.

    `party` is the entry of the register, else `name` is taken as it is written. Nothing is kept of the question.
    `rows` are the person's earlier entries, where they are at hand (`judging.past_rows`).
    """
    wanted = list(kinds) or [kind.id for kind in pack.kinds.values() if kind.register_only]
    if rows is None:
        rows = judging.past_rows(pack, Disclosure(person=person, kind=wanted[0]), on) if wanted else ()
    past = history(pack, rows)
    group = uppermost(party, on).public_id if party else None
    found = []
    for kind in wanted:
        row = {"person": person.public_id, "kind": kind, "party_group": group, "other_side": name or None}
        for clause, rule, total in totals_of(pack, kind):
            figure = limit_of(clause, rule, total, on, country)
            if figure is None:
                continue
            before = past.before(total, row, on, figures_of(clause, total, on, country))
            found.append(
                Running(
                    clause=clause.number, kind=kind, name=total.name, so_far=before.known, limit=figure,
                    unit=total.type.unit, first=total.after(on) + timedelta(days=1), last=on,
                    uncertain=before.uncertain, is_money=total.type.name == "money",
                )
            )  # fmt: skip
    return list({(one.clause, one.kind, one.name): one for one in found}.values())


def totals_of(pack: Pack, kind: str) -> Iterable[tuple[Clause, Rule, Total]]:
    """Each total that a rule about this kind compares."""
    for clause, rules in pack.rules_for(kind):
        for rule in rules:
            for total in clause.totals_of(rule):
                if kind in total.kinds:
                    yield clause, rule, total


def limit_of(clause: Clause, rule: Rule, total: Total, on: date, country: str) -> Decimal | None:
    """The figure with which the rule compares the total on that day."""
    for name in rule.when.names:
        figure = clause.figures.get(name)
        value = figure.on(on, country or None) if figure and figure.type.unit == total.type.unit else None
        if value is not None:
            return value.value
    return None


def figures_of(clause: Clause, total: Total, on: date, country: str) -> Mapping[str, Decimal | None]:
    """Those that the total reads, as they are on that day."""
    found = {name: clause.figures[name].on(on, country or None) for name in total.figures}
    return {name: one.value if one else None for name, one in found.items()}


STEP = Decimal(100)
"""The least step in which a sum over people is told, so that one more gift is not the difference between two sums."""
PEOPLE_STEP = 5


@dataclass(frozen=True)
class OfAll:
    """What everyone here gave to or got from one group in twelve whole months, so coarsely that two of these do not
    tell what one person gave in between: `known` is rounded up to two leading digits and whole hundreds, `people`
    down to a multiple of five. `last` is the last day of a month."""

    known: Decimal
    people: int
    first: date
    last: date


def of_everyone(party: Counterparty, kind: str, on: date) -> OfAll | None:
    """The sum over the company in the twelve whole months before the month of the day; None below five people, as it
    would tell theirs."""
    last = on.replace(day=1) - timedelta(days=1)
    first = months_before(on.replace(day=1), 12)
    rows = Gift.objects.filter(counterparty__in=members(party, on), kind=kind, counts=True, on__gte=first, on__lte=last)
    told = rows.aggregate(known=Sum(F("amount") - F("paid_back")), people=Count("person", distinct=True))
    if told["people"] < FEWEST:
        return None
    people = told["people"] // PEOPLE_STEP * PEOPLE_STEP
    return OfAll(_coarse(max(told["known"] or Decimal(0), Decimal(0))), people, first, last)


def _coarse(known: Decimal) -> Decimal:
    step = max(STEP, Decimal(10) ** (known.adjusted() - 1))
    return (known / step).quantize(Decimal(1), ROUND_CEILING) * step
