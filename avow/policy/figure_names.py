"""What people call a figure: what its reference says of it, never the name that the rules use."""

from __future__ import annotations

from avow.policy.figures import Figure
from avow.policy.pack import Clause


def called(clause: Clause, figure: Figure) -> str:
    """one party in any twelve months; without words in the reference the name with blanks: limit 12m. Where two figures
    of the clause have the same words, the name stands beside them."""
    words, name = _words(figure), figure.name.replace("_", " ")
    if not words:
        return name
    twins = any(_words(other) == words for other in clause.figures.values() if other.name != figure.name)
    return f"{words}, {name}" if twins else words


def with_number(clause: Clause, figure: Figure) -> str:
    """The figure with the clause's number: one party in any twelve months (5.2)."""
    return f"{called(clause, figure)} ({clause.number})"


def the_figure(clause: Clause, figure: Figure) -> str:
    """the figure for one party in any twelve months; without words in the reference, the figure “limit 12m”."""
    words = called(clause, figure)
    return f"the figure for {words}" if _words(figure) else f"the figure “{words}”"


def _words(figure: Figure) -> str:
    """What follows the number in the reference, up to a remark on where the value is from."""
    said = figure.reference.partition(";")[0]
    return (said.partition(", ")[2] if said[:1].isdigit() else said).strip()
