"""What something is worth to each who shares it, in the currency of the policy: from what was said, at the reference
rate of the day. Without a rate of that day or the seven before it, the amount is unknown, and asked about."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from avow.disclosures.computing import Known
from avow.policy import Pack
from avow.policy.rates import Rate
from avow.rates import current

CENT = Decimal("0.01")
SAID = "what you said it is worth"
UNKNOWN = "nobody can say what it is worth"
NO_RATE = "there is no reference rate"
MISSING = (UNKNOWN, NO_RATE)
"""How the reasons begin for which there is no amount."""


def amount(pack: Pack, said: Mapping[str, object], on: date, held: current.Held | None = None) -> dict[str, Known]:
    """`amount`, and where it was converted `rate` and `rate_day`, for a form that asks `worth`; else nothing.

    The higher of price and face value counts; it is divided by those who share it, half a cent upwards. `held` are the
    rates, for whoever asks many times at once.
    """
    if "amount" not in pack.facts or "worth" not in said:
        return {}
    currency, heads = _currency(pack, said), _heads(said)
    if said["worth"] is None:
        return {"amount": Known(None, UNKNOWN)}
    rates = (held or current.held()) if currency != pack.currency else None
    rate = rates.rate(currency, pack.currency, on) if rates else Rate(Decimal(1), on)
    if rate is None:
        return {"amount": Known(None, f"{NO_RATE} of {currency} for that day; say it in another currency if you can")}
    each = _each(said, rate)
    published = rates.source(currency, pack.currency, rate) if rates else ""
    source = SAID + (f", at {published}" if published else "") + (f", shared by {heads}" if heads > 1 else "")
    found = {"amount": Known(format(each, "f"), source)}
    if rates:
        found["rate"] = Known(format(rate.value.normalize(), "f"), published)
        found["rate_day"] = Known(rate.day.isoformat(), published)
    return {name: one for name, one in found.items() if name in pack.facts}


def each_in(currency: str, pack: Pack, said: Mapping[str, object], on: date) -> Decimal | None:
    """The same in another currency, converted in one step; None where the worth or a rate is not known."""
    if said.get("worth") is None:
        return None
    own = _currency(pack, said)
    rate = Rate(Decimal(1), on) if own == currency else current.rate(own, currency, on)
    return _each(said, rate) if rate else None


def _each(said: Mapping[str, object], rate: Rate) -> Decimal:
    prices = [Decimal(str(said[name])) for name in ("worth", "face_value") if said.get(name) is not None]
    return (max(prices) * rate.value / _heads(said)).quantize(CENT, ROUND_HALF_UP)


def _currency(pack: Pack, said: Mapping[str, object]) -> str:
    return str(said.get("worth_in") or pack.currency)


def _heads(said: Mapping[str, object]) -> int:
    return max(int(str(said.get("shared_by") or 1)), 1)
