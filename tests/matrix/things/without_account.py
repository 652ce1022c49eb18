"""Those who sign without an account, in Works HR, which Farah looks after: somebody who has not signed, and somebody
whose paper was entered. At the shared device nobody sits, whoever asks."""

from avow.certifications.campaigns import following
from avow.certifications.form.asking import conversation
from avow.certifications.models import Campaign, Included
from avow.certifications.paper import capturing
from avow.certifications.testing import answers
from avow.people.acts import put
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World

CODE = {"code": "ABCDEFGH", "fact": "0"}


def add(found: World, house: reviews.House) -> None:
    for number, name in (("W1", "Zoe Supervisor"), ("W2", "Zeno Supervisor")):
        put(
            number, on=ON, by="system", at=AT, name=name, manager=house.boris, grade="supervisor",
            worker_type="full_time", hr_department="Works HR",
        )  # fmt: skip
    campaign = Campaign.objects.get(public_id=found.parts["certifications:hr_campaign"]["public_id"])
    following.work_through(ON, lambda: AT)
    asked = {one.person.number: one for one in Included.objects.filter(campaign=campaign).select_related("person")}
    said = answers(conversation(asked["W1"], ON))
    scan = capturing.Scan("form.pdf", b"%PDF-1.7 a scan")
    form = capturing.capture(asked["W1"], said, scan, ON, by=house.farah, on=ON, at=AT)
    of_campaign = {"public_id": campaign.public_id}
    of_person = {**of_campaign, "person_id": asked["W2"].person.public_id}
    found.parts |= {"certifications:hr_slips": of_campaign, "certifications:scan": {"public_id": form.public_id}}
    found.parts |= {f"certifications:{name}": of_campaign for name in ("hr_papers", "hr_papers_part")}
    found.parts |= {f"certifications:{name}": of_person for name in ("hr_person", "hr_blank", "hr_capture")}
    found.parts |= {f"kiosk:{name}": of_campaign for name in ("begin", "check", "sign")}
    found.parts |= {f"kiosk:{name}": {**of_campaign, "step": "policy"} for name in ("step", "keep")}
    found.parts |= {f"kiosk:{name}": {"public_id": form.public_id} for name in ("form", "scan", "confirm", "unlock")}
    found.sent |= {
        ("certifications:hr_slips", "POST"): {"who": "nobody", "where": "nowhere"},
        ("kiosk:enter", "POST"): CODE,
    }
