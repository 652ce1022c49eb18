"""A campaign under way and one that is only prepared, with what an officer sends to change, try and start it."""

from datetime import date

from avow.certifications.campaigns import acts, freezing
from avow.certifications.campaigns.problems import problems
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World

DAYS = {"opens": date(2026, 3, 1), "due": date(2026, 3, 31), "closes": date(2026, 5, 1)}
NEXT = {"opens": date(2027, 3, 1), "due": date(2027, 3, 31), "closes": date(2027, 5, 1)}


def add(found: World, house: reviews.House) -> None:
    runs = acts.prepare("Certification 2026", **DAYS, by=house.chen, on=ON, at=AT)
    acts.start(runs, by=house.chen, on=ON, at=AT, seen=True)
    freezing.work_through(lambda: AT)
    ready = acts.prepare("Certification 2027", **NEXT, by=house.chen, on=ON, at=AT)
    seen = [one.kind for one in problems(ready, acts.preview(ready, ON)[0], ON)]
    days = {name: day.isoformat() for name, day in NEXT.items()}
    for what in ("campaign", "campaign_everyone"):
        found.parts[f"certifications:{what}"] = {"public_id": runs.public_id}
    for what in ("campaign_preview", "campaign_change", "campaign_withdraw", "campaign_try"):
        found.parts[f"certifications:{what}"] = {"public_id": ready.public_id}
    found.sent |= {
        ("certifications:campaign_new", "POST"): {"name": "Certification 2028"},
        ("certifications:campaign_change", "POST"): {"name": "Certification of 2027", **days},
        ("certifications:campaign_preview", "POST"): {"seen": "1", "shown": seen},
        ("certifications:campaign_try", "POST"): {"numbers": "A1"},
    }
