"""Numbers as people write them: comma or point, thousands, a per cent sign, a currency. Kept as digits with a point."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django import forms

from avow.policy import Fact

BLANKS = dict.fromkeys(map(ord, " \u00a0\u2007\u2009\u202f'’_"))
GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
GROUPS_OR_POINT = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
"""One separator before exactly three digits: 1,500 may be fifteen hundred or one and a half."""
SIGNS = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"),
    "US$": ("USD",),
    "€": ("EUR",),
    "£": ("GBP",),
    "¥": ("JPY", "CNY"),
    "KR": ("SEK", "NOK", "DKK", "ISK"),
    "FR": ("CHF",),
}
"""Which currencies a sign may stand for; it is taken for the pack's own if that is among them."""
CENT = Decimal("0.01")
LONGEST = 60


class NotANumber(ValueError):
    """What was typed is not a number."""


def simplified(text: str) -> str:
    """With ASCII digits, and without blanks and other signs that only group."""
    text = unicodedata.normalize("NFKC", text).translate(BLANKS)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def plain(text: str, *, thousands: bool) -> str:
    """ "1 234,50" → "1234.50". With `thousands`, one comma or point before three digits groups: "1,500" is 1500.

    Raises NotANumber.
    """
    text = simplified(text)
    sign = "-" if text[:1] in ("-", "−") else ""
    text = text.lstrip("+-−")
    if "," in text and "." in text:
        point = max(text.rfind(","), text.rfind("."))
        whole, fraction = text[:point], text[point + 1 :]
        if not GROUPED.fullmatch(whole) or text[point] in whole:
            raise NotANumber
        text = re.sub(r"[.,]", "", whole) + "." + fraction
    elif GROUPED.fullmatch(text) and (thousands or len(re.findall(r"[.,]", text)) > 1) and not text.startswith("0"):
        text = re.sub(r"[.,]", "", text)
    else:
        text = text.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d*)?|\.\d+", text):
        raise NotANumber
    whole, _, fraction = text.partition(".")
    whole = whole.lstrip("0") or "0"
    number = whole + (f".{fraction}" if fraction else "")
    return sign + number if Decimal(number) else number


class Number(forms.CharField):
    """A number that is not below zero. `places` after the point, up to `most`."""

    places = 2
    most = Decimal("999999.99")
    thousands = False
    example = "For example: 6 or 6.5."

    def __init__(self, fact: Fact, *, on: date) -> None:
        self.unit = fact.unit
        super().__init__(
            required=fact.required,
            label=fact.label,
            help_text=fact.help,
            max_length=LONGEST,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            error_messages={
                "required": "Give a number." if fact.required else "Give a number, or choose “I don’t know”.",
                "max_length": f"This is too long for a number. {self.example}",
            },
        )

    def clean(self, value) -> str | None:
        text = super().clean(value)
        return self.number(text) if text else None

    def number(self, text: str) -> str:
        """The digits of what was typed. Raises ValidationError."""
        try:
            number = plain(self.bare(text), thousands=self.thousands)
        except NotANumber:
            raise forms.ValidationError(f"“{text[:40]}” is not a number we can read. {self.example}")
        value = Decimal(number)
        if value < 0:
            raise forms.ValidationError("This cannot be less than zero.")
        if value > self.most:
            raise forms.ValidationError(self.too_large())
        if len(number.partition(".")[2].rstrip("0")) > self.places:
            raise forms.ValidationError(self.too_fine())
        return number

    def bare(self, text: str) -> str:
        """Without the unit, where it was typed too."""
        unit = re.escape(self.unit) if self.unit else ""
        return re.sub(rf"\s*{unit}\s*$", "", text, flags=re.IGNORECASE) if unit else text

    def too_large(self) -> str:
        return f"This is more than can be right. The most is {self.most:,}."

    def too_fine(self) -> str:
        return f"Give at most {self.places} digits after the point. {self.example}"

    @staticmethod
    def shown(value: str | None) -> str:
        return value or ""


class Whole(Number):
    """A whole number."""

    places = 0
    most = Decimal(999999)
    thousands = True
    example = "For example: 3."

    def __init__(self, fact: Fact, *, on: date) -> None:
        super().__init__(fact, on=on)
        self.initial = fact.unasked  # how many there are if nobody asks: mostly one, and easily changed

    def too_fine(self) -> str:
        return f"Give a whole number. {self.example}"


class Percent(Number):
    """0 to 100."""

    places = 6
    most = Decimal(100)
    example = "For example: 1.5."

    def bare(self, text: str) -> str:
        return re.sub(r"\s*(%|per ?cent)\s*$", "", text, flags=re.IGNORECASE)

    def too_large(self) -> str:
        return "A share is between 0 and 100 percent."


class Amount(Number):
    """Money in the pack's currency; what is typed in another one is not taken for it.

    One comma or point before exactly three digits is asked again: it can be read in two ways.
    """

    most = Decimal("999999999.99")
    thousands = True
    example = "For example: 45.00."

    def __init__(self, fact: Fact, *, on: date) -> None:
        super().__init__(fact, on=on)
        self.unit = unit_of(fact)
        in_unit = f" Give the amount in {self.unit}." if self.unit else ""
        self.help_text = f"{fact.help}{in_unit}".strip()

    def number(self, text: str) -> str:
        if found := GROUPS_OR_POINT.fullmatch(simplified(self.bare(text)).lstrip("+-−")):
            whole, rounded = "".join(found.groups()), Decimal(".".join(found.groups())).quantize(CENT, ROUND_HALF_UP)
            raise forms.ValidationError(
                f"“{text[:40]}” can be read in two ways. Write {whole}.00 or {rounded}, whichever you mean."
            )
        return super().number(text)

    def bare(self, text: str) -> str:
        found = re.fullmatch(r"\s*([^\d\s.,+−-]{0,4})\s*([+−-]?[\d\s.,'’_]*\d[.,]?-?)\s*([^\d\s.,]{0,4})\s*", text)
        if not found:
            return text
        for said in (found[1], found[3]):
            if said and not self.unit:
                raise forms.ValidationError(f"Give the number here, and choose the currency {said} below it.")
            if said and self.unit not in SIGNS.get(said.upper(), (said.upper(),)):
                raise forms.ValidationError(
                    f"Give the amount in {self.unit}. If you only know it in {said}, choose “I don’t know” and write"
                    " the amount in your own words later."
                )
        return found[2].rstrip("-").rstrip(".,") if found[2].endswith("-") else found[2]

    def too_fine(self) -> str:
        return f"Give cents with two digits. {self.example}"


def unit_of(fact: Fact) -> str:
    """The unit of a number; of money without one of its own, the pack's currency."""
    return fact.kind_of_value.unit or fact.unit if fact.type == "money" else fact.unit
