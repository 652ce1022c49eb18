"""A proposed version that was tried, one that Devi proposed, and one that was adopted and left a record to look at."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from avow.adoptions.acts import adopt_proposal, propose
from avow.adoptions.copies import files_of
from avow.adoptions.resolutions import approving
from avow.config.clock import today
from avow.ledger.acts import Doc, record
from avow.policy.loading import corporate
from avow.reviews import testing as reviews
from avow.trials.acts import ask
from avow.trials.models import BackTest, ToReview
from avow.trials.question import Question
from tests.matrix.things.world import AT, ON, World

WHY = "The board asked for it."


def add(found: World, house: reviews.House) -> None:
    """Everything without judging anything: what is answered is put there as an answer."""
    devi = house.extra["V1"]
    start = today() + timedelta(days=30)
    of_chen = propose(_version("2027.1"), by=house.chen, at=AT, reason=WHY)
    of_devi = propose(_version("2027.2"), by=devi, at=AT, reason=WHY)
    test = ask(of_chen, Question(), by=house.chen, at=AT)
    BackTest.objects.filter(pk=test.pk).update(finished_at=AT, judged=1)
    gone = propose(_version("2027.3"), by=house.chen, at=AT, reason=WHY)
    paper = approving("resolution.txt", b"Resolved so.")
    adoption = adopt_proposal(gone, from_day=start, by=house.dolores, at=AT, resolution=paper)
    disclosure = reviews.disclose(house, house.amina)
    entry = adoption.attested.entry_id
    _to_look_at(adoption, disclosure)
    version, result = {"public_id": of_chen.public_id}, {"public_id": of_chen.public_id, "test_id": test.public_id}
    found.parts |= {
        "trials:proposal": version,
        "trials:files": version,
        "trials:checked": version,
        "trials:compared": version,
        "trials:withdraw": version,
        "trials:tried": version,
        "trials:result": result,
        "trials:records": result,
        "trials:adopt": {"public_id": of_devi.public_id},
        "trials:adopted": {"entry": entry},
        "trials:resolution": {"entry": entry},
        "trials:look-at": {"entry": entry, "public_id": disclosure.public_id},
    }
    found.sent |= {
        ("trials:propose", "POST"): {"reason": "", "pack": "corporate"},
        ("trials:tried", "POST"): {"against": "in_force_then", "groups": "then", "since": "2026-01-01"},
        ("trials:adopt", "POST"): {
            "from_day": start.isoformat(),
            "resolution": SimpleUploadedFile("resolution.txt", b"Resolved so."),
        },
        ("trials:look-at", "POST"): {"remark": "Nothing to do."},
    }


def _version(number: str) -> dict[str, str]:
    files = files_of(corporate())
    files["policy.toml"] = files["policy.toml"].replace('version = "2026.1"', f'version = "{number}"')
    return files


def _to_look_at(adoption, disclosure) -> None:
    body = {
        "adoption": adoption.attested.entry_id,
        "disclosure": disclosure.public_id,
        "number": 1,
        "on": ON.isoformat(),
        "differs": [{"clause": "4.5", "rule": "main", "change": "newly_found", "was": "none", "now": "approval"}],
    }
    doc = Doc(ToReview.schema, body, key=disclosure.person.key)
    entry = record("to be looked at again", actor="system", subject=f"policy:{adoption.pack_hash}", at=AT, docs=[doc])
    ToReview.objects.create(
        attested=entry.documents[0], adoption=adoption, disclosure=disclosure, number=1, on=ON, differs=body["differs"]
    )
