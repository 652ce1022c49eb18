"""A shortcut for tests of this room and those above: a rule entered by an officer."""

from datetime import date

from avow.disclosures.testing import noon
from avow.local_rules import acts

BOTH = ("hospitality_received", "hospitality_offered")
USUAL = {
    "text": "Inga kvällsaktiviteter med leverantörer.",
    "language": "sv",
    "decided_by": "the plant management of Gothenburg",
    "kinds": BOTH,
    "does": "all",
    "site": "Gothenburg",
}


def ruled(by, from_day: date, name: str = "No evenings with suppliers", *, on: date | None = None, **given):
    """A rule that holds from that day, entered on it or on the day `on`; without more, Gothenburg forbids all
    hospitality."""
    day = on or from_day
    return acts.make_rule(name, by=by, on=day, at=noon(day), from_day=from_day, **{**USUAL, **given})
