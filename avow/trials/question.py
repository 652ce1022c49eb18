"""What is asked of the past: judged against what, over which days, with which figures and groups."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from avow.trials.models.back_test import AGAINST, GROUPS


class NotAsked(ValueError):
    """The question cannot be asked so. The text says why, and what to do."""


@dataclass(frozen=True)
class Question:
    """One question.

    `against`: "in_force_then" (each record under the version it was judged by) or "now" (under the one in force today).
    `since` and `until`: the judged days, both included; None is open.
    `groups`: "then" (corporate groups on the judged day), "now" (today's, for all days) or "file".
    `as_dated`: each figure as it is dated. Otherwise a figure that the version changes counts as if its last value had
    always been so: a limit that falls next year would find nothing in the past.
    `figures`: further changes, such as {"5.2.limit_12m": "100"}, for all days.
    """

    against: str = "in_force_then"
    since: date | None = None
    until: date | None = None
    groups: str = "then"
    as_dated: bool = False
    figures: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.against not in AGAINST:
            raise NotAsked(f"against is one of {', '.join(AGAINST)}; {self.against!r} is not.")
        if self.groups not in GROUPS:
            raise NotAsked(f"groups is one of {', '.join(GROUPS)}; {self.groups!r} is not.")
        if self.since and self.until and self.until < self.since:
            raise NotAsked(f"The last day, {self.until}, is before the first, {self.since}.")

    @property
    def is_of_the_version_itself(self) -> bool:
        """Whether it asks of the version as it is, over all days, against what each record was judged by: what the list
        after adoption asks as well, but for the days from which figures count. Any other question is a what-if."""
        return replace(self, as_dated=False) == Question()

    def as_json(self) -> dict[str, Any]:
        """As kept and attested."""
        plain = asdict(self) | {"figures": dict(sorted(self.figures.items()))}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Question":
        """Back again."""
        days = {name: date.fromisoformat(said[name]) if said[name] else None for name in ("since", "until")}
        return cls(**{**said, **days})
