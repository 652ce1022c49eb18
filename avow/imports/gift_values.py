"""Cells of a file of gifts: amounts as registers write them, nil returns, which way a gift went, what became of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from avow.gifts.became import possible
from avow.gifts.models.gift import KINDS
from avow.imports.cells import Refused, one_of, shown
from avow.policy import Pack

LARGEST = Decimal(10) ** 9
CENT = Decimal("0.01")
NIL = frozenset(
    {"nil", "nil return", "nil returns", "none", "none declared", "nothing to declare", "no gifts", "no hospitality",
     "no gifts received", "no hospitality received", "nothing received", "nothing to report"}
)  # fmt: skip
EMPTY = frozenset({"", "n/a", "na", "-", "--", "0", "0.00", "no"})
UNKNOWN = re.compile(
    r"|[-?]+|n\.?/?a\.?|tb[acd]|nominal|not (known|stated|available|applicable|disclosed|given|provided)"
    r"|((approx\w*|value|amount|cost|price|worth|estimate) )?un\w*n( (value|amount|cost|price|worth))?"
    r"|(value |amount )?(is )?(above|over|below|under|within|more than|less than) (the )?(limit|threshold)"
)
"""What says that nobody knows; "unkown" and "unknwon" are there too."""
LEAST = re.compile(r"(>|over|above|more than|at least|minimum|min\.?)\s*(?=\S)")
ABOUT = re.compile(r"(~|≈|±|<|c\.?|ca\.?|circa|approx\.?|approximately|about|around|est\.?|estimated( at)?|up to|under"
                   r"|below|less than|max\.?|at most)\s*(?=[^a-z]|[a-z]{3}\s*\d)")  # fmt: skip
RANGE = re.compile(r"(?P<low>.*\d)\s*(?:-|–|—|to)\s*(?P<high>\D{0,4}\d.*)")
NEGATIVE = re.compile(r"[a-z£€$¥ ]{0,4}[-−–][a-z£€$¥ ]{0,4}\d|\([a-z£€$¥ ]{0,4}\d[\d.,]*\)$")
PLAIN = re.compile(
    r"(?P<before>[a-z]{3}|us\$|[£€$¥\ufffd])?\s*(?P<number>\d[\d.,'\u2019\u00a0 ]*)\s*(?P<after>[a-z]{3}|[£€$¥\ufffd])?"
    r"(?P<each>\s*(each|pp|p\.p\.|per head|per person))?(?P<guess>\s*\((est\.?|estimate|estimated|approx\.?)\))?"
)
SIGNS = {
    "£": ("GBP", "GIP", "FKP", "SHP", "EGP", "LBP", "SYP"),
    "€": ("EUR",),
    "$": ("USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BBD", "JMD", "TTD"),
    "us$": ("USD",),
    "¥": ("JPY", "CNY"),
}
LOST = "\ufffd"
"""Stands where a sign could not be read when the file was made."""
WHATS = {
    "gift": "gift", "gifts": "gift", "favour": "gift", "favor": "gift", "present": "gift",
    "hospitality": "hospitality", "entertainment": "hospitality", "invitation": "hospitality", "meal": "hospitality",
    "event": "hospitality",
}  # fmt: skip
WAYS = {
    "received": "received", "accepted": "received", "receipt": "received", "incoming": "received", "in": "received",
    "inbound": "received", "got": "received", "from": "received",
    "given": "given", "offered": "given", "made": "given", "outgoing": "given", "out": "given", "outbound": "given",
    "provided": "given", "giving": "given", "to": "given",
}  # fmt: skip
OUTCOMES = {
    "": "", "accepted": "", "kept": "", "retained": "", "used": "", "consumed": "", "attended": "", "no": "",
    "turned down": "turned_down", "declined": "turned_down", "refused": "turned_down", "not accepted": "turned_down",
    "did not attend": "turned_down",
    "returned": "given_back", "given back": "given_back", "sent back": "given_back", "returned to donor": "given_back",
    "returned to sender": "given_back",
    "donated": "passed_on", "donated to charity": "passed_on", "passed on": "passed_on", "handed in": "passed_on",
    "charity": "passed_on", "surrendered": "passed_on", "raffled": "passed_on", "held by department": "passed_on",
    "not given": "not_given",
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """What a cell says something is worth. `value` is None where nobody knows; `is_estimate` for "about", "up to" and
    the like (of a range the upper end); `lost_sign` where a sign in it could not be read."""

    value: Decimal | None
    currency: str
    is_estimate: bool = False
    lost_sign: bool = False


def amount(text: str, currency: str, own: str) -> Amount:
    """An amount with or without a currency. `currency` is what the row says otherwise ("" for nothing), `own` that of
    the policy, which holds where neither says. Raises Refused."""
    word = " ".join(text.casefold().split())
    if UNKNOWN.fullmatch(word):
        return Amount(None, currency or own)
    if LEAST.match(word) and any(mark.isdigit() for mark in word):
        return Amount(None, currency or own)
    if NEGATIVE.match(word):
        raise Refused(
            "The amount is negative.",
            "A gift is worth something or nothing. What was paid for it has its own column: --map paid_back=COLUMN.",
        )
    rest, is_estimate = ABOUT.sub("", word, count=1) if ABOUT.match(word) else word, ABOUT.match(word) is not None
    between = RANGE.fullmatch(rest)
    lower = PLAIN.fullmatch(between["low"].strip()) if between else None
    if between:
        rest, is_estimate = between["high"], True
    found = PLAIN.fullmatch(rest.strip())
    if found is None or (found["before"] and found["after"]) or (between and lower is None):
        raise Refused("This is not an amount.", "Write it as 45.00, or “unknown” where nobody knows.")
    sign = found["before"] or found["after"] or (_sign_in(between["low"]) if between else "")
    value = number(found["number"].strip())
    if lower and number(lower["number"].strip()) > value:
        raise Refused("The range ends below its beginning.", "Write it as 20-30, or one amount.")
    if sign == LOST and not currency:
        raise Refused(
            "The sign of its currency cannot be read.", "Say which one it is, with --map currency:=GBP or the like."
        )
    return Amount(value, _currency(sign, currency, own), is_estimate or bool(found["guess"]), sign == LOST)


def number(text: str) -> Decimal:
    """Digits with a point or a comma before the hundredths, and something between the thousands. Raises Refused."""
    text = re.sub(r"[ '\u2019\u00a0](?=\d{3})", "", text)
    grouped = re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", text)
    as_continental = re.fullmatch(r"\d{1,3}(\.\d{3})+,\d{1,2}|\d{1,3}(\.\d{3}){2,}|\d+,\d{1,2}", text)
    if grouped:
        text = text.replace(",", "")
    elif as_continental:
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        raise Refused("The point may stand before thousands or before hundredths.", "Write it as 1250.00.")
    if not re.fullmatch(r"\d+(\.\d*)?", text):
        raise Refused("This is not an amount.", "Write it as 45.00, or “unknown” where nobody knows.")
    value = Decimal(text.rstrip("."))
    if value >= LARGEST:
        raise Refused("The amount is a thousand million or more.", "Look for a missing point.")
    exact = value.quantize(CENT)
    if abs(value - exact) > Decimal("0.000001"):
        raise Refused("The amount has more than two places after the point.", "Write it as 45.00.")
    if exact >= LARGEST:
        raise Refused("The amount is a thousand million or more.", "Look for a missing point.")
    return exact


def currency(text: str) -> str:
    """Three letters of a currency, or a sign that is of one currency only; nothing stays nothing. Raises Refused."""
    word = text.strip()
    if not word:
        return ""
    if re.fullmatch(r"[A-Za-z]{3}", word):
        return word.upper()
    known = SIGNS.get(word.casefold(), ())
    if word in ("£", "€") or len(known) == 1:
        return known[0]
    raise Refused("This is no currency known here.", "Write its three letters, such as USD.")


def _sign_in(text: str) -> str:
    return next((sign for sign in (*SIGNS, LOST) if sign in text), "")


def _currency(sign: str, said: str, own: str) -> str:
    if not sign or sign == LOST:
        return said or own
    if len(sign) == 3 and sign.isalpha():
        if said and said != sign.upper():
            raise Refused(f"It is in {sign.upper()}, and elsewhere in the row in {said}.", "Make the two agree.")
        return sign.upper()
    may_be = SIGNS[sign]
    if said:
        if said not in may_be:
            raise Refused(f"{sign} is not the sign of {said}.", "Make the two agree, or leave the sign out.")
        return said
    if sign in ("£", "€", "us$") or own not in may_be:
        if sign in ("$", "¥"):
            raise Refused(f"{sign} is the sign of several currencies.", "Say which: --map currency:=AUD or the like.")
        return may_be[0]
    return own


def is_nil(cells: Mapping[str, str]) -> bool:
    """Whether a row says that there was nothing to enter: it says so in words, and nothing else."""
    said = [" ".join(text.casefold().strip(" .!*").split()) for text in cells.values()]
    return any(word in NIL for word in said) and all(word in NIL or word in EMPTY for word in said)


def kind(text: str, direction: str, pack: Pack) -> str:
    """The kind of the policy, by its own name or from what and which way. Raises Refused."""
    known = {one.id.replace("_", " "): one.id for one in pack.kinds.values() if one.register_only}
    known |= {one.title.casefold(): one.id for one in pack.kinds.values() if one.register_only}
    word = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    if word in known:
        return known[word]
    words = re.findall(r"\w+", f"{text} {direction}".casefold())
    what = next((WHATS[one] for one in words if one in WHATS), "")
    ways = {WAYS[one] for one in words if one in WAYS}
    if not what:
        raise Refused(
            "This is no kind known here.", f"Write gift or hospitality, or one of: {', '.join(known.values())}."
        )
    if len(ways) != 1:
        raise Refused(
            f"{shown(text)!r} does not say which way it went.",
            "Write received or given, or add --map direction:=received for all rows.",
        )
    found = next((one for one, pair in KINDS.items() if pair == (what, *ways) and one in pack.kinds), None)
    if found is None:
        raise Refused("The policy has no such kind.", f"Write one of: {', '.join(known.values())}.")
    return found


def outcome(text: str, of: str, pack: Pack) -> str:
    """What became of it, as the policy calls it; "" where it was kept. Raises Refused."""
    there = {one.id: one for one in possible(pack, of)}
    known = OUTCOMES | {name.replace("_", " "): name for name in there}
    known |= {re.sub(r"[\W_]+", " ", one.title.casefold()).strip(): name for name, one in there.items()}
    found = one_of(text, known, "outcome") if text else ""
    if found and found not in there:
        choices = ", ".join(name for name, one in there.items() if not one.pays) or "nothing"
        raise Refused("The policy knows no such outcome of this kind.", f"It knows: {choices}.")
    if found and there[found].pays:
        raise Refused("What was paid is an amount.", "Put it into a column of its own: --map paid_back=COLUMN.")
    return found
