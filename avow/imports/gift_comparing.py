"""Rows that look like gifts which came otherwise: from another file, or entered here.

Two look the same where person, kind, day, party (its entry in the register, else its name without capitals and marks),
worth and currency are the same. As many rows are recognised as there are such gifts: two equal lunches are two.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from avow.gifts.acts.bringing_in import PastRow, Source
from avow.gifts.models import Gift
from avow.gifts.register import NAMES
from avow.gifts.registers import chunks
from avow.imports.cells import shown
from avow.imports.columns import Columns
from avow.imports.gift_rows import Gifts
from avow.imports.reading.table import Unusable
from avow.policy import normalised

MOST_ALIKE = 0.5
"""A file most of whose rows look like gifts that are there already is most likely there already, corrected or not."""
FIELDS = ("person", "kind", "on", "party_key", "worth", "currency")
Looks = tuple[object, ...]


def refuse_the_same_file(gifts: Gifts, rows: list[PastRow], *, yes: bool, source: Source) -> None:
    """Name the rows that look like gifts which are there; where they are most of the file, raise Unusable without
    `yes`."""
    there: Counter[Looks] = Counter()
    for some in chunks(row.person.pk for row in rows):
        known = Gift.objects.filter(person__in=some).exclude(disclosure__past_gift__sha256=source.sha256).order_by()
        there.update(known.values_list(*FIELDS).iterator(chunk_size=5000))
    alike = []
    for row in rows if there else ():
        key = _looks(row)
        if there[key]:
            there[key] -= 1
            alike.append(row.line)
    if not alike:
        return
    many = "gift looks" if len(alike) == 1 else "gifts look"
    says = f"{len(alike):,} {many} like ones that are there already (same person, day, party and worth)"
    if len(alike) > MOST_ALIKE * len(rows) and not yes:
        raise Unusable(
            f"{says}: {len(alike):,} of the {len(rows):,} that would be new. This is most likely a file that was"
            " imported before and changed since; every gift would count twice. Add --new-only to bring in only those"
            " that are not there, or --yes if all are other gifts. Nothing was imported."
        )
    gifts.find("looks_alike", sorted(alike), f"{says}. They are taken, and count.")


@dataclass(frozen=True)
class Difference:
    """In what a row may differ from a gift that is there, all else being the same: the place in what it looks like, the
    field of the file, and what to call it."""

    places: tuple[int, ...]
    field: str
    called: str


DIFFERENCES = (
    Difference((4, 5), "amount", "worth"),
    Difference((2,), "day", "day"),
    Difference((3,), "party", "party"),
)


def only_new(gifts: Gifts, rows: list[PastRow], columns: Columns) -> tuple[list[PastRow], int]:
    """The rows that are not there, and how many were recognised. A row that differs in one thing from a gift which no
    row of the file stands for is refused, as it is most likely that gift, corrected: nothing here is changed by it."""
    there: dict[Looks, list[str]] = defaultdict(list)
    for some in chunks(row.person.pk for row in rows):
        known = Gift.objects.filter(person__in=some).order_by("pk")
        for *looks, name in known.values_list(*FIELDS, "disclosure__public_id").iterator(chunk_size=5000):
            there[tuple(looks)].append(name)
    rest = []
    for row in rows:
        same = there.get(_looks(row))
        if same:
            same.pop()
        else:
            rest.append(row)
    left = _without_each(there)
    new, used = [], set[str]()
    for row in rest:
        found = _corrected(row, left, used)
        if found is None:
            new.append(row)
            continue
        difference, looks, name = found
        used.add(name)
        column = "party_number" if difference.field == "party" and not columns.has("party") else difference.field
        gifts.refuse(
            row.line, columns.heading(column), _said(_looks(row), difference),
            f"The gift {name} is there already and differs only in its {difference.called}:"
            f" {_said(looks, difference)}. It was not changed.",
            f"If it is the same gift, correct it on its page (/disclosures/{name}/); if it is another, import it in a"
            " file of its own without --new-only.",
        )  # fmt: skip
    return new, len(rows) - len(rest)


Left = dict[tuple[Difference, Looks], list[tuple[Looks, str]]]


def tell_the_same(gifts: Gifts, rows: list[PastRow]) -> None:
    """Remark on rows that say in every field what a row further up says: they are gifts of their own."""
    seen, lines = set[PastRow](), []
    for row in sorted(rows, key=lambda row: row.line):
        said = replace(row, line=0)
        if said in seen:
            lines.append(row.line)
        seen.add(said)
    if lines:
        says = "1 row says" if len(lines) == 1 else f"{len(lines):,} rows say"
        one = "a gift of its own" if len(lines) == 1 else "gifts of their own"
        gifts.find("same_row", lines, f"{says} in every field what a row further up says; taken as {one}.")


def _without_each(there: dict[Looks, list[str]]) -> Left:
    """The gifts for which no row stands, by all that they look like but one thing."""
    left: Left = defaultdict(list)
    for looks, names in there.items():
        for name in names:
            for difference in DIFFERENCES:
                left[difference, _but(looks, difference)].append((looks, name))
    return left


def _corrected(row: PastRow, left: Left, used: Iterable[str]) -> tuple[Difference, Looks, str] | None:
    looks = _looks(row)
    for difference in DIFFERENCES:
        for other, name in left.get((difference, _but(looks, difference)), ()):
            if name not in used:
                return difference, other, name
    return None


def _but(looks: Looks, difference: Difference) -> Looks:
    return tuple(one for place, one in enumerate(looks) if place not in difference.places)


def _said(looks: Looks, difference: Difference) -> str:
    if difference.field == "amount":
        worth, currency = (looks[place] for place in difference.places)
        return f"{currency} {worth:,.2f}" if worth is not None else "not known"
    return shown(str(looks[difference.places[0]]))


def _looks(row: PastRow) -> Looks:
    name = row.counterparty.name if row.counterparty else row.party
    return (row.person.pk, row.kind, row.on, normalised(name)[:NAMES], row.worth, row.currency)
