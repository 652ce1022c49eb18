"""The pages for paper: the form to be printed, entering it, and the scan that the person compares."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from avow.access.testing import sign_in
from avow.certifications.form.asking import conversation
from avow.certifications.models import FormConfirmed, SignedForm
from avow.certifications.paper.forms import prefix
from avow.certifications.testing import OPEN
from avow.disclosures.testing import disclosed

PDF = b"%PDF-1.7 a scan of a paper"


def person(us, who=None):
    return f"/hr/{us.campaign.public_id}/people/{(who or us.boris).public_id}/"


def typed(us, **changed):
    """What stands on a paper on which everything is answered no."""
    asked = conversation(us.asked(us.boris), OPEN)
    given = {f"{prefix(one.step)}-answer": "no" for one in asked.asked}
    for one in asked.asked:
        given |= {f"{prefix(one.step)}-known-{known.id}": "same" for known in one.known}
        given |= {f"{prefix(one.step)}-answer": "yes"} if one.known else {}
    given |= {"complied-answer": "yes", "nothing-nothing": "on", "dated": OPEN.isoformat()}
    given |= {"scan": SimpleUploadedFile("form.pdf", PDF)}
    return given | changed


def test_local_hr_enters_it_and_the_person_compares_and_confirms(us, farah):
    assert "Enter a signed paper" in farah.get(person(us)).text
    assert farah.get(f"{person(us)}paper/").status_code == 200
    page = farah.post(f"{person(us)}paper/", typed(us))
    assert page.status_code == 302, page.text
    form = SignedForm.objects.get()
    assert (form.way, form.captured_by) == ("paper", us.farah)
    boris = sign_in(Client(), us.boris)
    assert f"{us.farah.name} entered this for you from paper" in boris.get(f"/certify/forms/{form.public_id}/").text
    scan = boris.get(f"/certify/forms/{form.public_id}/scan/")
    assert scan.content == PDF
    assert scan["Cache-Control"] == "private, no-store"


def test_once_it_is_entered_hr_reads_neither_form_nor_scan(us, farah):
    farah.post(f"{person(us)}paper/", typed(us))
    form = SignedForm.objects.get()
    for address in (f"/certify/forms/{form.public_id}/", f"/certify/forms/{form.public_id}/scan/"):
        assert farah.get(address).status_code == 404
    for address in ("form.pdf", "paper/"):
        assert farah.get(person(us) + address).status_code == 404
    officer = sign_in(Client(), us.chen)
    assert officer.get(f"/certify/forms/{form.public_id}/scan/").content == PDF


def test_what_is_new_on_the_paper_is_entered_with_it(us, farah):
    asked = conversation(us.asked(us.boris), OPEN).asked[0]
    changed = {f"{prefix(asked.step)}-answer": "yes", f"{prefix(asked.step)}-new-0-other_side": "Brightwater Ltd"}
    assert farah.post(f"{person(us)}paper/", typed(us, **changed)).status_code == 302
    assert "Brightwater Ltd" in SignedForm.objects.get().attested.open()["text"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"dated": ""}, "Give the day."),
        ({"scan": ""}, "Choose the file with the scan."),
        ({"scan": SimpleUploadedFile("a.txt", b"only words")}, "A scan is a PDF or a picture"),
        ({"complied-answer": ""}, "Choose what they ticked."),
        ({"nothing-nothing": ""}, "This has to be ticked where every answer is no."),
    ],
    ids=["no day", "no scan", "a text", "no statement", "nothing to report is not said"],
)
def test_what_is_missing_is_said_and_nothing_is_entered(us, farah, changed, says):
    page = farah.post(f"{person(us)}paper/", typed(us, **changed))
    assert page.status_code == 422
    assert says in page.text
    assert not SignedForm.objects.exists()


def test_a_no_although_it_goes_on_is_taken_as_it_stands_and_told_to_the_person_and_the_officer(us, farah):
    share = disclosed(us.boris, other_side="Brightwater Ltd").disclosure.public_id
    page = farah.post(f"{person(us)}paper/", typed(us, **{f"{prefix('ask-share')}-answer": "no"}))
    assert page.status_code == 302, page.text
    assert "Brightwater" not in farah.get(page.url).text
    form = SignedForm.objects.get()
    body = form.attested.open()
    assert (body["answers"]["ask-share"]["answer"], form.conflicts) == ("no", 1)
    assert form.reported.get().disclosure == share
    says = f"the answer is no, but what was disclosed of it ({share}) goes on."
    address = f"/certify/forms/{form.public_id}/"
    boris, chen = sign_in(Client(), us.boris), sign_in(Client(), us.chen)
    assert says in boris.get(address).text
    assert "to answer again" in boris.get(address).text
    assert says in chen.get(address).text
    assert f"Ask {us.boris.name} which of the two is right." in chen.get(address).text
    assert boris.post(f"{address}confirm/").status_code == 302
    assert FormConfirmed.objects.get().form == form


def test_nothing_is_told_of_a_paper_on_which_all_goes_together(us, farah):
    disclosed(us.boris)
    farah.post(f"{person(us)}paper/", typed(us))
    address = f"/certify/forms/{SignedForm.objects.get().public_id}/"
    assert "does not go together" not in sign_in(Client(), us.boris).get(address).text


def test_whoever_enters_it_reads_of_them_and_of_the_days_on_the_paper(us, farah):
    share = disclosed(us.boris).disclosure.public_id
    page = farah.get(f"{person(us)}paper/").text
    assert "What do they state?" in page
    assert "In their own words" in page
    field = prefix("ask-share")
    over = {f"{field}-answer": "no", f"{field}-known-{share}": "ended", f"{field}-ended-{share}": "2031-03-20"}
    wrong = farah.post(f"{person(us)}paper/", typed(us, **over))
    assert "It cannot be over on a day after the one on the paper." in wrong.text
    wrong = farah.post(f"{person(us)}paper/", typed(us, dated="2031-03-20"))
    assert "It is still to come. Look at the paper again; if it says so, give it back." in wrong.text
    assert not SignedForm.objects.exists()


def test_a_yes_of_which_the_paper_does_not_say_the_kind_is_said_beside_it(us, farah):
    gifts = prefix("ask-gifts")
    page = farah.post(f"{person(us)}paper/", typed(us, **{f"{gifts}-answer": "yes"}))
    assert page.status_code == 422
    assert page.text.count("Choose of what kind it says that it is; if it does not say, give it back.") == 2
    assert not SignedForm.objects.exists()
    given = {f"{gifts}-answer": "yes", f"{gifts}-kind-0": "gift_given"}
    assert farah.post(f"{person(us)}paper/", typed(us, **given)).status_code == 302


def test_hr_does_not_learn_with_whom_from_what_was_disclosed_before(us, farah):
    disclosed(us.boris, other_side="Brightwater Ltd")
    page = farah.get(f"{person(us)}paper/")
    assert "disclosed on" in page.text
    assert "Brightwater" not in page.text
    printed = farah.get(f"{person(us)}form.pdf").content
    assert "Brightwater" not in words(printed)


def words(pdf):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def test_the_paper_has_every_question_the_statement_and_who_reads_it(us, farah):
    answer = farah.get(f"{person(us)}form.pdf")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = words(answer.content)
    asked = conversation(us.asked(us.boris), OPEN)
    texts = asked.pack.certifying
    stated = (texts.complied, texts.not_complied_signed, texts.nothing)
    for said in (us.boris.name, us.boris.public_id, *stated, "Whoever enters this paper for you"):
        assert said in text, said
    for one in asked.asked:
        assert one.question.question in text


def test_strangers_and_oneself_get_what_never_existed(us, farah):
    for who in (us.goran, us.boris, us.emeka):
        client = sign_in(Client(), who)
        for address in ("", "form.pdf", "paper/"):
            assert client.get(person(us) + address).status_code == 404
    for address in ("", "form.pdf", "paper/"):
        assert farah.get(person(us, us.goran) + address).status_code == 404
