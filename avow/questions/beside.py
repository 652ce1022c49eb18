"""Guidance offered where the same clause comes up: at the last look over a disclosure."""

from collections.abc import Iterator
from datetime import date

from avow.disclosures.hints import Hint
from avow.people.models import Person
from avow.policy import Kind, Step
from avow.questions import finding

MOST = 3


def hints(person: Person, kind: Kind, step: Step | None, on: date) -> Iterator[Hint]:
    """What was answered before about the clauses of this kind, before it is sent."""
    if step is not None:
        return
    for one in finding.of_clauses(kind.clauses, most=MOST):
        under = f"Published on {one.on.day} {one.on:%B %Y}, clause {', '.join(one.clauses)}."
        yield Hint(f"Guidance: {one.title}", one.says, "en", under)
