"""The form as PDF/A-3a and PDF/UA-1. The same form always gives the same bytes.

What a person wrote goes in as data, never as source. A sign that the fonts inside typst do not have is looked for in
the fonts of this machine, and where they have none either it is replaced: a missing sign costs nobody the receipt.
"""

import json
import re
import unicodedata
from pathlib import Path
from typing import Protocol

import typst

BASE = Path(__file__).with_name("base.typ")
SOURCE = Path(__file__).with_name("paper.typ")
STANDARDS = ["a-3a", "ua-1"]
MISSING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
REPLACEMENT = "\ufffd"
ATTEMPTS = 6
NOTE = "Some signs of this report cannot be shown on paper and stand here as \ufffd. The page on screen shows them."


class NoPaper(RuntimeError):
    """The PDF could not be made; the page is there to be printed."""


class OnPaper(Protocol):
    """What can be set: plain data, with the title, number, version, person, entry and day that base.typ wants."""

    def as_json(self) -> dict: ...


def pdf(receipt: OnPaper, source: Path = SOURCE, *, note_in: str = "outcome") -> bytes:
    """The PDF, set by base.typ and then `source`; a note on signs that cannot be shown goes into `note_in`. Raises
    NoPaper."""
    data = _strings(receipt.as_json(), _settled)
    for alone in (True, False):
        try:
            return _compile(data, alone, source)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                raise NoPaper(str(error)) from error
    for _ in range(ATTEMPTS):
        data = _strings(
            data, lambda text, gone=missing: "".join(REPLACEMENT if sign in gone else sign for sign in text)
        )
        data[note_in] = data[note_in].removesuffix("\n" + NOTE) + "\n" + NOTE
        try:
            return _compile(data, True, source)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                raise NoPaper(str(error)) from error
    plain = _strings(data, lambda text: "".join(sign if sign.isascii() else REPLACEMENT for sign in text))
    return _compile(plain, True, source)


def _compile(data: dict, alone: bool, source: Path) -> bytes:
    """One attempt; `alone` with only the fonts inside typst, which are the same on every machine."""
    made = typst.compile(
        BASE.read_bytes() + source.read_bytes(),
        sys_inputs={"receipt": json.dumps(data, ensure_ascii=False)},
        pdf_standards=STANDARDS,
        timestamp=0,
        ignore_system_fonts=alone,
    )
    if not isinstance(made, bytes):
        raise NoPaper("typst gave several files")
    return made


def _missing(error: typst.TypstError) -> set[str]:
    """The signs that no font had, from what typst says."""
    said = f"{error} {getattr(error, 'diagnostic', '')}"
    found: set[str] = set()
    for text in MISSING.findall(said):
        text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda match: chr(int(match[1], 16)), text)
        found |= {sign for sign in re.sub(r"\\(.)", r"\1", text) if not sign.isascii()}
    return found


def _settled(text: str) -> str:
    """Composed letters where there are any, and nothing invisible that a font may lack."""
    text = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn"))


def _strings(value, change):
    """The same data with every text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _strings(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_strings(item, change) for item in value]
    return value
