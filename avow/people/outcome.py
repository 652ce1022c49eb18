"""What a bulk act on a register (of people, or of counterparties) did, or would do."""

from dataclasses import dataclass, field
from typing import Any

from avow.people.statements import LaterRecord


@dataclass(frozen=True)
class Change:
    """One field that is different from now on. Managers and parents are given by number."""

    field: str
    was: Any
    now: Any


@dataclass
class Outcome:
    """What was done, by number. `returned` are those of `added` that had been on record before and had left; `late`
    holds the statements that were refused for their day. `entry` is None when there was nothing to write."""

    added: list[str] = field(default_factory=list)
    returned: list[str] = field(default_factory=list)
    changed: dict[str, list[Change]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    late: dict[str, LaterRecord] = field(default_factory=dict)
    entry: Any = None
