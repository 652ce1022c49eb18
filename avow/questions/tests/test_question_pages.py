"""The pages of questions and guidance: what each sees, sends and is refused; files; where guidance is offered."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access.models import Read
from avow.access.testing import sign_in
from avow.disclosures.files import store
from avow.disclosures.files.orphans import clear
from avow.disclosures.testing import SHARE, drafted
from avow.questions.models import Guidance, Paper, Question
from avow.questions.testing import ADDRESS, MONDAY, answered, asked_by, fields, house, published, walk

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a contract"


@pytest.fixture
def us(client, monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.web.policy.pages.today", lambda: MONDAY)
    here = house()
    sign_in(client, here.amina)
    return here


def test_what_was_typed_into_may_i_becomes_a_question(us, client):
    page = walk(client, "outside_role", {"holder": "self", "believed_standing": "supplier"})
    form = client.post(ADDRESS, {**fields(page), "ask": "1"})
    assert not Question.objects.exists(), "nothing is sent before it is looked over"
    text = form.context["form"]["text"].value()
    assert "A job or role elsewhere" in text
    response = client.post("/questions/ask/", {"text": text, "kind": "outside_role", "clause": form.context["clauses"]})
    question = Question.objects.get()
    assert response.url == question.get_absolute_url()
    assert (question.kind, "4.1" in question.clauses) == ("outside_role", True)


def test_an_officer_answers_and_the_read_is_noted(us, client):
    question = asked_by(us.amina)
    sign_in(client, us.chen)
    page = client.get(question.get_absolute_url())
    assert "Amina Haddad" in page.content.decode()
    assert Read.objects.get(subject=question.subject).person == us.chen
    client.post(question.get_absolute_url(), {"say": "1", "text": "Yes, once decided.", "seen": page.context["seen"]})
    sign_in(client, us.amina)
    assert "Yes, once decided." in client.get(question.get_absolute_url()).content.decode()
    client.post(question.get_absolute_url(), {"close": "1"})
    assert Question.objects.get().closing.by == us.amina


def test_two_answers_at_once_keep_the_words_of_the_second(us, client):
    question = asked_by(us.amina)
    sign_in(client, us.chen)
    seen = client.get(question.get_absolute_url()).context["seen"]
    answered(question, us.devi)
    page = client.post(question.get_absolute_url(), {"say": "1", "text": "My long answer.", "seen": seen})
    assert page.status_code == 409
    assert "My long answer." in page.content.decode()


def test_whom_it_is_kept_from_sees_nothing(us, client):
    client.post("/questions/ask/", {"text": "About Chen.", "keep_from": us.chen.public_id})
    question = Question.objects.get()
    sign_in(client, us.chen)
    assert client.get(question.get_absolute_url()).status_code == 404
    assert question.title() not in client.get("/questions/").content.decode()
    assert client.post(question.get_absolute_url(), {"say": "1", "text": "x"}).status_code == 404
    assert client.get(f"{question.get_absolute_url()}guidance/").status_code == 404


def test_files_go_with_a_question_sealed_and_stay(us, client):
    file = SimpleUploadedFile("contract.pdf", PDF)
    client.post("/questions/ask/", {"text": "See the contract.", "files": [file]})
    question, paper = Question.objects.get(), Paper.objects.get()
    assert PDF not in store.path_of(paper.public_id).read_bytes()
    address = f"{question.get_absolute_url()}files/{paper.public_id}/"
    response = client.get(address)
    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")

    clear(datetime(2030, 1, 1, tzinfo=UTC))
    assert client.get(address).status_code == 200, "it is nobody's orphan"
    for person in (us.goran, us.boris):
        sign_in(client, person)
        assert client.get(address).status_code == 404
    store.path_of(paper.public_id).write_bytes(b"else")
    sign_in(client, us.chen)
    assert client.get(address).status_code == 410


def test_a_file_that_may_not_be_attached_sends_nothing(us, client):
    page = client.post("/questions/ask/", {"text": "Look.", "files": [SimpleUploadedFile("x.exe", b"MZ\x00\x01")]})
    assert page.status_code == 422
    assert "Look." in page.content.decode()
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "posted", [{}, {"text": ""}, {"text": "a\x00b"}, {"text": "x" * 10_001}, {"text": "x", "keep_from": "nobody"}]
)
def test_crafted_questions_are_refused(us, client, posted):
    assert client.post("/questions/ask/", posted).status_code == 422
    assert not Question.objects.exists()


def test_guidance_is_published_beside_the_thread_changed_and_withdrawn(us, client):
    question = asked_by(us.amina, clauses=["4.1"])
    sign_in(client, us.chen)
    address = f"{question.get_absolute_url()}guidance/"
    page = client.get(address)
    assert page.context["form"]["clauses"].value() == ["4.1"]
    words = {"title": "Weekend work", "asked": "Somebody asks.", "says": "Disclose it.", "clauses": ["4.1"]}
    refused = client.post(address, {**words, "says": "Amina may."})
    assert refused.status_code == 422
    assert "This names somebody: Amina" in refused.content.decode()
    made = client.post(address, words).url
    client.post(f"{made}change/", {**words, "says": "Disclose it early."})
    newest = Guidance.objects.get(number=2)
    client.post(f"{newest.get_absolute_url()}withdraw/", {"reason": "The clause changed."})
    sign_in(client, us.goran)
    assert "There is a newer version" in client.get(made).content.decode()
    assert "The clause changed." in client.get(newest.get_absolute_url()).content.decode()
    assert client.get(f"{made}change/").status_code == 404
    assert client.get(f"{made}withdraw/").status_code == 404


def test_guidance_is_offered_where_its_clause_comes_up(us, client):
    published(us.chen)
    sign_in(client, us.goran)
    title = "A second job at weekends"
    assert title in walk(client, "outside_role", {"holder": "self"}).content.decode()
    assert title not in walk(client, "gift_given", {}).content.decode()
    assert title in client.get("/policy/4.1/").content.decode()
    assert title not in client.get("/policy/5.1/").content.decode()
    assert title in client.post("/guidance/", {"find": "weekend"}).content.decode()
    assert title not in client.post("/guidance/", {"find": "sailing"}).content.decode()
    role = drafted(us.goran, "outside_role", {"holder": "self"}, on=MONDAY)
    assert title in client.get(f"/disclose/{role.public_id}/check/").content.decode()
    share = drafted(us.goran, "financial_interest", SHARE, on=MONDAY)
    assert title not in client.get(f"/disclose/{share.public_id}/check/").content.decode()


def test_the_desk_and_the_home_page_show_what_is_due(us, client):
    asked_by(us.amina)
    sign_in(client, us.chen)
    assert "1 to answer" in client.get("/desk/").content.decode()
    assert "question to answer" in client.get("/").content.decode()


def test_many_questions_take_no_more_queries(us, client):
    sign_in(client, us.chen)
    asked_by(us.amina)
    answered(asked_by(us.boris), us.chen)
    client.get("/questions/")
    with CaptureQueriesContext(connection) as few:
        client.get("/questions/")
    for number in range(6):
        answered(asked_by((us.amina, us.boris, us.farah)[number % 3]), us.chen)
        asked_by((us.goran, us.emeka, us.amina)[number % 3])
    with CaptureQueriesContext(connection) as many:
        client.get("/questions/")
    assert len(many) <= len(few) <= 60, (len(few), len(many))
