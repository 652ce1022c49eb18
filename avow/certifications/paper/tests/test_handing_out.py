"""Nobody prints or enters the paper of somebody whose disclosures they must not read."""

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.testing import sign_in
from avow.certifications.kiosk.handing_out import NOT_YOURS, left_out
from avow.certifications.models import SignedForm
from avow.certifications.paper.tests.test_many import address, files, forms
from avow.certifications.paper.tests.test_pages import typed, words
from avow.disclosures.testing import disclosed


def page_of(us, person):
    return reverse("certifications:hr_person", args=[us.campaign.public_id, person.public_id])


@pytest.mark.parametrize("end", ["form.pdf", "paper/"], ids=["to print", "to enter"])
def test_whoever_it_names_neither_prints_nor_enters_it_and_is_not_told_why(us, farah, end):
    assert farah.get(f"{page_of(us, us.boris)}{end}").status_code == 200
    disclosed(us.boris, other_side="Rahimi, Farah")
    for person in (us.boris, us.dolores):
        answer = farah.get(f"{page_of(us, person)}{end}")
        assert answer.url == page_of(us, person)
        page = farah.get(answer.url).text
        assert NOT_YOURS in page
        assert "disclosed on" not in page


def test_what_they_send_in_all_the_same_is_not_taken(us, farah):
    given = typed(us)
    disclosed(us.boris, other_side=us.farah.name)
    assert farah.post(f"{page_of(us, us.boris)}paper/", given).url == page_of(us, us.boris)
    assert not SignedForm.objects.exists()


def test_they_are_in_no_file_and_the_page_says_how_many_are_left_out(us, farah):
    chosen = address(us, who="all", where="everywhere")
    (before,) = files(farah.get(chosen))
    assert list(forms(farah.get(before).content)) == [us.amina.name, us.boris.name]
    disclosed(us.boris, other_side=us.farah.name)
    page = farah.get(chosen)
    assert left_out(2) in page.text
    for file in (before, *files(page)):
        assert list(forms(farah.get(file).content)) == [us.amina.name]


def test_where_all_are_left_out_there_is_no_file(us, farah):
    for person in (us.amina, us.boris):
        disclosed(person, other_side=us.farah.name)
    page = farah.get(address(us, who="all", where="everywhere"))
    assert page.status_code == 422
    assert left_out(3) in page.text


def test_an_officer_does_it_where_every_partner_has_to_keep_away(us):
    disclosed(us.boris, other_side=us.farah.name)
    chen = sign_in(Client(), us.chen)
    assert "disclosed on" in words(chen.get(f"{page_of(us, us.boris)}form.pdf").content)
    assert chen.post(f"{page_of(us, us.boris)}paper/", typed(us)).status_code == 302
    assert SignedForm.objects.get().captured_by == us.chen
    assert chen.get(f"{page_of(us, us.amina)}form.pdf").status_code == 404
