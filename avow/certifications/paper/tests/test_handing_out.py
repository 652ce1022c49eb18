"""Nobody enters the paper of somebody whose disclosures they must not read, nor reads of these on paper or page; and
nobody learns that there are any."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from avow.access.testing import grant, sign_in
from avow.certifications.kiosk.handing_out import NOT_YOURS, left_out
from avow.certifications.models import FormDraft, SignedForm
from avow.certifications.paper.capturing import NOT_TO_ENTER
from avow.certifications.paper.tests.test_many import address, files, forms
from avow.certifications.paper.tests.test_pages import PDF, typed, words
from avow.certifications.testing import BEGIN, OPEN, filled, moment
from avow.disclosures.acts import amend, save_step
from avow.disclosures.testing import SHARE, disclosed
from avow.people.acts import put


def page_of(us, person):
    return reverse("certifications:hr_person", args=[us.campaign.public_id, person.public_id])


def shown(client, us, person, end):
    """What is printed for a person, or the page on which it is entered, without what differs each time."""
    page = client.get(f"{page_of(us, person)}{end}")
    if end == "form.pdf":
        return words(page.content)
    return page.text.replace(str(page.context["csrf_token"]), "")


@pytest.mark.parametrize("end", ["form.pdf", "paper/"], ids=["to print", "to enter"])
def test_whoever_it_names_finds_paper_and_page_as_if_it_did_not_exist(us, farah, end):
    disclosed(us.boris, other_side="Delta Bearings")
    before = shown(farah, us, us.boris, end)
    assert before.count("disclosed on") >= 1
    found = disclosed(us.boris, other_side="Rahimi, Farah").disclosure
    assert shown(farah, us, us.boris, end) == before
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    assert found.public_id in shown(sign_in(Client(), us.goran), us, us.boris, end)


@pytest.mark.parametrize("end", ["form.pdf", "paper/"], ids=["to print", "to enter"])
def test_of_a_superior_it_is_said_that_somebody_else_sees_to_it(us, farah, end):
    answer = farah.get(f"{page_of(us, us.dolores)}{end}")
    assert answer.url == page_of(us, us.dolores)
    assert NOT_YOURS in farah.get(answer.url).text


def test_what_is_being_changed_to_name_them_is_not_shown_to_them_either(us, farah):
    found = disclosed(us.boris, other_side="Delta Bearings").disclosure
    assert found.public_id in shown(farah, us, us.boris, "paper/")
    amend(found, us.boris, moment(OPEN))
    save_step(found, SHARE | {"other_side": us.farah.name}, "all", us.boris, moment(OPEN))
    assert found.public_id not in shown(farah, us, us.boris, "paper/")


def test_what_they_send_in_is_refused_last_and_nothing_of_it_is_kept(us, farah):
    given = typed(us)
    disclosed(us.boris, other_side=us.farah.name)
    incomplete = farah.post(f"{page_of(us, us.boris)}paper/", {**given, "complied-answer": ""})
    assert NOT_TO_ENTER not in incomplete.text
    page = farah.post(f"{page_of(us, us.boris)}paper/", {**given, "scan": SimpleUploadedFile("form.pdf", PDF)})
    assert page.status_code == 422
    assert NOT_TO_ENTER in page.text
    assert not SignedForm.objects.exists()


def test_what_is_missing_is_told_before_the_refusal(us, farah):
    given = typed(us)
    disclosed(us.boris, other_side=us.farah.name)
    del given["nothing-nothing"]
    page = farah.post(f"{page_of(us, us.boris)}paper/", given)
    assert "This has to be ticked where every answer is no." in page.text
    assert NOT_TO_ENTER not in page.text


def test_a_form_that_they_began_and_that_names_the_partner_is_refused_as_well(us, farah):
    given = typed(us)
    filled(us.asked(us.boris), ["relationship"], facts={"relationship": {"other_side": us.farah.name}})
    page = farah.post(f"{page_of(us, us.boris)}paper/", given)
    assert NOT_TO_ENTER in page.text
    assert FormDraft.objects.exists()


def test_those_who_named_whoever_prints_are_in_the_file_and_superiors_are_not(us, farah):
    chosen = address(us, who="all", where="everywhere")
    disclosed(us.boris, other_side=us.farah.name)
    page = farah.get(chosen)
    assert left_out(1) in page.text
    (file,) = files(page)
    printed = farah.get(file).content
    assert list(forms(printed)) == [us.amina.name, us.boris.name]
    assert "disclosed on" not in words(printed)


def test_where_all_are_left_out_there_is_no_file(us, farah):
    put("F1", on=OPEN, by="system", at=moment(OPEN), manager=us.amina)
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
