"""The page of who has not acknowledged, and its file: for officers all, for HR partners their departments."""

from datetime import UTC, date, datetime

import pytest

from avow.access.models import Role
from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.certifications.acknowledging import views
from avow.certifications.acts import acknowledge
from avow.config import clock
from avow.ledger.models import Entry
from avow.people import acts as people
from avow.people.testing import cast

pytestmark = pytest.mark.django_db

ON = date(2026, 1, 20)
AT = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)
ADDRESS, FILE = "/acknowledgements/", "/acknowledgements/export/"


@pytest.fixture
def everyone(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: ON)
    monkeypatch.setattr(clock, "now", lambda: AT)
    found = cast()
    adopted()
    grant(found.chen, Role.COMPLIANCE_OFFICER)
    grant(found.farah, Role.HR_PARTNER, department="Works HR")
    return found


def shown(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return response


def file(client, **sent):
    response = client.post(FILE, sent)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_chen_reads_of_everyone(client, everyone):
    acknowledge(everyone.amina, adopted(), on=ON, at=AT)
    response = shown(sign_in(client, everyone.chen))
    page = response.content.decode()
    assert "Goran Petrov" in page and "Amina Haddad" not in page
    assert "5 days late" in page
    assert dict(response.context["numbers"]) == {
        "asked": 7, "have acknowledged": 1, "of them late": 1, "have not yet": 6, "of them overdue": 6,
    }  # fmt: skip
    assert "Amina Haddad" in shown(client, f"{ADDRESS}?show=late").content.decode()


def test_farah_reads_of_her_department(client, everyone):
    sign_in(client, everyone.farah)
    page = shown(client).content.decode()
    assert "Amina Haddad" in page and "Goran Petrov" not in page and "Sever HR" not in page
    other = shown(client, f"{ADDRESS}?department=Sever+HR").content.decode()
    assert "Goran Petrov" not in other
    assert not any("Goran" in line for line in file(client, department="Sever HR"))


def test_one_department_alone(client, everyone):
    sign_in(client, everyone.chen)
    people.put("N1", on=ON, by="system", at=AT, name="Nowhere Anna")
    page = shown(client, f"{ADDRESS}?department=Sever+HR").content.decode()
    assert "Goran Petrov" in page and "Amina Haddad" not in page
    assert "Nowhere Anna" in shown(client, f"{ADDRESS}?department=-").content.decode()
    assert len(file(client, department="-")) == 2


def test_pages(client, everyone, monkeypatch):
    monkeypatch.setattr(views, "ON_A_PAGE", 3)
    sign_in(client, everyone.chen)
    names = [
        line.name for page in (1, 2, 3) for line, _ in shown(client, f"{ADDRESS}?page={page}").context["lines"]
    ]  # fmt: skip
    assert len(names) == 7 and names == sorted(names)


def test_the_file_has_everyone_and_formulas_stay_text(client, everyone):
    people.put("A1", on=ON, by="system", at=AT, name="=HYPERLINK(1)")
    sign_in(client, everyone.chen)
    before = Entry.objects.count()
    lines = file(client)
    assert lines[0] == "Number,Name,HR department,Asked since,Due,Days late"
    assert "A1,'=HYPERLINK(1),Works HR,2026-01-01,2026-01-15,5" in lines
    assert len(lines) == 8
    assert Entry.objects.count() == before + 1
    assert Entry.objects.last().verb == "outstanding acknowledgements exported"


@pytest.mark.parametrize("who", ["amina", "boris", "dolores", "emeka", "goran"])
def test_nobody_else_finds_it(client, everyone, who):
    sign_in(client, getattr(everyone, who))
    assert client.get(ADDRESS).status_code == 404
    assert client.post(FILE).status_code == 404


def test_everyone_has_acknowledged(client, everyone):
    for person in vars(everyone).values():
        acknowledge(person, adopted(), on=date(2026, 1, 10), at=AT)
    assert "Everyone has acknowledged it." in shown(sign_in(client, everyone.chen)).content.decode()
