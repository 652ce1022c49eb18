"""Counts as pictures: bars beside labels, and columns over time, laid out for `web/_bars.html` and `web/_columns.html`.

Each picture is followed by a table of the same numbers. Widths are shares of whatever room there is, so that words keep
their size on a phone. A picture shows at most MOST rows, the largest first; the table has up to MOST_LISTED.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

MOST = 12
MOST_LISTED = 40
ROW = 44
"""Pixels of a row of bars: its label, then its bar."""
ROOM = 84
"""Percent of the width that the longest bar has; the number stands after it."""
TALL = 120
"""Pixels of the tallest column."""
SLOT = 10
LABEL = 42
LOOKS = ("one", "two", "three")
"""How the series are drawn: filled, outlined, dashed. Never told apart by colour alone."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Row:
    """One label with a count for each series; `url` where the label leads somewhere."""

    label: str
    counts: tuple[int, ...]
    url: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True)
class Piece:
    """One rectangle. Numbers are text, as SVG wants them."""

    look: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Drawn:
    """One row as it is drawn: its label cut to fit, its rectangles, its number and where that stands."""

    label: str
    total: int
    pieces: tuple[Piece, ...]
    x: str
    text_y: int
    number_y: int


@dataclass(frozen=True)
class Chart:
    """Counts by some label, each in one to three series. `what` is what the labels are, such as "Clause"."""

    title: str
    what: str
    series: tuple[str, ...]
    rows: tuple[Row, ...]
    id: str = field(default_factory=lambda: f"chart-{next(_numbers) % 100000}")

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def totals(self) -> list[int]:
        """The sum of each series."""
        return [sum(row.counts[place] for row in self.rows) for place in range(len(self.series))]

    @property
    def legend(self) -> list[tuple[str, str]]:
        """How each series is drawn, and its name."""
        return list(zip(LOOKS, self.series, strict=False))

    @property
    def listed(self) -> list[Row]:
        """The rows of the table; beyond MOST_LISTED the smallest are one row."""
        return _shortened(self.rows, MOST_LISTED)

    @property
    def words(self) -> str:
        """What the picture shows, for who does not see it."""
        if not self.total:
            return "There is nothing to show: every count is zero."
        first, *rest = sorted(self.rows, key=lambda row: -row.total)
        said = f"{self.total:,} in all. The most are at {first.label}: {first.total:,}."
        if rest and rest[0].total:
            said += f" Then {rest[0].label}: {rest[0].total:,}."
        return f"{said} The table has every number."


class Bars(Chart):
    """Bars beneath their labels, the largest first."""

    @property
    def drawn(self) -> list[Drawn]:
        """The rows to draw."""
        rows = _shortened(sorted(self.rows, key=lambda row: -row.total), MOST)
        longest = max([row.total for row in rows], default=0) or 1
        return [_bar(row, place, longest) for place, row in enumerate(rows)]

    @property
    def height(self) -> int:
        """Pixels."""
        return ROW * len(self.drawn)


class Columns(Chart):
    """Columns beside each other in the order given, for months or years; one path a series, to be light.

    A column is SLOT units wide, whatever the width of the picture; heights are pixels.
    """

    height = TALL + 2

    @property
    def width(self) -> int:
        """Units."""
        return SLOT * max(len(self.rows), 1)

    @property
    def tallest(self) -> int:
        """The largest count of a column."""
        return max((row.total for row in self.rows), default=0)

    @property
    def paths(self) -> list[tuple[str, str]]:
        """How each series is drawn, and its columns."""
        drawn: dict[str, list[str]] = {look: [] for look, _name in self.legend}
        for place, row in enumerate(self.rows):
            at = 0.0
            for look, count in zip(LOOKS, row.counts, strict=False):
                if count:
                    high = count / self.tallest * TALL
                    x, y = place * SLOT + 1, TALL + 1 - at - high
                    drawn[look].append(f"M{x} {y:.1f}h{SLOT - 2}v{high:.1f}h-{SLOT - 2}z")
                    at += high
        return [(look, "".join(columns)) for look, columns in drawn.items()]


def _bar(row: Row, place: int, longest: int) -> Drawn:
    pieces, at = [], 0
    for look, count in zip(LOOKS, row.counts, strict=False):
        if count:
            x, width = at / longest * ROOM, count / longest * ROOM
            pieces.append(Piece(look, _percent(x), str(place * ROW + 22), _percent(width), "14"))
            at += count
    label = row.label if len(row.label) <= LABEL else f"{row.label[: LABEL - 1].rstrip()}…"
    return Drawn(label, row.total, tuple(pieces), _percent(at / longest * ROOM), place * ROW + 16, place * ROW + 34)


def _shortened(rows: Sequence[Row], most: int) -> list[Row]:
    """The rows, those beyond the most that fit taken together."""
    if len(rows) <= most:
        return list(rows)
    largest = sorted(rows, key=lambda row: -row.total)[: most - 1]
    kept = [row for row in rows if row in largest]
    others = [row for row in rows if row not in largest]
    counts = tuple(sum(numbers) for numbers in zip(*(row.counts for row in others), strict=True))
    return [*kept, Row(f"{len(others)} others together", counts)]


def _percent(share: float) -> str:
    return f"{share:.2f}%"
