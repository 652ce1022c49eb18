"""The headings of the columns of the register, each a link that puts the lines in another order."""

from dataclasses import dataclass

from avow.gifts.filtering import Filters

COLUMNS = (
    ("Day", "on", "-on"),
    ("Person", "person", "person"),
    ("What", "", ""),
    ("From or to whom", "party", "party"),
    ("Worth each", "amount", "-amount"),
    ("Finding and marks", "", ""),
)
"""What stands above a column, what it is sorted by, and how it is the first time."""


@dataclass(frozen=True)
class Heading:
    """`query` gives the other order, None where there is none; `now` is "ascending", "descending", or nothing."""

    label: str
    query: str | None
    now: str = ""

    @property
    def is_amount(self) -> bool:
        """Whether it stands at the right, above numbers."""
        return self.label == "Worth each"


def headings(filters: Filters) -> list[Heading]:
    """As the lines are filtered and in order now; following one a second time turns the order round."""
    return [_heading(filters, *column) for column in COLUMNS]


def _heading(filters: Filters, label: str, name: str, first: str) -> Heading:
    if not name:
        return Heading(label, None)
    if filters.sort.lstrip("-") != name:
        return Heading(label, filters.sorted_by(first))
    backwards = filters.sort.startswith("-")
    return Heading(
        label, filters.sorted_by(name if backwards else f"-{name}"), "descending" if backwards else "ascending"
    )
