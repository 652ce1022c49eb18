"""Whoever was signed out while typing sends it once more; nobody is made to send a stranger's words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from avow.access.testing import sign_in
from avow.people.testing import cast
from avow.web.sending_again import SIGNED_OUT, STALE

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}
WORDS = {"description": "a watch, <gold>", "holder": ["self", "family"], "empty": ""}


def test_what_was_typed_comes_back_with_the_way_to_sign_in(client):
    typed = {**WORDS, "password": "mine", "Passphrase": "mine"}
    answer = client.post("/gifts/record/?kind=gift_received", typed, headers=OURS)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert 'name="description" value="a watch, &lt;gold&gt;"' in text
    assert text.count('name="holder"') == 2
    assert 'action="/gifts/record/?kind=gift_received"' in text
    assert 'href="/sign-in/" target="_blank"' in text
    assert "mine" not in text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_picture_is_asked_for_once_more(client):
    card = SimpleUploadedFile("card of Ms Ito.png", b"\x89PNG")
    text = client.post("/gifts/record/", {"description": "x", "picture": card}, headers=OURS).content.decode()
    assert "Choose this file again: card of Ms Ito.png" in text
    assert '<input type="file" id="file-1" name="picture">' in text


@pytest.mark.parametrize(
    ("typed", "headers"),
    [
        (WORDS, {}),
        (WORDS, {"Origin": "null"}),
        (WORDS, {"Origin": "https://elsewhere.example"}),
        (WORDS, {"Origin": "https://testserver"}),
        (WORDS, {"Origin": "http://testserver.elsewhere.example"}),
        ({"description": " "}, OURS),
    ],
)
def test_nothing_of_another_site_comes_back(client, typed, headers):
    answer = client.post("/gifts/record/", typed, headers=headers)
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/?")


def test_whoever_signed_in_again_sends_from_a_page_of_before():
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast().amina)
    answer = client.post("/gifts/record/", WORDS, headers=OURS)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "You are signed in as <strong>Amina Haddad</strong>. Send it only if it was you who typed it." in text
    assert "<li>a watch, &lt;gold&gt;</li>" in text
    assert "Send it as Amina Haddad</button>" in text
    assert 'value="a watch, &lt;gold&gt;"' in text
    assert "Please send that again" in client.post("/gifts/record/", WORDS).content.decode()


@pytest.mark.parametrize("address", ["/kiosk/", "/sign-in/"])
def test_pages_for_which_nobody_signs_in_give_nothing_back(address):
    answer = Client(enforce_csrf_checks=True).post(address, {"code": "ABCD2345", "login": "f1"}, headers=OURS)
    assert answer.status_code == 403
    assert "ABCD2345" not in answer.content.decode()


def test_behind_https_plain_http_is_another_site(client):
    answer = client.post("/gifts/record/", WORDS, headers=OURS, secure=True)
    assert answer.status_code == 302


def test_what_a_page_keeps_by_itself_with_an_old_token_is_a_sentence():
    client = Client(enforce_csrf_checks=True)
    sign_in(client, cast().amina)
    answer = client.post("/gifts/record/keep/", WORDS, headers={**OURS, "HX-Request": "true"})
    assert (answer.status_code, answer.content.decode()) == (403, STALE)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_is_no_sign_in_page(client, method):
    answer = getattr(client, method)("/gifts/record/typing/", WORDS, headers={**OURS, "HX-Request": "true"})
    assert (answer.status_code, answer.content.decode()) == (403, SIGNED_OUT)
