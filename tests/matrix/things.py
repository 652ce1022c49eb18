"""What the addresses of the table are about, and who asks. Amina disclosed a holding in Delta; Boris was consulted."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from avow.access import acts as access
from avow.access.models import RoleProposal
from avow.access.testing import grant
from avow.disclosures import acts as disclosing
from avow.disclosures.testing import drafted
from avow.ledger.identifiers import public_id
from avow.people.acts import put
from avow.people.models import Person
from avow.reviews import acts as reviewing
from avow.reviews import testing as reviews

BEGIN = date(2026, 1, 1)
ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 8, tzinfo=UTC)


@dataclass
class World:
    """`who` is everyone who asks, by the column of the table; `parts` gives, for an address, the parts of its path;
    `sent` gives, for an address and an act, the fields of its form."""

    who: dict[str, Person]
    parts: dict[str, dict[str, object]] = field(default_factory=dict)
    sent: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)


NAMES_SOMETHING = {"public_id", "file_id"}
"""The parts of a path that name something of somebody: a stranger must not learn whether it exists."""


def unknown(parts: dict[str, object]) -> dict[str, object]:
    """The same parts, naming things that never existed."""
    return {name: public_id() if name in NAMES_SOMETHING else part for name, part in parts.items()}


def world() -> World:
    """Everyone and everything, made once."""
    house = reviews.house(BEGIN)
    house.extra = {
        number: put(number, on=BEGIN, by="system", at=AT, name=name, manager=manager, country="SE")
        for number, name, manager in (
            ("N1", "Nadia Colleague", house.boris),
            ("V1", "Devi Deputy", house.chen),
            ("K1", "Karin Committee", None),
            ("M1", "Mikael Management", house.dolores),
            ("Z1", "Ada Administrator", None),
            ("Z2", "Otto Administrator", None),
        )
    }
    found = World(_everyone(house))
    _disclosures(found, house)
    _administration(found, house)
    found.parts["web:clause"] = {"number": "4.5"}
    found.sent["certifications:acknowledge", "POST"] = {"version": house.pack.hash}
    return found


def _everyone(house) -> dict[str, Person]:
    new = house.extra
    grant(new["V1"], "deputy", BEGIN)
    grant(new["K1"], "board_committee", BEGIN)
    grant(house.farah, "hr_partner", BEGIN, "Works HR")
    grant(new["M1"], "management", BEGIN)
    grant(house.emeka, "auditor", BEGIN)
    grant(new["Z1"], "administrator", BEGIN)
    grant(new["Z2"], "administrator", BEGIN)
    return {
        "stranger": house.goran,
        "discloser": house.amina,
        "colleague": new["N1"],
        "manager": house.boris,
        "officer": house.chen,
        "deputy": new["V1"],
        "chief": house.dolores,
        "board": new["K1"],
        "hr": house.farah,
        "management": new["M1"],
        "auditor": house.emeka,
        "administrator": new["Z1"],
    }


def _disclosures(found: World, house) -> None:
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
        ("disclosures:keep", "POST"): {"holder": "self"},
        ("disclosures:check", "POST"): {"revision": ready.draft.revision},
        ("disclosures:withdraw", "POST"): {"reason": "I sold them."},
        ("disclosures:started", "POST"): {"day": "2026-03-02"},
        ("disclosures:ended", "POST"): {"day": "2026-03-02"},
    }


def _administration(found: World, house) -> None:
    new = house.extra
    proposal: RoleProposal = access.propose_role(house.boris, "management", new["Z2"], ON, AT)
    ending = grant(new["N1"], "management", BEGIN)
    access.end_role(ending, new["Z2"], ON, AT)
    found.sent |= {
        ("access:propose", "POST"): {"person": "N1", "role": "auditor"},
        ("access:end", "GET"): {"grant": house.chen.role_grants.get().pk},
        ("access:end", "POST"): {"grant": house.chen.role_grants.get().pk},
        ("access:proposals", "POST:confirm"): {"proposal": proposal.pk, "answer": "confirm"},
        ("access:proposals", "POST:refuse"): {"proposal": proposal.pk, "answer": "refuse"},
        ("account_login", "POST"): {"login": "nobody", "password": "wrong"},
        ("account_change_password", "POST"): {"oldpassword": "wrong"},
    }
