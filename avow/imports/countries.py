"""Countries by their two letters or their names (countries.txt)."""

from functools import cache
from pathlib import Path

from avow.counterparties.folding import fold


@cache
def _known() -> dict[str, str]:
    """Folded name or code → code."""
    known = {}
    for line in Path(__file__).with_name("countries.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, names = line.partition(" ")
            known |= dict.fromkeys([fold(code), *(fold(name) for name in names.split("|"))], code)
    return known


def country_code(text: str) -> str | None:
    """The two letters, or None for what is no country known here."""
    return _known().get(fold(text.replace("&", " and ")))
