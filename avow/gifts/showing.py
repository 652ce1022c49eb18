"""Lines of the register in words: what it was, from or to whom, what became of it, its marks. The same few queries
however many lines there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from avow.adoptions.current import NoPolicyInForce, pack_by_hash, policy_in_force
from avow.disclosures.showing import day
from avow.gifts.filtering import FINDINGS
from avow.gifts.models import Became, Gift
from avow.gifts.opening import opened

GRAVE = ("approval", "prohibited")
ERASED = "(erased)"
TOLD = {
    "is_cash_like": "cash or like cash",
    "is_official": "public official or state-owned",
    "is_estimated": "estimate",
    "is_favour": "favour",
    "is_for_family": "for family",
    "is_past": "from the past",
}


@dataclass(frozen=True)
class Line:
    """One line as it is read. `currency` is that of the policy; `own` says what was said where that is another sum."""

    gift: Gift
    what: str
    title: str
    contact: str
    currency: str
    own: str
    became: tuple[str, ...]
    marks: tuple[str, ...]
    finding: str

    @property
    def as_written(self) -> str:
        """The end of the address of everything under the name as it was written."""
        return urlencode({"name": self.gift.party_name})

    @property
    def is_grave(self) -> bool:
        return self.gift.gravest in GRAVE

    @property
    def amount(self) -> Decimal | None:
        """What counts of it: less what was paid."""
        if self.gift.amount is None:
            return None
        return max(self.gift.amount - self.gift.paid_back, Decimal(0))


def lines(gifts: Iterable[Gift]) -> list[Line]:
    """These lines, with person, disclosure and `version__attested` loaded, each opened from what was sealed."""
    gifts = list(gifts)
    bodies = opened(gift.version.attested for gift in gifts)
    became = became_of(gifts)
    return [_line(gift, bodies.get(gift.version.attested_id), became.get(gift.disclosure_id, [])) for gift in gifts]


def became_of(gifts: Iterable[Gift]) -> dict[int, list[Became]]:
    """What became of each, by its disclosure, in order of days, without what was taken back."""
    rows = Became.objects.filter(disclosure__in=[gift.disclosure_id for gift in gifts], taken_back__isnull=True)
    found: dict[int, list[Became]] = {}
    for row in rows.order_by("on", "pk"):
        found.setdefault(row.disclosure_id, []).append(row)
    return found


def currency(on: date) -> str:
    """That of the policy in force."""
    try:
        return policy_in_force(on).currency
    except NoPolicyInForce:
        return ""


def _line(gift: Gift, body: Mapping | None, became: list[Became]) -> Line:
    pack = pack_by_hash(gift.version.pack_hash)
    answers = body["answers"] if body else {"description": ERASED}
    said = f"{gift.currency}\u00a0{gift.worth:,.2f}" if gift.worth is not None else ""
    shared = str(gift.version.facts.get("shared_by") or "1")
    kind = pack.kinds.get(gift.kind)
    return Line(
        gift=gift,
        what=str(answers.get("description") or ""),
        title=kind.title if kind else gift.kind,
        contact=str(answers.get("contact") or ""),
        currency=pack.currency,
        own="" if gift.currency == pack.currency and gift.worth == gift.amount else _shared(said, shared),
        became=tuple(_told(pack, row) for row in became),
        marks=tuple(words for name, words in TOLD.items() if getattr(gift, name)),
        finding=FINDINGS.get(gift.gravest, "") if gift.gravest else "",
    )


def _shared(said: str, heads: str) -> str:
    return f"{said} for\u00a0{heads}" if said and heads != "1" else said


def _told(pack, row: Became) -> str:
    """ "I gave it back" as an officer reads it: what the policy calls it, and the day."""
    becoming = pack.becomings.get(row.becoming)
    words = becoming.title if becoming else row.becoming
    paid = f" ({row.currency} {row.paid:,.2f})" if row.paid is not None else ""
    return f"“{words}”{paid}, {day(row.on)}"
