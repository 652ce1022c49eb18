"""Which column holds which fact: as the person says, and otherwise the column that is called like the fact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from avow.policy.many.reading.problems import BadMapping
from avow.policy.pack import Pack
from avow.policy.problems import nearest

DAY, PERSON, PARTY, CURRENCY = "on", "person", "party", "currency"
KEYS = (PERSON, "party_group", "other_side", "country", PARTY)
"""Texts that are read whether or not the pack has a fact of that name."""
SHOWN = 40


@dataclass(frozen=True)
class Mapped:
    """`columns` by fact: the place of its column in the file. `constants` by fact: one value for all rows."""

    columns: Mapping[str, int]
    constants: Mapping[str, str] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name in self.columns or name in self.constants


def readable(pack: Pack) -> tuple[str, ...]:
    """Every name that a column can be given to. What a rule never reads because it is sealed is not among them."""
    facts = (name for name, fact in pack.facts.items() if not fact.sensitive and fact.type != "narrative")
    return tuple(dict.fromkeys([DAY, *KEYS, CURRENCY, *facts]))


def mapped(
    pack: Pack, file: str, columns: Sequence[str], wished: Mapping[str, str], constants: Mapping[str, str]
) -> Mapped:
    """Each fact with its column. Raises BadMapping, which names the nearest right one.

    The judged day is `on`; where nothing is given for it, the column of `received_on`.
    """
    known = readable(pack)
    for name in (*wished, *constants):
        if name not in known:
            near = nearest(name, known)
            raise BadMapping(
                f"There is no fact called {name!r}.{f' Did you mean {near}?' if near else ''} "
                "`avow policy show CLAUSE` names the facts that a clause reads."
            )
    both = next((name for name in wished if name in constants), None)
    if both:
        raise BadMapping(f"{both} has a column and a value for all rows. Give one of them.")
    places = {name: _place(file, columns, name, column) for name, column in wished.items()}
    for name in known:
        if name not in places and name not in constants:
            same = [i for i, column in enumerate(columns) if called(column) == name]
            if len(same) > 1:
                raise BadMapping(_twice(file, name, columns, same) + f" Say which with --map {name}=COLUMN.")
            if same:
                places[name] = same[0]
    found = Mapped(places, dict(constants))
    if not found.has(DAY) and found.has("received_on"):
        if "received_on" in places:
            found = Mapped({**places, DAY: places["received_on"]}, found.constants)
        else:
            found = Mapped(places, {**constants, DAY: constants["received_on"]})
    for name, what in ((PERSON, "whose record a row is"), (DAY, "the day a row is judged on"), ("kind", "its kind")):
        if not found.has(name):
            also = " Or give one kind for all rows with --kind." if name == "kind" else ""
            raise BadMapping(
                f"No column of {file} says {what}. Name it with --map {name}=COLUMN.{also} {_listed(columns)}"
            )
    return found


def _place(file: str, columns: Sequence[str], fact: str, column: str) -> int:
    same = [i for i, name in enumerate(columns) if name == column.strip()]
    if not same:
        near = nearest(column, columns)
        raise BadMapping(
            f"{file} has no column called {column!r} for {fact}.{f' Did you mean {near!r}?' if near else ''} "
            f"{_listed(columns)}"
        )
    if len(same) > 1:
        raise BadMapping(_twice(file, column, columns, same) + " Give them different names.")
    return same[0]


def _twice(file: str, name: str, columns: Sequence[str], places: Sequence[int]) -> str:
    listed = " and ".join(f"{columns[i]!r} (column {i + 1})" for i in places)
    return f"{file} has more than one column for {name}: {listed}."


def _listed(columns: Sequence[str]) -> str:
    names = ", ".join(repr(name[:60]) for name in columns[:SHOWN])
    more = f", and {len(columns) - SHOWN:,} more" if len(columns) > SHOWN else ""
    return f"Its columns are: {names}{more}."


def called(column: str) -> str:
    """A heading as a fact is named: `Other side` is other_side."""
    return "_".join(column.casefold().replace("_", " ").split())
