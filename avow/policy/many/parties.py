"""People, parties and other keys as whole numbers, by which totals pool rows: quicker to sort, and the same anywhere.

A party is the corporate group, else the typed name as it is normalised, else nothing; or, as written, the typed name
without the blanks around it. Names are made equal here, each distinct one once, and joined back.
"""

from __future__ import annotations

from collections.abc import Iterable

from avow.policy.totals import normalised

_ASCII = {code: (chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)}


def names_by_number(names: Iterable[str], same_party: str, first: int) -> list[tuple[str, int]]:
    """Each typed name with its party's number, from `first` on. Names that are none are left out."""
    numbers: dict[str, int] = {}
    found = []
    for name in names:
        plain = name.strip() if same_party == "as_written" else plainly(name)
        if plain:
            found.append((name, numbers.setdefault(plain, first + len(numbers))))
    return found


def plainly(name: str) -> str:
    """As `normalised`, quicker for the many names that have neither accents nor marks within words."""
    if name.isascii() and "'" not in name and "." not in name:
        return " ".join(name.translate(_ASCII).split())
    return normalised(name)
