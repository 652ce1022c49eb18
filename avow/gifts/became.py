"""What became of a gift, as facts that rules and totals read: the policy says what each becoming sets, and what it pays
(policy.toml, [becomes]). Later ones come on top of earlier ones; what was taken back does not count."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from avow.disclosures.computing import Asked, Known
from avow.gifts.models import Became
from avow.policy import Pack
from avow.policy.register import Becoming
from avow.policy.values import Type as ValueType
from avow.policy.values import plain, shown
from avow.rates import current

CENT = Decimal("0.01")
ZERO = Decimal(0)


READ = "became"


def of(disclosure) -> list[Became]:
    """What became of it, in order of days, without what was taken back."""
    return list(_of({disclosure.pk})) if disclosure.pk is not None else []


def read(disclosures: Collection[int]) -> Mapping[str, object]:
    """The same of all of these, by primary key, for `facts`."""
    found: dict[int, list[Became]] = {}
    for row in _of(disclosures):
        found.setdefault(row.disclosure_id, []).append(row)
    return {READ: found}


def _of(disclosures: Collection[int]):
    rows = Became.objects.filter(disclosure__in=list(disclosures), taken_back__isnull=True)
    return rows.order_by("on", "pk")


def possible(pack: Pack, kind: str) -> list[Becoming]:
    """What can become of a gift of this kind under the policy."""
    return [one for one in pack.becomings.values() if kind in one.kinds]


def facts(asked: Asked) -> Mapping[str, Known]:
    """The facts that follow from what became of it; of a payment at no known rate, the sum is unknown."""
    known = asked.memo.get(READ) if asked.memo is not None else None
    rows = of(asked.disclosure) if known is None else known.get(asked.disclosure.pk, ())
    return follow(asked.pack, rows, asked.rates)


def follow(pack: Pack, rows: Iterable[Became], held: current.Held | None = None) -> dict[str, Known]:
    """The facts that follow from these rows, in their order. `held` are the rates, for whoever asks many times."""
    found: dict[str, Known] = {}
    for row in rows:
        becoming = pack.becomings.get(row.becoming)
        if becoming is None:
            continue
        source = f"{_said(becoming)} on {shown(ValueType('date'), row.on)}"
        found |= {name: Known(plain(value), source) for name, value in becoming.sets.items()}
        if becoming.pays:
            before = found.get(becoming.pays)
            found[becoming.pays] = Known(_sum(pack, before, row, held), source)
    return found


def _said(becoming: Becoming) -> str:
    return f"“{becoming.title}”,"


def _sum(pack: Pack, before: Known | None, row: Became, held: current.Held | None) -> str | None:
    """What was paid so far, in the currency of the policy."""
    paid = in_currency(row.paid, row.currency, pack.currency, row.on, held)
    if paid is None or (before is not None and before.value is None):
        return None
    return format((Decimal(str(before.value)) if before else ZERO) + paid, "f")


ROUGHLY = Decimal("1.05")
"""By so much a sum that was converted may differ: cards and banks have rates of their own."""


def more_than_worth(version, paid: Decimal, currency: str, on: date) -> str:
    """The sentence to refuse with where this payment makes more than the whole was said to be worth; else nothing.
    What has no rate, and a worth that nobody knows, is not compared."""
    worth, worth_in = version.facts.get("worth"), str(version.facts.get("worth_in") or "")
    if worth is None or not worth_in:
        return ""
    payments = [(row.paid, row.currency, row.on) for row in of(version.disclosure) if row.paid is not None]
    payments.append((paid, currency, on))
    known = [in_currency(amount, of_them, worth_in, day) for amount, of_them, day in payments]
    total = sum((one for one in known if one is not None), ZERO)
    converted = any(of_them != worth_in for _, of_them, _ in payments)
    whole = max(Decimal(str(worth)), Decimal(str(version.facts.get("face_value") or 0)))
    if total <= whole * (ROUGHLY if converted else 1):
        return ""
    return (
        f"You said that it is worth {worth_in} {whole:,.2f} in all, and with this {worth_in} {total:,.2f} would be paid"
        " for it. Check the amount; if it is worth more, correct that first."
    )


def in_currency(
    amount: Decimal | None, currency: str, own: str, on: date, held: current.Held | None = None
) -> Decimal | None:
    """The amount in the currency of the policy at the reference rate of the day; None without a rate."""
    if amount is None:
        return None
    rate = (held or current.held()).rate(currency, own, on) if currency != own else None
    if currency == own:
        return amount
    return (amount * rate.value).quantize(CENT, ROUND_HALF_UP) if rate else None
