"""What a policy says of the register of gifts: what can become of a gift, and how leave to give is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from avow.policy.values import Value


@dataclass(frozen=True)
class Becoming:
    """What can become of a gift after it was offered: declined, given back, passed on, paid for, given after all.

    `title` is what happened, `says` what it means for the person. `kinds` are those it can happen to. `sets` are facts
    that are so from then on; `pays` is the fact that grows by the amount paid, "" where nothing is paid.
    """

    id: str
    title: str
    says: str
    kinds: tuple[str, ...]
    sets: Mapping[str, Value] = field(default_factory=dict)
    pays: str = ""


@dataclass(frozen=True)
class Leave:
    """Leave to give (5.5). `fact` is the fact that leave was given; `answer_within_days` are working days, after which
    the next one up is asked; `lapses_after_days` are calendar days after the day for which leave was given."""

    kinds: tuple[str, ...]
    fact: str
    answer_within_days: int
    lapses_after_days: int
