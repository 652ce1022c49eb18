"""Who is meant in rows of gifts: people by number or by a name that one person alone has, parties by the register."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from avow.counterparties.folding import fold
from avow.counterparties.merging import canonical_many
from avow.counterparties.models import Counterparty, CounterpartyIdentifier, CounterpartyName
from avow.imports import cells
from avow.imports.columns import Columns
from avow.imports.gift_rows import Gifts, Said
from avow.imports.likenesses import nearest
from avow.ledger import keyring
from avow.people.models import Person

MANY = 500
NOBODY = ("Nobody with this number or name is on record.", "Import the people first: avow import people.")
DIFFERS = "only in capitals, blanks or leading zeros"
SHOWN = 5
ERASED = ("This person was erased.", "Nothing can be recorded of them any more; delete the row.")


def people_of(gifts: Gifts, columns: Columns) -> dict[str, Person]:
    """The person of each text in the rows. Rows of nobody, of several and of somebody erased are refused."""
    wanted = {said.person for said in gifts.taken}
    by_number, by_name = _numbers_and_names(wanted)
    gone = keyring.destroyed()
    found: dict[str, Person] = {}
    why: dict[str, tuple[str, str]] = {}
    for text in wanted:
        keys = by_number.get(text) or by_name.get(fold(text), [])
        if len(keys) == 1 and keys[0].key not in gone:
            found[text] = keys[0]
        elif len(keys) == 1:
            why[text] = ERASED
        elif keys:
            numbers = ", ".join(cells.shown(one.number) for one in keys[:SHOWN])
            why[text] = (f"{len(keys):,} people have this name: {numbers}.", "Write the number of the one meant.")
        else:
            why[text] = NOBODY
    why |= _nearly(text for text, told in why.items() if told == NOBODY)
    for said in gifts.taken:
        if said.person in why:
            gifts.refuse(said.line, columns.heading("person"), said.person, *why[said.person])
    gifts.taken = [said for said in gifts.taken if said.person in found]
    return found


def _nearly(texts: Iterable[str]) -> dict[str, tuple[str, str]]:
    """What to say of texts that are nobody's number, and nearly somebody's."""
    wanted = list(texts)
    numbers = Person.objects.order_by().values_list("number", flat=True).iterator(chunk_size=5000) if wanted else ()
    told = {}
    for text, near in nearest(wanted, numbers).items():
        others = " and ".join(cells.shown(number) for number in near[:SHOWN])
        told[text] = (
            f"Nobody has this number; {others} {'differs' if len(near) == 1 else 'differ'} from it {DIFFERS}.",
            f"If {cells.shown(near[0])} is meant, write it so; a column of numbers is best formatted as text.",
        )
    return told


def _numbers_and_names(wanted: set[str]) -> tuple[dict[str, list[Person]], dict[str, list[Person]]]:
    """Those on record whose number, or folded name, is among the texts."""
    folded = {fold(text) for text in wanted} - {""}
    pairs = Person.objects.order_by("pk").values_list("pk", "number", "name")
    keys = {pk: (number, fold(name)) for pk, number, name in pairs.iterator(chunk_size=5000)
            if number in wanted or fold(name) in folded}  # fmt: skip
    by_number: dict[str, list[Person]] = {}
    by_name: dict[str, list[Person]] = defaultdict(list)
    for some in _chunks(keys):
        for person in Person.objects.filter(pk__in=some).order_by("number"):
            number, name = keys[person.pk]
            if number in wanted:
                by_number[number] = [person]
            by_name[name].append(person)
    return by_number, by_name


def parties_of(gifts: Gifts) -> dict[int, Counterparty]:
    """The entry of the register for each line that names one: by the number or an identifier in the column for it, else
    by a name that one party alone has, else by its number. Others stay as they are written."""
    numbers = {said.party_number for said in gifts.taken if said.party_number}
    names = {said.party for said in gifts.taken if said.party}
    by_number = _by_number(numbers | names)
    by_identifier = _by_identifier(numbers)
    by_name = _by_name({fold(name) for name in names} - {""})
    found: dict[int, int] = {}
    unknown: dict[str, list[int]] = defaultdict(list)
    several: dict[str, list[int]] = defaultdict(list)
    for said in gifts.taken:
        keys = _keys(said, by_number, by_identifier, by_name)
        if len(keys) == 1:
            found[said.line] = next(iter(keys))
        elif keys:
            several[said.party or said.party_number].append(said.line)
        if said.party_number and said.party_number not in by_number and said.party_number not in by_identifier:
            unknown[said.party_number].append(said.line)
    near = _near_parties(unknown)
    for text, lines in unknown.items():
        says = f"The register has no party {cells.shown(text)}; its name counts."
        if text in near:
            others = " and ".join(cells.shown(number) for number in near[text][:SHOWN])
            says += f" {others} {'differs' if len(near[text]) == 1 else 'differ'} from it {DIFFERS}: write it so."
        gifts.find("unknown_party", lines, says)
    for text, lines in several.items():
        says = f"{cells.shown(text)} is a name of several entries of the register; it is taken as it is written."
        gifts.find("ambiguous_party", lines, says)
    entries: dict[int, Counterparty] = {}
    for some in _chunks(found.values()):
        entries |= Counterparty.objects.in_bulk(some)
    return {line: entries[key] for line, key in found.items()}


def _near_parties(unknown: Iterable[str]) -> dict[str, list[str]]:
    """Numbers of the register that are nearly those which it does not have."""
    wanted = list(unknown)
    numbers = Counterparty.objects.order_by().values_list("number", flat=True)
    return nearest(wanted, numbers.iterator(chunk_size=5000)) if wanted else {}


Known = dict[str, set[int]]


def _keys(said: Said, by_number: Known, by_identifier: Known, by_name: Known) -> set[int]:
    if said.party_number:
        keys = by_number.get(said.party_number) or by_identifier.get(said.party_number)
        if keys:
            return keys
    return by_name.get(fold(said.party)) or by_number.get(said.party) or set()


def _by_number(numbers: set[str]) -> Known:
    found: Known = {}
    for some in _chunks(numbers):
        for pk, number in Counterparty.objects.filter(number__in=some).values_list("pk", "number"):
            found[number] = {pk}
    return _counted(found)


def _by_identifier(values: set[str]) -> Known:
    found: Known = defaultdict(set)
    for some in _chunks(values):
        rows = CounterpartyIdentifier.objects.filter(value__in=some).order_by()
        for pk, value in rows.values_list("counterparty", "value"):
            found[value].add(pk)
    return _counted(found)


def _by_name(folded: set[str]) -> Known:
    found: Known = defaultdict(set)
    for some in _chunks({text[:900] for text in folded}):
        for pk, text in CounterpartyName.objects.filter(folded__in=some).values_list("counterparty", "folded"):
            found[text].add(pk)
    return _counted(found)


def _counted(found: Known) -> Known:
    """With the entries that count for them: of two that are merged, one is left."""
    counts: dict[int, int] = {}
    for some in _chunks({pk for keys in found.values() for pk in keys}):
        counts |= {pk: party.pk for pk, party in canonical_many(some).items()}
    return {text: {counts.get(pk, pk) for pk in keys} for text, keys in found.items()}


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    every = sorted(set(keys))
    for start in range(0, len(every), MANY):
        yield every[start : start + MANY]
