"""Which column of the file holds which field: said with --map, or guessed from the column's name."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from avow.imports.reading.table import Row, Table, Unusable

PAIR = re.compile(r"(?P<field>[^=:]+)(?P<sign>:=|=)(?P<rest>.*)", re.DOTALL)


@dataclass(frozen=True)
class Fields:
    """What can be imported of one kind of thing: fields, what must be there (one of each group), and what columns tend
    to be called, most telling first. A field that ends in a dot takes any word behind it (identifier.lei)."""

    of: str
    names: tuple[str, ...]
    needed: tuple[tuple[str, ...], ...]
    guesses: Mapping[str, Sequence[str]]

    def knows(self, name: str) -> bool:
        """Whether there is such a field."""
        return name in self.names or any(
            known.endswith(".") and re.fullmatch(re.escape(known) + r"[a-z0-9_]{1,30}", name) for known in self.names
        )


@dataclass
class Columns:
    """Field → place of its column, field → fixed value, which of them were guessed, and the columns left over."""

    headings: list[str]
    places: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def cell(self, row: Row, name: str) -> str | None:
        """The raw text of a field in a row; None when the file does not have the field."""
        if name in self.fixed:
            return self.fixed[name]
        place = self.places.get(name)
        return None if place is None else row.cells[place]

    def has(self, name: str) -> bool:
        """Whether the file says anything about the field."""
        return name in self.places or name in self.fixed

    def heading(self, name: str) -> str:
        """The name of the field's column, or that its value is fixed."""
        return self.headings[self.places[name]] if name in self.places else f"{name} (fixed)"

    def described(self) -> dict[str, str]:
        """Field → the column it comes from, or `:=` and its fixed value."""
        return {name: self.headings[place] for name, place in self.places.items()} | {
            name: f":={value}" for name, value in self.fixed.items()
        }


def choose(table: Table, fields: Fields, said: Iterable[str]) -> Columns:
    """The columns to use. Raises Unusable for what cannot be: unknown fields and columns, columns of one name, a needed
    field that nothing holds."""
    columns, left_out = Columns(headings=table.columns), set()
    for text in said:
        name, sign, rest = _pair(text, fields)
        if name in columns.places or name in columns.fixed or name in left_out:
            raise Unusable(f"--map says {name!r} twice. Say it once.")
        if sign == ":=":
            columns.fixed[name] = rest
        elif rest:
            columns.places[name] = _place(table.columns, rest)
        else:
            left_out.add(name)
    _guess(columns, fields, left_out)
    for group in fields.needed:
        if not any(name in columns.places or name in columns.fixed for name in group):
            raise Unusable(
                f"No column looks like the {fields.of}'s {group[0]}. Say which one it is: --map {group[0]}=COLUMN."
                f" The columns are: {', '.join(filter(None, table.columns))}."
            )
    used = set(columns.places.values())
    columns.unused = [heading for place, heading in enumerate(table.columns) if heading and place not in used]
    return columns


def _pair(text: str, fields: Fields) -> tuple[str, str, str]:
    found = PAIR.fullmatch(text)
    if found is None:
        raise Unusable(f"--map {text!r} is not understood. Write field=column, or field:=value for a fixed value.")
    name = found["field"].strip().lower()
    if not fields.knows(name):
        near = difflib.get_close_matches(name, fields.names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(fields.names)}."
        raise Unusable(f"A {fields.of} has no field {name!r}. {hint}")
    return name, found["sign"], found["rest"].strip()


def _place(headings: list[str], wanted: str) -> int:
    wanted = " ".join(wanted.split())
    places = [place for place, heading in enumerate(headings) if heading == wanted]
    if not places:
        places = [place for place, heading in enumerate(headings) if plain(heading) == plain(wanted) and heading]
    if not places:
        near = difflib.get_close_matches(wanted, headings, n=1) or difflib.get_close_matches(
            wanted.lower(), [heading.lower() for heading in headings], n=1
        )
        hint = f"Did you mean {near[0]!r}?" if near else f"The columns are: {', '.join(filter(None, headings))}."
        raise Unusable(f"There is no column {wanted!r}. {hint}")
    if len(places) > 1:
        raise Unusable(
            f"The column {wanted!r} is there {len(places)} times (columns {', '.join(str(at + 1) for at in places)})."
            " Give each its own name."
        )
    return places[0]


def _guess(columns: Columns, fields: Fields, left_out: set[str]) -> None:
    """Fill the fields nobody spoke of from columns whose names are known; a name that is there twice is an error."""
    by_name: dict[str, list[int]] = {}
    for place, heading in enumerate(columns.headings):
        if heading and place not in columns.places.values():
            by_name.setdefault(plain(heading), []).append(place)
    for name, tellings in fields.guesses.items():
        if name in columns.places or name in columns.fixed or name in left_out:
            continue
        for telling in tellings:
            places = by_name.pop(telling, [])
            if len(places) > 1:
                raise Unusable(
                    f"The column {columns.headings[places[0]]!r} is there {len(places)} times. Give each its own name,"
                    f" or say which one is meant: --map {name}=COLUMN."
                )
            if places:
                columns.places[name] = places[0]
                columns.guessed.append(name)
                break


def plain(heading: str) -> str:
    """A heading for comparing: small letters and digits, one space between words."""
    return re.sub(r"[^\w]+|_", " ", heading.casefold()).strip()
