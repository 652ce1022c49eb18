"""What a statement about one person, dated one day, does to the rows that are there.

The rule, for a statement that holds from day D on:

* equal to what is already known of D: nothing is written;
* nothing is known of D and of later days: a new row, open to the future;
* the row that covers D is the open one: it is closed at D and a new row is opened. When it began on D itself it is
  closed on its first day, so that it covers no day at all: the correction supersedes it, and both stay on record;
* nothing is known of D but later rows are: a row from D until the first later one is put before it;
* the row that covers D has already been followed by another, or by a departure: refused, because what was recorded
  for later days rests on it. Date the statement on or after that later day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


class LaterRecord(ValueError):
    """A statement is dated before something that is already recorded as having followed. Carries that day."""

    def __init__(self, what: str, on: date, later: date) -> None:
        super().__init__(
            f"{what} has changed on {later}, and this is dated {on}, before that. Date it {later} or later."
        )
        self.later = later


@dataclass(frozen=True)
class Span:
    """The part of a history row that dating needs: its key, its first day, and the day after its last."""

    id: int
    from_day: date
    to_day: date | None


@dataclass(frozen=True)
class Step:
    """What to write: the row to close, if any, and the day after the last of the new row (None is open)."""

    closes: Any | None
    to_day: date | None


def covering(spans: Iterable[Any], on: date) -> Any | None:
    """The row that holds on that day. Rows closed on their first day hold on none."""
    for span in spans:
        if span.from_day <= on and (span.to_day is None or on < span.to_day):
            return span
    return None


def following(spans: Iterable[Any], on: date) -> Any | None:
    """The first row that begins after that day and covers any day."""
    later = [span for span in spans if span.from_day > on and (span.to_day is None or span.to_day > span.from_day)]
    return min(later, key=lambda span: span.from_day, default=None)


def step(what: str, spans: Iterable[Any], on: date) -> Step:
    """How a statement that differs from what is known of `on` is written. Raises LaterRecord."""
    spans = list(spans)
    current = covering(spans, on)
    if current is not None:
        if current.to_day is not None:
            raise LaterRecord(what, on, current.to_day)
        return Step(closes=current, to_day=None)
    later = following(spans, on)
    return Step(closes=None, to_day=later.from_day if later else None)
