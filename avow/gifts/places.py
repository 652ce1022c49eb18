"""The sites, employers and countries that one may narrow the register by: those of the people, not of the lines, so
that the list tells nothing of lines that somebody must keep away from."""

from avow.people.models import PersonRecord

MOST = 300
"""Of each; a longer list helps nobody, and words can be typed all the same."""
LISTS = {"sites": "site", "employers": "employer", "countries": "country"}


def offered() -> dict[str, list[str]]:
    """By the id of the list on the page."""
    rows = list(PersonRecord.objects.order_by().values_list(*LISTS.values()).distinct())
    return {name: sorted({row[place] for row in rows if row[place]})[:MOST] for place, name in enumerate(LISTS)}
