"""What the lines that were asked for come to: how many there are, and what counts of them, received and given."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum, Value
from django.db.models.functions import Greatest

from avow.gifts.models import Gift
from avow.gifts.models.gift import KINDS

MOST_COUNTED = 10_000
CENT = Decimal("0.01")
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Sums:
    """`count` lines; `received` and `given` are what counts of them less what was paid, in the currency of the policy,
    None where no line goes that way; `unknown` count, and no amount of theirs is known; `aside` do not count.

    With `is_more` there are more than `count`, and nothing is added up.
    """

    count: int
    is_more: bool
    received: Decimal | None = None
    given: Decimal | None = None
    unknown: int = 0
    aside: int = 0


def of(lines: QuerySet[Gift], *, however_many: bool = False) -> Sums:
    """Counted and added up in one query, up to MOST_COUNTED lines: beyond that it would take as long as there are
    lines. `however_many` does so all the same."""
    some = lines.order_by().values("kind", "counts", "amount", "paid_back")
    if not however_many:
        some = some[: MOST_COUNTED + 1]
    of_it = Greatest(F("amount") - F("paid_back"), Value(NOTHING), output_field=Gift._meta.get_field("amount"))
    ways = {
        way: Q(kind__in=[kind for kind, sides in KINDS.items() if sides[1] == way]) for way in ("received", "given")
    }
    found = some.aggregate(
        count=Count("kind"),
        unknown=Count("kind", filter=Q(counts=True, amount=None)),
        aside=Count("kind", filter=Q(counts=False)),
        **{f"how_many_{way}": Count("kind", filter=those) for way, those in ways.items()},
        **{way: Sum(of_it, filter=those & Q(counts=True)) for way, those in ways.items()},
    )
    if found["count"] > MOST_COUNTED and not however_many:
        return Sums(MOST_COUNTED, True)
    sums = {way: (found[way] or NOTHING).quantize(CENT) if found[f"how_many_{way}"] else None for way in ways}
    return Sums(found["count"], False, unknown=found["unknown"], aside=found["aside"], **sums)
