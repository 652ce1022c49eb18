"""Totals: what a person's own rows add up to in a window, as (known sum, number of uncertain rows).

A row counts when its kind is one of those that are counted, it lies in the window (`(d − months, d]`, or the calendar
year up to d), it has the same key (person, party, kind, facts: whichever the total names) and its `where` is true. It
is uncertain when it would count but its number is unknown, or when its `where` is unknown. A number below zero counts
as zero. Rows of one day are peers. A row whose key is not wholly known pools with nothing. Figures that a total reads
are those of the judged day, for every row. The record being judged counts with the rows before it; it must not be among
them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from avow.policy.expressions import Expr
from avow.policy.kleene import Operand, Sum, evaluate, value_of
from avow.policy.values import Type
from avow.policy.windows import months_before, year_before

KEYS = ("person", "party_group", "kind")
SAME_PARTY = ("group", "as_written")
Row = Mapping[str, object]
ZERO = Decimal(0)
NOTHING = Sum(ZERO)

_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_ACCENTS = re.compile("[\u0300-\u036f]")  # marks of other scripts are letters of theirs, and stay
_WITHIN_WORDS = re.compile(r"(?<=[^\W\d_])['’.](?=[^\W\d_])")


@dataclass(frozen=True)
class Total:
    """A total that a clause names: the number that each row adds, over which keys, in which window, of which rows.

    `window` is "months" (the last `months` calendar months) or "calendar_year" (then `months` is None). `same_party` is
    "group" or "as_written". `kinds` are those whose rows are counted.
    """

    name: str
    sum: Expr
    over: tuple[str, ...]
    months: int | None
    window: str
    type: Type
    where: Expr | None = None
    same_party: str = "group"
    kinds: frozenset[str] = frozenset()

    def reads(self) -> tuple[str, ...]:
        """The facts of each row that decide what it adds."""
        return self._facts

    @cached_property
    def _facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.sum.named("fact"), *(self.where.named("fact") if self.where else ())]))

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The figures it reads: those in force on the judged day."""
        return tuple(dict.fromkeys([*self.sum.named("figure"), *(self.where.named("figure") if self.where else ())]))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The facts of each row that decide which rows it belongs with, apart from its person."""
        found: list[str] = []
        for column in self.over:
            found += ["party_group", "other_side"] if column == "party_group" else [column]
        return tuple(name for name in found if name != "person")

    @cached_property
    def columns(self) -> frozenset[str]:
        """Every fact of a row that matters to it."""
        return frozenset([*self.reads(), *self.keys, "kind", "person"])

    def after(self, on: date) -> date:
        """The day before the first day of the window that ends on the judged day."""
        return year_before(on) if self.months is None else months_before(on, self.months)

    def key(self, row: Row) -> tuple[object, ...] | None:
        """What a row is pooled by, apart from its person; None when it pools with nothing."""
        key: list[object] = []
        for column in self.over:
            if column == "person":
                continue
            value = party_of(row, self.same_party) if column == "party_group" else row.get(column)
            if value is None:
                return None
            key.append(value)
        return tuple(key)

    def adds(self, lookup: Callable[[str], Operand]) -> Sum:
        """What one row adds; `lookup` knows its facts, and the figures that the total reads."""
        if lookup("kind") not in self.kinds:
            return NOTHING
        counts = True if self.where is None else evaluate(self.where, lookup)
        if counts is False:
            return NOTHING
        number = value_of(self.sum.tree, self.sum, lookup)
        if counts is None or not isinstance(number, Decimal):
            return Sum(ZERO, 1)
        return Sum(number) if number > 0 else NOTHING


@lru_cache(maxsize=4_096)
def normalised(text: str) -> str:
    """A typed party name for equality only: capitals, accents, punctuation, compatibility forms and runs of blanks do
    not tell names apart. Letters and digits with single blanks; empty when there are none, which is a missing name."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    plain = _WITHIN_WORDS.sub("", _ACCENTS.sub("", plain))
    kept = (mark if unicodedata.category(mark)[0] in "LNM" else " " for mark in plain)
    return " ".join("".join(kept).split())


def party_of(row: Row, same_party: str = "group") -> tuple[str, str] | None:
    """The party a row belongs to: its group in the register, else its typed name normalised, else None.

    As written: its typed name, without the blanks around it, or None; the group does not matter.
    """
    if same_party == "as_written":
        written = row.get("other_side")
        name = written.strip() if isinstance(written, str) else ""
        return ("written", name) if name else None
    group = row.get("party_group")
    if group is not None and str(group):
        return ("group", str(group))
    typed = row.get("other_side")
    text = normalised(typed) if isinstance(typed, str) else ""
    return ("text", text) if text else None


@dataclass
class _Series:
    """Rows of one key in order of days, with running sums."""

    days: list[date] = field(default_factory=list)
    known: list[Decimal] = field(default_factory=lambda: [ZERO])
    uncertain: list[int] = field(default_factory=lambda: [0])
    rows: list[Row] = field(default_factory=list)
    added: list[Decimal] = field(default_factory=list)

    def window(self, after: date, until: date) -> tuple[int, int]:
        return bisect_right(self.days, after), bisect_right(self.days, until)

    def add(self, row: Row, added: Sum) -> None:
        self.days.append(row["on"])  # type: ignore[arg-type]
        self.known.append(self.known[-1] + added.known)
        self.uncertain.append(self.uncertain[-1] + added.uncertain)
        self.rows.append(row)
        self.added.append(added.known)

    def places_without(self, number: Decimal, until: int) -> int:
        """The exponent that the sum of the first rows has without one of them that adds this number."""
        finest, times, next_finest = self._finest[until]
        return next_finest if _exponent(number) == finest and times == 1 else finest

    @cached_property
    def _finest(self) -> list[tuple[int, int, int]]:
        """For the first so many rows: the smallest exponent, of how many it is, and the next smallest; nought is 0."""
        finest, times, next_finest = 0, 2, 0
        found = [(finest, times, next_finest)]
        for number in self.added:
            exponent = _exponent(number)
            if exponent < finest:
                finest, times, next_finest = exponent, 1, finest
            elif exponent == finest:
                times += 1
            else:
                next_finest = min(next_finest, exponent)
            found.append((finest, times, next_finest))
        return found


def _exponent(number: Decimal) -> int:
    return int(number.as_tuple().exponent)


Figures = Mapping[str, Operand]
Key = tuple[object, ...]
Pools = dict[Key, list[Row]]
NO_FIGURES: Figures = {}


def looked_up(row: Row, figures: Figures) -> Callable[[str], Operand]:
    """The names that a total reads, for one row."""
    if not figures:
        return row.get  # type: ignore[return-value]
    return lambda name: figures[name] if name in figures else row.get(name)  # type: ignore[return-value]


class History:
    """A person's own rows, made ready once so that each window is two bisects.

    Rows are mappings with `on` (a date), the key columns, and facts already read in (Decimal, bool, …). Rows of
    another named person are left out when the judged record names its person. `figures` are the values, on the judged
    day, of those that the total reads.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: Sequence[Row] = sorted(rows, key=lambda row: row["on"])  # type: ignore[arg-type,return-value]
        self._pools: dict[tuple[object, ...], Pools] = {}
        self._made: dict[tuple[object, ...], tuple[Total, dict[object, _Series]]] = {}

    def before(self, total: Total, current: Row, on: date, figures: Figures = NO_FIGURES) -> Sum:
        """What the rows other than `current` add to its total on this day."""
        known, uncertain, after = ZERO, 0, total.after(on)
        for series in self._series(total, current, figures):
            start, end = series.window(after, on)
            known += series.known[end] - series.known[start]
            uncertain += series.uncertain[end] - series.uncertain[start]
        return Sum(known, uncertain)

    def rows_in(self, total: Total, current: Row, on: date, figures: Figures = NO_FIGURES) -> list[Row]:
        """The rows in the window, for showing which they were."""
        found: list[Row] = []
        for series in self._series(total, current, figures):
            start, end = series.window(total.after(on), on)
            found += series.rows[start:end]
        return found

    def without(self, row_id: object) -> History:
        """The same rows but the one of this `id`, sharing all that is made ready; the rows themselves, where none has
        it. So each of a person's rows is judged against the others without another history."""
        left_out = self._by_id.get(row_id) if row_id is not None else None
        return self if left_out is None else _Without(self, left_out)

    @cached_property
    def _by_id(self) -> dict[object, Row]:
        return {row["id"]: row for row in self.rows if row.get("id") is not None}

    def _series(self, total: Total, current: Row, figures: Figures) -> list[_Series]:
        key = total.key(current)
        if key is None:
            return []
        person = current.get("person")
        people = self._people(total, key, figures)
        return [series for owner, series in people.items() if person is None or owner is None or owner == person]

    def _series_of(self, total: Total, row: Row, figures: Figures) -> _Series | None:
        """The one in which this row is."""
        key = total.key(row)
        return None if key is None else self._people(total, key, figures).get(row.get("person"))

    def _people(self, total: Total, key: Key, figures: Figures) -> dict[object, _Series]:
        """The rows of one key by person, read the first time that they are asked for."""
        called = (id(total), key, *figures.values())
        made = self._made.get(called)
        if made is None:
            people: dict[object, _Series] = defaultdict(_Series)
            for row in self._pooled(total).get(key, ()):
                people[row.get("person")].add(row, total.adds(looked_up(row, figures)))
            made = self._made[called] = (total, people)  # the total is kept, so that its id stays its own
        return made[1]

    def _pooled(self, total: Total) -> Pools:
        """Every row that is counted by its key; totals with the same keys share them."""
        called = (total.over, total.same_party, total.kinds)
        pools = self._pools.get(called)
        if pools is None:
            pools = self._pools[called] = defaultdict(list)
            for row in self.rows:
                key = total.key(row) if row.get("kind") in total.kinds else None
                if key is not None:
                    pools[key].append(row)
        return pools


class _Without(History):
    """A history but one row: what the whole of it gives, less what that row adds. The sums are written with as many
    places as they would have without it, so that the two cannot be told apart."""

    def __init__(self, whole: History, left_out: Row) -> None:
        self.whole, self.left_out = whole, left_out

    @cached_property
    def rows(self) -> Sequence[Row]:  # type: ignore[override]
        return [row for row in self.whole.rows if row is not self.left_out]

    def before(self, total: Total, current: Row, on: date, figures: Figures = NO_FIGURES) -> Sum:
        found = self.whole.before(total, current, on, figures)
        day: date = self.left_out["on"]  # type: ignore[assignment]
        if day > on or not self._is_pooled(total, current):
            return found
        own = total.adds(looked_up(self.left_out, figures))
        known = found.known
        if day > total.after(on):
            known, found = known - own.known, Sum(known - own.known, found.uncertain - own.uncertain)
        if _exponent(own.known) > _exponent(known):
            return found
        places = self._places(total, current, on, figures, own.known)
        return Sum(known.quantize(Decimal(1).scaleb(places)), found.uncertain)

    def rows_in(self, total: Total, current: Row, on: date, figures: Figures = NO_FIGURES) -> list[Row]:
        return [row for row in self.whole.rows_in(total, current, on, figures) if row is not self.left_out]

    def without(self, row_id: object) -> History:
        return History(self.rows).without(row_id)

    def _is_pooled(self, total: Total, current: Row) -> bool:
        """Whether the whole counts the row that is left out towards this total, as to its key and person."""
        row, person = self.left_out, current.get("person")
        key = total.key(current)
        if key is None or row.get("kind") not in total.kinds or total.key(row) != key:
            return False
        owner = row.get("person")
        return person is None or owner is None or owner == person

    def _places(self, total: Total, current: Row, on: date, figures: Figures, own: Decimal) -> int:
        """The smallest exponent among the other rows up to that day, or 0."""
        mine = self.whole._series_of(total, self.left_out, figures)
        found = [0]
        for series in self.whole._series(total, current, figures):
            _, end = series.window(total.after(on), on)
            found.append(series.places_without(own, end) if series is mine else _exponent(series.known[end]))
        return min(found)
