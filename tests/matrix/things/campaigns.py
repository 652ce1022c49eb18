"""The campaign under way, which `certifying` started, and one only prepared, with what changes, tries and starts it."""

from datetime import date

from avow.certifications.campaigns import acts
from avow.certifications.models import Campaign
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World

NEXT = {"opens": date(2099, 6, 1), "due": date(2099, 6, 30), "closes": date(2099, 8, 1)}
"""After those of the campaign that runs whenever the tests do."""
BEFORE = {"opens": date(2025, 9, 1), "due": date(2025, 9, 30), "closes": date(2025, 12, 1)}
"""Before them: what is sent to prepare one, as a page offers no day in so many years."""


def add(found: World, house: reviews.House) -> None:
    runs = Campaign.objects.get(name="Certification 2026")
    ready = acts.prepare("Certification 2027", **NEXT, by=house.chen, on=ON, at=AT)
    seen = ["unknown", "no partner", "no department", "no manager", "no e-mail"]
    days = {name: day.isoformat() for name, day in BEFORE.items()}
    for what in ("campaign", "campaign_everyone", "campaign_remind"):
        found.parts[f"certifications:{what}"] = {"public_id": runs.public_id}
    for what in ("campaign_preview", "campaign_change", "campaign_withdraw", "campaign_try"):
        found.parts[f"certifications:{what}"] = {"public_id": ready.public_id}
    found.sent |= {
        ("certifications:campaign_new", "POST"): {"name": "Certification 2024", **days},
        ("certifications:campaign_change", "POST"): {"name": "Certification of 2027", **days},
        ("certifications:campaign_preview", "POST"): {"seen": "1", "shown": seen},
        ("certifications:campaign_try", "POST"): {"numbers": "A1"},
    }
