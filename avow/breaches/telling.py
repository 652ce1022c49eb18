"""A possible breach in words: the days in the order in which they came, and what the person wrote."""

from datetime import date

from avow.breaches.models import PossibleBreach
from avow.disclosures.models import Version
from avow.reviews.said import said

NAMES = {
    "policy_from": "The policy has been in force since",
    "joined_on": "They joined on",
    "counterparty_since": "The other side has been a competitor, customer or supplier since",
    "disclosed_on": "They disclosed it on",
    "decided_on": "It was decided on",
    "may_start_on": "It was approved from",
    "agreed_on": "They agreed to the conditions on",
    "began_on": "It began on",
}
"""What each compared day is; the start comes last among days that are equal."""
OF_GIFTS = {**NAMES, "decided_on": "Leave was answered on", "began_on": "It was given on"}
"""The same where something was given."""


def days_of(row: PossibleBreach) -> list[tuple[str, date]]:
    """The days compared, the earliest first."""
    names = OF_GIFTS if row.is_gift else NAMES
    known = [(title, getattr(row, name)) for name, title in names.items() if getattr(row, name) is not None]
    return sorted(known, key=lambda pair: pair[1])


def words_of(version: Version) -> str:
    """What the person wrote in their own words; empty where they wrote nothing."""
    return said(lambda: str(version.answers().get("story") or ""))
