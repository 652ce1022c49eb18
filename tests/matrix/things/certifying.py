"""Amina, and whoever leads people, are asked to certify. She signed an earlier year's, and is about to sign now."""

from datetime import date

from avow.access.testing import PASSWORD
from avow.certifications.models import Included
from avow.certifications.testing import filled, signed, started
from avow.people.acts import put
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, BEGIN, ON, World

EARLIER = {"opens": date(2026, 1, 5), "due": date(2026, 1, 20), "closes": date(2026, 2, 10)}
NOW = {"opens": date(2026, 3, 1), "due": date(2099, 3, 20), "closes": date(2099, 4, 10)}


def add(found: World, house: reviews.House) -> None:
    put("A1", on=BEGIN, by="system", at=AT, name=house.amina.name, grade="supervisor")
    earlier = started(house.chen, days=EARLIER, on=date(2026, 1, 4), name="Certification 2025")
    now = started(house.chen, days=NOW, on=date(2026, 2, 28))
    asked = Included.objects.select_related("person", "campaign").filter(person=house.amina)
    form = signed(asked.get(campaign=earlier), on=date(2026, 1, 8))
    filled(asked.get(campaign=now), on=ON)
    of_form, of_campaign = {"public_id": form.public_id}, {"public_id": now.public_id}
    found.parts |= {f"certifications:{name}": of_form for name in ("form", "form_pdf", "unlock", "confirm")}
    found.parts |= {f"certifications:{name}": of_campaign for name in ("begin", "check", "sign")}
    found.parts |= {f"certifications:{name}": {**of_campaign, "step": "ask-loan"} for name in ("step", "keep")}
    found.sent |= {
        ("certifications:step", "POST"): {"answer": "no"},
        ("certifications:keep", "POST"): {"new-0-other_side": "Ban", "revision": "99"},
        ("certifications:sign", "POST"): {"name": "Somebody else", "password": PASSWORD, "shown": ""},
        ("certifications:unlock", "POST"): {"reason": "I forgot a loan."},
    }
