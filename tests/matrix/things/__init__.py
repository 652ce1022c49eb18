"""What the addresses of the table are about, and who asks. Amina disclosed a holding in Delta; Boris was consulted.

Each room adds its own things in a file of its own, called from `world`.
"""

from tests.matrix.things import (
    administration,
    asking,
    campaigns,
    certifying,
    counterparties,
    disclosing,
    leaving,
    local_hr,
    local_rules,
    recording,
    register,
    reviewing,
    sent,
    versions,
    without_account,
)
from tests.matrix.things.world import NAMES_SOMETHING, World, made, unknown

__all__ = ["NAMES_SOMETHING", "World", "unknown", "world"]


def world() -> World:
    """Everyone and everything, made once."""
    found, house = made()
    disclosing.add(found, house)
    recording.add(found, house)
    reviewing.add(found, house)
    leaving.add(found, house)
    administration.add(found, house)
    versions.add(found, house)
    counterparties.add(found, house)
    local_rules.add(found, house)
    register.add(found, house)
    asking.add(found, house)
    certifying.add(found, house)
    campaigns.add(found, house)
    local_hr.add(found, house)
    without_account.add(found, house)
    sent.add(found, house)
    found.parts |= {
        "web:clause": {"number": "4.5"},
        "web:clause-as-of": {"number": "4.5", "day": "2026-01-01"},
        "web:policy-as-of": {"day": "2026-01-01"},
    }
    found.sent["certifications:acknowledge", "POST"] = {"version": house.pack.hash}
    return found
