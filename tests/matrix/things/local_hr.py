"""What local HR does in the campaign that runs, for Works HR, which Farah looks after: a conflict that waits, one
advised of, one of the compliance officer's own, an exemption, and a closing return of another department."""

from datetime import date

from avow.access.testing import PASSWORD, grant
from avow.certifications.campaigns import following
from avow.certifications.local_hr import acts
from avow.certifications.models import Campaign, Included
from avow.certifications.testing import signed
from avow.people.acts import put
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, BEGIN, ON, World

LATER = date(2099, 1, 1)
"""A day that is still to come whenever the tests run."""


def add(found: World, house: reviews.House) -> None:
    for number, name, department in (
        ("Y1", "Yara Supervisor", "Works HR"),
        ("Y2", "Yuri Supervisor", "Works HR"),
        ("Y3", "Yves Supervisor", "Works HR"),
        ("Y4", "Ylva Supervisor", "Yard HR"),
        ("C1", "Chen Wei", "Works HR"),
    ):
        put(
            number, on=ON, by="system", at=AT, name=name, email=f"{number}@example.com", manager=house.boris,
            grade="supervisor", worker_type="full_time", hr_department=department,
        )  # fmt: skip
    campaign = Campaign.objects.get(name="Certification 2026")
    following.work_through(ON, lambda: AT)
    asked = {one.person.number: one for one in Included.objects.filter(campaign=campaign).select_related("person")}
    waiting = signed(asked["Y1"], ["loan"], on=ON).reported.get()
    told = signed(asked["Y2"], ["loan"], on=ON).reported.get()
    farah = house.farah
    own = signed(asked["C1"], ["loan"], on=ON).reported.get()
    advice, officers = acts.advise([told, own], by=farah, note="Please look.", name=farah.name, on=ON, at=AT)
    spared = acts.exempt(asked["Y3"], by=farah, reason="Parental leave.", until=LATER, on=ON, at=AT)
    signed(asked["Y4"], on=ON)
    grant(farah, "hr_partner", BEGIN, "Yard HR")
    row = acts.sign_return(campaign, "Yard HR", by=farah, name=farah.name, on=ON, at=AT)
    of_campaign = {"public_id": campaign.public_id}
    found.parts |= {
        "certifications:hr_campaign": of_campaign,
        "certifications:hr_advise": of_campaign,
        "certifications:hr_sign_return": of_campaign,
        "certifications:hr_remind": of_campaign,
        "certifications:hr_exempt": {**of_campaign, "person_id": house.boris.public_id},
        "certifications:hr_advice": {"public_id": advice.public_id},
        ("certifications:hr_advice", "GET:officers"): {"public_id": officers.public_id},
        ("certifications:hr_advice", "POST:officers"): {"public_id": officers.public_id},
        "certifications:hr_exemption": {"public_id": spared.public_id},
        "certifications:hr_return": {"public_id": row.public_id},
    }
    signature = {"name": farah.name, "password": PASSWORD}
    found.sent |= {
        ("certifications:hr", "POST"): {"advice": advice.public_id},
        ("certifications:hr_advise", "POST"): {"conflict": waiting.public_id, "note": "Look.", **signature},
        ("certifications:hr_exempt", "POST"): {"reason": "Parental leave.", "until": ""},
        ("certifications:hr_sign_return", "POST"): {"department": "Works HR", **signature},
    }
