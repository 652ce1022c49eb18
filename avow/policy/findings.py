"""What judging gives: findings that explain themselves, questions, and everything that was looked at on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from avow.policy.values import plain


@dataclass(frozen=True)
class Compared:
    """A value that a rule compared: where it came from, with what it was compared, and whether that held."""

    name: str
    label: str
    value: object
    source: str
    comparison: str
    holds: bool | None


@dataclass(frozen=True)
class FigureUsed:
    """A figure as it was on the judged day; `since` is the day from which it is so."""

    name: str
    value: object
    unit: str
    since: date | None
    reference: str = ""
    country: str | None = None


@dataclass(frozen=True)
class TotalUsed:
    """A total as it was on the judged day, with this record in it. The window is (after, until]: that many months, or
    the calendar year up to the judged day, which has no months."""

    name: str
    known: object
    uncertain: int
    unit: str
    after: date
    until: date
    months: int | None
    before: object  # what the earlier rows alone add up to
    rows: int  # earlier rows in the window
    window: str = "months"


@dataclass(frozen=True)
class Looked:
    """One rule that applied, and what came of it: fires, none or unknown. Without its explanation where it was not
    asked for: see `judge`."""

    clause: str
    rule: str
    title: str
    outcome: str
    finding: str
    says: str = ""
    values: tuple[Compared, ...] = ()
    figures: tuple[FigureUsed, ...] = ()
    totals: tuple[TotalUsed, ...] = ()
    would_change: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    reading: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule that fired."""

    clause: str
    rule: str
    title: str
    finding: str
    says: str
    values: tuple[Compared, ...]
    figures: tuple[FigureUsed, ...]
    totals: tuple[TotalUsed, ...]
    would_change: tuple[str, ...]
    reading: str = ""


@dataclass(frozen=True)
class Question:
    """A fact that is missing and could still change what some clauses say.

    `rows` are the days of earlier records in which it is missing; it is empty when it is missing in this one.
    """

    fact: str
    label: str
    clauses: tuple[str, ...]
    source: str
    says: str
    rows: tuple[date, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What the policy says of one record on one day. No finding is not "no conflict": people decide."""

    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    on: date
    pack_hash: str
    pack_version: str = ""
    looked: tuple[Looked, ...] = field(default=())

    def as_json(self) -> dict[str, object]:
        """Plain JSON-able data: decimals and days as text."""
        made = _json(asdict(self))
        if not isinstance(made, dict):
            raise TypeError("a judgement is an object")
        return made


def _json(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    return plain(value)
