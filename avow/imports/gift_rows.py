"""Rows of a file of gifts: each a gift, a nil return, or refused with its reasons."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from avow.gifts.totals import totals_of
from avow.imports import cells, gift_values
from avow.imports.cells import Refused
from avow.imports.columns import Columns, Fields
from avow.imports.gathering import PLACEHOLDERS, Cells, Gathered, full_rows, stated
from avow.imports.gift_values import Amount
from avow.imports.reading.table import Table, Unusable
from avow.policy import Pack
from avow.rates.current import Held

FIRST_DAY = date(2000, 1, 1)
NOBODY = PLACEHOLDERS - {"x", "xx"}
"""What stands for no party; X is a company."""
FIELDS = Fields(
    of="gift",
    names=("person", "day", "kind", "direction", "party", "party_number", "amount", "currency", "estimated",
           "shared_by", "paid_back", "description", "declined", "outcome", "decided_by", "decided_on", "remarks"),
    needed=(("person",), ("day",), ("party", "party_number"), ("kind", "direction")),
    guesses={
        "person": ("person", "person number", "employee number", "employee id", "personnel number", "staff number",
                   "employee", "employee name", "name of employee", "person name", "staff member", "recipient",
                   "received by", "declared by", "name", "filer", "minister", "member", "official"),
        "day": ("day", "date", "received on", "date received", "date of receipt", "date of gift", "gift date",
                "date of hospitality", "date of event", "event date", "date offered", "date given"),
        "kind": ("kind", "type", "category", "gift or hospitality", "type of entry"),
        "direction": ("direction", "way", "received or given", "given or received"),
        "party": ("party", "other side", "counterparty", "giver", "donor", "provider", "given by", "received from",
                  "offered by", "source name", "sourcename", "name of giver", "name of donor", "organisation",
                  "organization", "company", "company name", "host", "third party", "from", "source"),
        "party_number": ("party number", "counterparty number", "vendor number", "vendor id", "supplier number",
                         "supplier id", "lei", "company number"),
        "amount": ("amount", "worth", "value", "estimated value", "approximate value", "value of gift", "gift value",
                   "price", "cost"),
        "currency": ("currency", "currency code", "ccy"),
        "estimated": ("estimated", "is estimate", "estimate"),
        "shared_by": ("shared by", "number of people", "people", "heads", "number of guests"),
        "paid_back": ("paid back", "reimbursed amount", "reimbursedamount", "amount reimbursed", "reimbursed",
                      "reimbursement", "repaid"),
        "description": ("description", "what", "gift", "item", "details", "description of gift", "nature of gift",
                        "gift description", "hospitality type", "nature", "what it was"),
        "declined": ("declined", "turned down", "refused", "not accepted"),
        "outcome": ("outcome", "what became of it", "disposition", "action taken", "accepted or declined"),
        "decided_by": ("decided by", "approved by", "approver", "authorised by", "reviewed by"),
        "decided_on": ("decided on", "date approved", "approved on", "approval date", "date of decision"),
        "remarks": ("remarks", "remark", "comment", "comments", "notes", "note"),
    },
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """How cells are to be read: the latest usable day, the order of days with slashes (dmy, mdy or empty), the policy
    by which gifts are judged, whether gifts of unknown worth are taken, what goes before each person's number, and the
    reference rates."""

    latest: date
    pack: Pack
    days: str = ""
    unknown_amounts: bool = False
    prefix: str = ""
    rates: Held | None = None


@dataclass(frozen=True)
class Said:
    """One row that can be taken, before anyone is looked up."""

    line: int
    person: str
    kind: str
    on: date
    party: str
    party_number: str
    worth: Decimal | None
    currency: str
    estimated: bool = False
    shared_by: int | None = None
    paid_back: Decimal | None = None
    description: str = ""
    declined: bool = False
    outcome: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    remarks: str = ""


@dataclass
class Gifts(Gathered):
    """Rows that can be taken; the lines of nil returns, of estimates, of unknown amounts by what the cell says, and of
    those whose currency has no rate of the day."""

    taken: list[Said] = field(default_factory=list)
    nil_returns: list[int] = field(default_factory=list)
    estimates: list[int] = field(default_factory=list)
    lost_signs: list[int] = field(default_factory=list)
    unknown: dict[str, list[int]] = field(default_factory=dict)
    without_rate: dict[str, list[int]] = field(default_factory=dict)


def gather(table: Table, columns: Columns, reading: Reading, advance: Callable[[], Any]) -> Gifts:
    """Every row of the file, each on its own. Raises Unusable where nothing says which way gifts went."""
    gifts = Gifts()
    if columns.has("paid_back") and not any(one.pays for one in reading.pack.becomings.values()):
        raise Unusable("The policy knows nothing of gifts that are paid for. Leave the column out: --map paid_back=")
    for row in full_rows(table, gifts):
        advance()
        _take(Cells(row, columns, gifts), gifts, reading)
    _tell(gifts)
    return gifts


def _take(row: Cells, gifts: Gifts, reading: Reading) -> None:
    said = {name: row.text(name) for name in ("person", "day", "party", "party_number", "amount", "description")}
    if gift_values.is_nil({name: said[name] for name in ("party", "amount", "description") if row.columns.has(name)}):
        gifts.nil_returns.append(row.row.line)
        return
    if _is_remark(row, said) or _is_shifted(row, said, reading):
        return
    person = row.number("person", reading.prefix) or _missing(row, "person", "Say whose it was, by number or name.")
    on = _day(row, "day", reading, FIRST_DAY)
    kind = row.value("kind" if row.columns.has("kind") else "direction", lambda text: _kind(row, text, reading))
    party = row.value("party", lambda text: cells.line_of_text(_named(text), 300, "name")) or ""
    party_number = row.value("party_number", lambda text: cells.number(stated(text), 100)) or ""
    if not party and not party_number:
        _missing(row, "party" if row.columns.has("party") else "party_number", "Say who gave or got it.")
    worth = _worth(row, said["amount"], kind, gifts, reading)
    further = _further(row, kind, worth, reading)
    _has_rate(row, worth, kind, on, gifts, reading)
    if row.refused or worth is None or on is None or kind is None:
        return
    line = row.row.line
    if worth.value is None:
        gifts.unknown.setdefault(said["amount"].casefold(), []).append(line)
    if worth.lost_sign:
        gifts.lost_signs.append(line)
    further["estimated"] |= worth.is_estimate
    if further["estimated"]:
        gifts.estimates.append(line)
    gifts.taken.append(Said(line, person, kind, on, party, party_number, worth.value, worth.currency, **further))


def _further(row: Cells, kind: str | None, worth: Amount | None, reading: Reading) -> dict[str, Any]:
    """What a row may say besides."""
    return {
        "shared_by": row.value("shared_by", _heads),
        "paid_back": _paid_back(row, worth, reading),
        "description": row.value("description", lambda text: cells.line_of_text(text, 1000, "description")) or "",
        "declined": bool(row.value("declined", lambda text: cells.yes_or_no(text, "declined"))),
        "outcome": row.value("outcome", lambda text: gift_values.outcome(stated(text), kind, reading.pack))
        if kind
        else "",
        "decided_by": row.value("decided_by", lambda text: cells.line_of_text(text, 200, "name")) or "",
        "decided_on": _day(row, "decided_on", reading, FIRST_DAY) if stated(row.text("decided_on")) else None,
        "remarks": row.value("remarks", lambda text: cells.line_of_text(text, 2000, "remarks")) or "",
        "estimated": bool(row.value("estimated", lambda text: cells.yes_or_no(text, "estimated"))),
    }


def _is_remark(row: Cells, said: dict[str, str]) -> bool:
    """A row with words in one place and nothing elsewhere stands under a table, and is no gift."""
    filled = [name for name, text in said.items() if stated(text) and name not in row.columns.fixed]
    if filled != ["person"] and not (len(filled) == 1 and len(said[filled[0]]) > 100):
        return False
    row.refuse(
        filled[0], said[filled[0]], "The row has nothing but these words: a remark under the table, not a gift.",
        "Delete it; if it is a gift, fill the row in.",
    )  # fmt: skip
    return True


def _is_shifted(row: Cells, said: dict[str, str], reading: Reading) -> bool:
    """The cells of a row have moved where the day stands in the neighbour of its column, or a nil return does."""
    if _is_day(said["day"], reading) or "day" in row.columns.fixed:
        return False
    place = row.columns.places["day"]
    for beside in (place + 1, place - 1):
        text = cells.clean(row.row.cells[beside])[0] if 0 <= beside < len(row.row.cells) else ""
        if _is_day(text, reading):
            heading = row.columns.headings[beside] or f"column {beside + 1}"
            row.refuse(
                "day", said["day"], f"The cells of this row have moved: its day {cells.shown(text)} stands under"
                f" {cells.shown(heading)!r}.", "Move them back under their columns.",
            )  # fmt: skip
            return True
    return False


def _is_day(text: str, reading: Reading) -> bool:
    try:
        cells.day(text, order=reading.days or "dmy", latest=date.max, what="day", first_day=date.min)
    except Refused as refused:
        return "calendar" in refused.why
    return True


def _named(text: str) -> str:
    return "" if text.casefold() in NOBODY else text


def _missing(row: Cells, name: str, remedy: str) -> str:
    if not any(told.line == row.row.line for told in row.gathered.refused[-1:]):
        text = row.text(name)
        row.refuse(
            name, text, f"{cells.shown(text)!r} stands for nothing." if text else f"The {name} is empty.", remedy
        )
    return ""


def _day(row: Cells, name: str, reading: Reading, first: date) -> date | None:
    what = name.replace("_", " ")

    def read(text: str) -> date:
        if not stated(text):
            raise Refused(f"The {what} is missing.", "Fill it in, such as 2026-11-22.")
        return cells.day(text, order=reading.days, latest=reading.latest, what=what, first_day=first)

    found: date | None = row.value(name, read)
    return found


def _kind(row: Cells, text: str, reading: Reading) -> str:
    direction = row.text("direction") if row.columns.has("kind") else ""
    return gift_values.kind(text, direction, reading.pack)


def _heads(text: str) -> int | None:
    if not stated(text):
        return None
    if not re.fullmatch(r"0*[0-9]{1,6}", text) or not 1 <= int(text[-6:]) <= 100_000:
        raise Refused("This is not a number of people.", "Write 1 or more, or leave it empty.")
    return int(text)


def _worth(row: Cells, text: str, kind: str | None, gifts: Gifts, reading: Reading) -> Amount | None:
    """What it was worth; unknown where the policy adds up no amounts of this kind, or where that was asked for."""
    currency = row.value("currency", lambda said: gift_values.currency(stated(said)))
    if currency is None:
        return None
    found: Amount | None = row.value(
        "amount", lambda said: gift_values.amount(said, currency, reading.pack.currency)
    ) if row.columns.has("amount") else Amount(None, currency or reading.pack.currency)  # fmt: skip
    if found and found.value is None and kind and adds_up_amounts(reading.pack, kind) and not reading.unknown_amounts:
        row.refuse(
            "amount", text, "What it was worth is not known." if text else "The amount is missing.",
            "Fill it in, an estimate such as ~40 will do; or add --unknown-amounts: then each twelve months with such"
            " a gift stay an open question.",
        )  # fmt: skip
    return found


def _has_rate(
    row: Cells, worth: Amount | None, kind: str | None, on: date | None, gifts: Gifts, reading: Reading
) -> None:
    """Refuse a currency that never had a rate, as its amount would leave every sum open; remark on one that had none
    on the day or in the week before."""
    if worth is None or worth.value is None or on is None or kind is None or reading.rates is None or row.refused:
        return
    own, rates = reading.pack.currency, reading.rates
    if worth.currency == own or rates.rate(worth.currency, own, on) is not None:
        return
    never = worth.currency not in rates.rates.currencies
    if never and adds_up_amounts(reading.pack, kind) and not reading.unknown_amounts:
        row.refuse(
            "currency" if row.columns.has("currency") else "amount", worth.currency,
            f"There is no reference rate of {worth.currency}, so that its worth in {own} is not known.",
            f"Check its three letters, write the amount in {own}, or bring rates of it: avow rates import; or add"
            " --unknown-amounts.",
        )  # fmt: skip
        return
    gifts.without_rate.setdefault(worth.currency, []).append(row.row.line)


def adds_up_amounts(pack: Pack, kind: str) -> bool:
    """Whether the policy compares a sum of amounts for this kind with a limit, so that one without leaves it open."""
    return any("amount" in total.sum.named("fact") for _, _, total in totals_of(pack, kind))


def _paid_back(row: Cells, worth: Amount | None, reading: Reading) -> Decimal | None:
    """What was paid for it, in the same currency; nothing is None."""

    def read(text: str) -> Decimal | None:
        if not stated(text):
            return None
        paid = gift_values.amount(text, worth.currency if worth else "", reading.pack.currency)
        if worth and paid.currency != worth.currency:
            raise Refused("It was paid in another currency than the gift is in.", "Convert one of the two.")
        return paid.value or None

    found: Decimal | None = row.value("paid_back", read)
    return found


def _tell(gifts: Gifts) -> None:
    """The findings about many rows at once."""
    if gifts.estimates:
        says = f"{_amounts(gifts.estimates)} estimated, and taken as such; of a range or “up to” the upper end."
        gifts.find("estimate", gifts.estimates, says)
    if gifts.lost_signs:
        says = f"{_amounts(gifts.lost_signs)} written with a sign that cannot be read; the currency is as it was said."
        gifts.find("lost_sign", gifts.lost_signs, says)
    for code, lines in gifts.without_rate.items():
        says = f"There was no reference rate of {code} on these days; the sums they are in stay open questions."
        gifts.find("no_rate", lines, says)
    for text, lines in gifts.unknown.items():
        words = f"The amount {cells.shown(text)!r}" if text else "An empty amount"
        gifts.find("unknown_amount", lines, f"{words} is taken as not known.")


def _amounts(lines: list[int]) -> str:
    return "1 amount is" if len(lines) == 1 else f"{len(lines):,} amounts are"
