"""Totals: what a person's own rows add up to in a window, as (known sum, number of uncertain rows).

A row counts when it lies in `(d − months, d]`, has the same key (person, party, kind: whichever the total names) and
its `where` is true. It is uncertain when it would count but its amount is unknown, or when its `where` is unknown.
Rows of one day are peers. Parties without a place in the register pool only on equal normalised text; rows whose party
or kind is missing pool with nothing. The record being judged counts with the rows before it; it must not be among them.
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

from avow.policy.expressions import Expr
from avow.policy.kleene import Operand, Sum, evaluate
from avow.policy.values import Type
from avow.policy.windows import months_before

KEYS = ("person", "party_group", "kind")
Row = Mapping[str, object]


_PLAIN = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
_ACCENTS = re.compile("[\u0300-\u036f]")  # marks of other scripts are letters of theirs, and stay
_WITHIN_WORDS = re.compile(r"(?<=[^\W\d_])['’.](?=[^\W\d_])")


@dataclass(frozen=True)
class Total:
    """A total that a clause names: which fact is summed, over which keys, in how many months, of which rows."""

    name: str
    sum: str
    over: tuple[str, ...]
    months: int
    type: Type
    where: Expr | None = None

    def reads(self) -> tuple[str, ...]:
        """The facts of each row that decide what it adds."""
        return tuple(dict.fromkeys([self.sum, *(self.where.names if self.where else ())]))

    def adds(self, lookup: Callable[[str], Operand]) -> Sum:
        """What one row adds."""
        counts = True if self.where is None else evaluate(self.where, lookup)
        if counts is False:
            return Sum(Decimal(0))
        amount = lookup(self.sum)
        if counts is None or not isinstance(amount, Decimal):
            return Sum(Decimal(0), 1)
        return Sum(amount)


def normalised(text: str) -> str:
    """A typed party name for equality only: capitals, accents, punctuation, compatibility forms and runs of blanks do
    not tell names apart. Letters and digits with single blanks; empty when there are none, which is a missing name."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_PLAIN)
    plain = _WITHIN_WORDS.sub("", _ACCENTS.sub("", plain))
    kept = (mark if unicodedata.category(mark)[0] in "LNM" else " " for mark in plain)
    return " ".join("".join(kept).split())


def party_of(row: Row) -> tuple[str, str] | None:
    """The party a row belongs to: its group in the register, else its typed name, else None."""
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
    known: list[Decimal] = field(default_factory=lambda: [Decimal(0)])
    uncertain: list[int] = field(default_factory=lambda: [0])
    rows: list[Row] = field(default_factory=list)

    def window(self, after: date, until: date) -> tuple[int, int]:
        return bisect_right(self.days, after), bisect_right(self.days, until)


class History:
    """A person's own rows, made ready once so that each window is two bisects.

    Rows are mappings with `on` (a date), the key columns, and facts already read in (Decimal, bool, …). Rows of
    another named person are left out when the judged record names its person.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: Sequence[Row] = sorted(rows, key=lambda row: row["on"])  # type: ignore[arg-type,return-value]
        self._made: dict[int, tuple[Total, dict[tuple[object, ...], dict[object, _Series]]]] = {}

    def before(self, total: Total, current: Row, on: date) -> Sum:
        """What the rows other than `current` add to its total on this day."""
        known, uncertain = Decimal(0), 0
        for series in self._series(total, current):
            start, end = series.window(months_before(on, total.months), on)
            known += series.known[end] - series.known[start]
            uncertain += series.uncertain[end] - series.uncertain[start]
        return Sum(known, uncertain)

    def rows_in(self, total: Total, current: Row, on: date) -> list[Row]:
        """The rows in the window, for showing which they were."""
        found: list[Row] = []
        for series in self._series(total, current):
            start, end = series.window(months_before(on, total.months), on)
            found += series.rows[start:end]
        return found

    def _series(self, total: Total, current: Row) -> list[_Series]:
        key = _key(total, current)
        if key is None:
            return []
        people = self._ready(total).get(key, {})
        person = current.get("person")
        return [series for owner, series in people.items() if person is None or owner is None or owner == person]

    def _ready(self, total: Total) -> dict[tuple[object, ...], dict[object, _Series]]:
        made = self._made.get(id(total))
        if made is None:
            made = (total, self._make(total))
            self._made[id(total)] = made
        return made[1]

    def _make(self, total: Total) -> dict[tuple[object, ...], dict[object, _Series]]:
        made: dict[tuple[object, ...], dict[object, _Series]] = defaultdict(lambda: defaultdict(_Series))
        for row in self.rows:
            key = _key(total, row)
            if key is None:
                continue
            added = total.adds(row.get)  # type: ignore[arg-type]
            series = made[key][row.get("person")]
            series.days.append(row["on"])  # type: ignore[arg-type]
            series.known.append(series.known[-1] + added.known)
            series.uncertain.append(series.uncertain[-1] + added.uncertain)
            series.rows.append(row)
        return made


def _key(total: Total, row: Row) -> tuple[object, ...] | None:
    """The key a row is pooled by (apart from its person), or None when it pools with nothing."""
    key: list[object] = []
    for column in total.over:
        if column == "party_group":
            key.append(party_of(row))
        elif column == "kind":
            key.append(row.get("kind"))
    return None if None in key else tuple(key)
