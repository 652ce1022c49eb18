"""Words: one line, or a story. Whatever they contain is text: tags, formulas and all."""

import unicodedata
from datetime import date

from django import forms

from avow.policy import Fact

LINE = 300
STORY = 10_000
OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows: they can make a name read as another."""

HAD_SIGNS = (
    "There were signs in this that cannot be kept, such as control characters. They are taken out now: look whether it"
    " still says what you mean, and continue."
)


def without_signs(text: str, *, lines: bool) -> str:
    """The text without control characters; line ends are one sign, and a blank where only one line is kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not lines:
        text = " ".join(text.replace("\t", " ").split("\n"))
    return "".join(sign for sign in text if sign in "\n\t" or not _is_control(sign))


def has_signs(text: str) -> bool:
    """Whether something would be taken out other than line ends and tabs."""
    return any(_is_control(sign) and sign not in "\r\n\t" for sign in text)


def _is_control(sign: str) -> bool:
    return sign in OVERRIDES or unicodedata.category(sign) in ("Cc", "Cs")


class Words(forms.CharField):
    """Text up to `most` characters."""

    most = LINE
    lines = False

    def __init__(self, fact: Fact, *, on: date) -> None:
        super().__init__(
            required=fact.required,
            label=fact.label,
            help_text=f"{fact.help} It is kept sealed.".strip() if fact.sensitive else fact.help,
            widget=self.asked_with(),
            error_messages={"required": "Write a few words here."},
        )
        self.validators = []

    def asked_with(self) -> forms.Widget:
        return forms.TextInput(attrs={"autocomplete": "off"})

    def clean(self, value) -> str | None:
        given = str(value or "")
        text = without_signs(given, lines=self.lines).strip()
        if has_signs(given):
            raise forms.ValidationError(HAD_SIGNS)
        if len(text) > self.most:
            over = len(text) - self.most
            raise forms.ValidationError(
                f"This is {len(text):,} characters long and there is room for {self.most:,}."
                f" Take out at least {over:,}."
            )
        if not text and self.required:
            raise forms.ValidationError(self.error_messages["required"])
        return text or None

    @staticmethod
    def shown(value: str | None) -> str:
        return value or ""


class Line(Words):
    """One line."""


class Story(Words):
    """Several lines, in one's own words."""

    most = STORY
    lines = True

    def asked_with(self) -> forms.Widget:
        return forms.Textarea(attrs={"rows": 8, "autocomplete": "off"})
