"""Who decides a case, in which ways, and what the consultations of 6.8 show and ask, as a policy says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from avow.policy.expressions import Expr


@dataclass(frozen=True)
class Outcome:
    """A way in which a case can be decided."""

    id: str
    title: str
    for_: str  # contemplated, existing or both
    conditions: bool
    register: str = ""
    says: str = ""
    decides: str = ""


@dataclass(frozen=True)
class Consultation:
    """What the two consultations of 6.8 show and ask."""

    management_sees: tuple[str, ...]
    management_says: str = ""
    management_questions: tuple[str, ...] = ()
    discloser_questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Consultations:
    """The consultation of most kinds, and those of the kinds that differ."""

    general: Consultation
    kinds: Mapping[str, Consultation] = field(default_factory=dict)

    def of(self, kind: str) -> Consultation:
        return self.kinds.get(kind, self.general)


@dataclass(frozen=True)
class Route:
    """Who decides, and why."""

    name: str
    decides: str
    because: str


@dataclass(frozen=True)
class RouteRow:
    route: Route
    when: Expr


@dataclass(frozen=True)
class Routing:
    """Rows in order; where none fits, `otherwise`."""

    rows: tuple[RouteRow, ...]
    otherwise: str
