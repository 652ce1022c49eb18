"""A draft, a draft that only has to be sent, and a disclosure that was sent, with a file each; all Amina's."""

from django.core.files.uploadedfile import SimpleUploadedFile

from avow.disclosures import acts as disclosing
from avow.disclosures.models import Draft
from avow.disclosures.testing import drafted
from avow.reviews import acts as reviewing
from avow.reviews import testing as reviews
from tests.matrix.things.world import AT, ON, World


def add(found: World, house: reviews.House) -> None:
    draft = drafted(house.amina, "financial_interest", {"holder": "self"}, on=ON)
    paper = disclosing.attach(draft, house.amina, "letter.txt", b"a letter", AT)
    sent = disclosing.start(house.amina, "financial_interest", AT)
    given = {**reviews.SHARE, "other_side": house.delta.name, "counterparty": house.delta.public_id}
    disclosing.save_step(sent, given, "all", house.amina, AT)
    carried = disclosing.attach(sent, house.amina, "statement.txt", b"a statement", AT)
    disclosing.submit(sent, house.amina, ON, AT)
    case = reviews.case_of(sent)
    reviewing.consult(case, by=house.chen, on=ON, at=AT)
    ready = drafted(house.amina, "financial_interest", given, on=ON)
    of_ready = {"public_id": ready.public_id}
    of_draft, of_sent = {"public_id": draft.public_id}, {"public_id": sent.public_id}
    step = {**of_draft, "step_id": "whose"}
    found.parts |= {
        "disclosures:begin": {"kind": "financial_interest"},
        "disclosures:resume": of_draft,
        "disclosures:files": of_draft,
        "disclosures:remove_file": {**of_draft, "file_id": paper.public_id},
        "disclosures:check": of_ready,
        "disclosures:discard": of_draft,
        "disclosures:candidates": of_draft,
        "disclosures:step": step,
        "disclosures:keep": step,
        "disclosures:one": of_sent,
        "disclosures:sent": of_sent,
        "disclosures:version": {**of_sent, "number": 1},
        "disclosures:change": of_sent,
        "disclosures:withdraw": of_sent,
        "disclosures:started": of_sent,
        "disclosures:ended": of_sent,
        "disclosures:receipt": of_sent,
        "disclosures:receipt_pdf": of_sent,
        "disclosures:version_receipt": {**of_sent, "number": 1},
        "disclosures:version_receipt_pdf": {**of_sent, "number": 1},
        "disclosures:attachment": {"file_id": carried.public_id},
    }
    found.sent |= {
        ("disclosures:files", "POST"): {"file": SimpleUploadedFile("note.txt", b"a note")},
        ("disclosures:step", "POST"): {"holder": "self"},
        ("disclosures:keep", "POST"): {"holder": "self", "revision": Draft.objects.get(disclosure=draft).revision},
        ("disclosures:check", "POST"): {"revision": ready.draft.revision},
        ("disclosures:withdraw", "POST"): {"reason": "I sold them."},
        ("disclosures:started", "POST"): {"day": "2026-03-02"},
        ("disclosures:ended", "POST"): {"day": "2026-03-02"},
    }
