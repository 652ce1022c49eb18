"""Forms on paper for many people at once: who is chosen, in which files, and what each file holds."""

import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from avow.access.testing import account_for, grant, sign_in
from avow.certifications.kiosk.where import Where
from avow.certifications.models import Place
from avow.certifications.paper import many
from avow.certifications.paper.capturing import Scan, capture
from avow.certifications.testing import BEGIN, OPEN, answers, conversation, house, moment, signed
from avow.config import clock
from avow.disclosures.testing import disclosed
from avow.people.acts import put
from avow.people.models import Person

AT = {"S1": "Late", "S2": "Early", "S3": "Early", "S4": "Early", "S5": ""}


@pytest.fixture
def us(db, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(OPEN))
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    for number, shift in AT.items():
        put(number, on=BEGIN, by="system", at=moment(BEGIN), name=f"Sol {number}", grade="supervisor",
            hr_department="Works HR", site="Foundry", shift=shift)  # fmt: skip
    return house(supervisors=())


@pytest.fixture
def farah(us):
    return sign_in(Client(), us.farah)


def address(us, **given):
    query = "&".join(f"{name}={value}" for name, value in given.items())
    return f"/hr/{us.campaign.public_id}/papers/?{query}"


def files(page):
    """The addresses of the files on the page."""
    return [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]*forms\.pdf[^"]*)"', page.text)]


def forms(pdf):
    """For each form of the file: who, and the texts of its pages; the blank backs of sheets are in none."""
    found = {}
    for place, page in enumerate(PdfReader(io.BytesIO(pdf)).pages):
        text = re.sub(r"\s+", " ", page.extract_text())
        if not text:
            continue
        who, at, of = re.search(r"2026\. (.+), [0-9a-z]{12}\. (\d+) of (\d+)$", text).groups()
        found.setdefault(who, []).append((place, int(at), int(of), text))
    return found


def test_a_shift_is_printed_in_one_file(us, farah):
    page = farah.get(address(us, who="without", where=Where("Foundry", "Early").value))
    (file,) = files(page)
    assert "3 forms to print" in page.text
    answer = farah.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    assert list(forms(answer.content)) == ["Sol S2", "Sol S3", "Sol S4"]


def test_each_form_is_the_one_that_is_printed_alone_and_begins_on_a_sheet_of_its_own(us, farah):
    for number in range(16):  # so many that his form has one page more than those of the others
        disclosed(Person.objects.get(number="S2"), other_side=f"Company {number}")
    (file,) = files(farah.get(address(us, who="without", where=Where("Foundry").value)))
    together = forms(farah.get(file).content)
    assert len(together) == len(AT)
    for who, pages in together.items():
        person = Person.objects.get(name=who)
        alone = forms(farah.get(f"/hr/{us.campaign.public_id}/people/{person.public_id}/form.pdf").content)
        assert [page[1:] for page in pages] == [page[1:] for page in alone[who]]
        assert [at for _, at, _, _ in pages] == list(range(1, len(pages) + 1))
        assert pages[0][0] % 2 == 0
        assert f"{who} ({person.number})" in pages[0][3]
    assert {len(pages) % 2 for pages in together.values()} == {0, 1}, "one of them ends on a front"


def test_it_is_read_aloud_as_the_single_one_is(us, farah):
    (file,) = files(farah.get(address(us, who="all", where="everywhere")))
    root = PdfReader(io.BytesIO(farah.get(file).content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


def test_it_is_cut_into_files_by_shift_and_a_signature_meanwhile_moves_nobody(us, farah, monkeypatch):
    monkeypatch.setattr(many, "MOST_IN_A_PART", 2)
    page = farah.get(address(us, who="without", where=Where("Foundry").value))
    first, second, third = files(page)
    assert "Foundry, Early to Foundry, Late" in page.text
    for number in ("S2", "S4"):
        signed(us.asked(Person.objects.get(number=number)))
    assert [list(forms(farah.get(one).content)) for one in (first, second, third)] == [
        ["Sol S3"], ["Sol S1"], ["Sol S5"]
    ]  # fmt: skip


def test_a_file_to_which_too_many_came_or_of_which_nobody_is_left_is_chosen_anew(us, farah, monkeypatch):
    given = {"who": "without", "where": Where("Foundry", "Early").value}
    (file,) = files(farah.get(address(us, **given)))
    with monkeypatch.context() as smaller:
        smaller.setattr(many, "MOST_IN_A_PART", 2)
        assert farah.get(file).url == address(us, **given)
    for number in ("S2", "S3", "S4"):
        account_for(Person.objects.get(number=number))
    assert farah.get(file).url == address(us, **given)
    page = farah.get(address(us, **given))
    assert page.status_code == 422
    assert "Nobody needs a form there" in page.text


def test_more_than_can_be_shown_are_asked_to_be_fewer(us, farah, monkeypatch):
    monkeypatch.setattr(many, "MOST", 4)
    page = farah.get(address(us, who="without", where="everywhere"))
    assert page.status_code == 422
    assert "Choose a department, a site or a shift" in page.text


def test_a_file_lacks_nobody_where_more_came_than_can_be_put_in_order(us, farah, monkeypatch):
    given = {"who": "without", "where": "everywhere"}
    (file,) = files(farah.get(address(us, **given)))
    assert len(forms(farah.get(file).content)) == len(AT) + 1, "Boris, and not Dolores, to whom Farah reports"
    for most in (6, 5, 4):
        with monkeypatch.context() as smaller:
            smaller.setattr(many, "MOST", most)
            assert farah.get(file).url == address(us, **given)


def test_nul_for_whoever_is_first_or_last_is_nobody(us, farah):
    (file,) = files(farah.get(address(us, who="without", where="everywhere")))
    ends = re.sub(r"(first|last)=[^&]+", r"\1=%00", file)
    assert "first=%00&last=%00" in ends
    assert farah.get(ends).url == f"/hr/{us.campaign.public_id}/papers/"


def test_whoever_signed_on_paper_or_has_an_account_needs_none_unless_all_are_meant(us, farah):
    with_account, entered = (Person.objects.get(number=number) for number in ("S3", "S4"))
    account_for(with_account)
    asked = us.asked(entered)
    scan = Scan("a.pdf", b"%PDF-1.7 a scan of a paper")
    capture(asked, answers(conversation(asked, OPEN)), scan, OPEN, by=us.farah, on=OPEN, at=moment(OPEN))
    at = Where("Foundry", "Early").value
    for who, expected in (("without", ["Sol S2"]), ("all", ["Sol S2", "Sol S3"])):
        (file,) = files(farah.get(address(us, who=who, where=at)))
        assert list(forms(farah.get(file).content)) == expected


def test_a_partner_of_two_departments_chooses_one(us, farah):
    Place.objects.filter(included__person__number="S5").update(department="North HR")
    grant(us.farah, "hr_partner", OPEN, department="North HR")
    page = farah.get(address(us))
    value = re.search(r'<option value="([0-9a-f]{16})">North HR</option>', page.text).group(1)
    (file,) = files(farah.get(address(us, who="without", where="everywhere", department=value)))
    assert list(forms(farah.get(file).content)) == ["Sol S5"]


def test_nobody_prints_those_of_others(us, farah):
    (file,) = files(farah.get(address(us, who="without", where=Where("Foundry", "Early").value)))
    for who in (us.boris, us.goran, us.emeka):
        client = sign_in(Client(), who)
        assert client.get(file).status_code == 404
        assert client.get(address(us)).status_code == 404
    officer = sign_in(Client(), us.chen)
    assert officer.get(file).url == f"/hr/{us.campaign.public_id}/papers/", "whose department has a partner"
