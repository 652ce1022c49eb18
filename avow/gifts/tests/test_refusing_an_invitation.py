"""An invitation is declined in words of its own: nobody can take it back."""

import pytest

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import noon
from avow.gifts.tests.test_recording import USUAL, opened, typed
from avow.policy import corporate, load

BACK = "take it back"


@pytest.fixture
def amina(client, cast, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return sign_in(client, cast.amina)


def test_every_language_has_both():
    pack = load(corporate())
    assert list(pack.refusals) == list(pack.refusals_of_invitations)
    assert not set(pack.refusals.values()) & set(pack.refusals_of_invitations.values())


def test_the_words_are_those_of_what_is_refused(amina):
    assert BACK in amina.get("/gifts/refuse/").content.decode()
    assert BACK in amina.get("/gifts/refuse/?of=gift_received").content.decode()
    page = amina.get("/gifts/refuse/?of=hospitality_received").content.decode()
    assert "Thank you very much for the invitation" in page
    assert BACK not in page
    assert "?in=de&amp;of=hospitality_received" in page
    german = amina.get("/gifts/refuse/?of=hospitality_received&in=de").content.decode()
    assert "Herzlichen Dank für die Einladung" in german


def test_the_draft_says_it_too(amina):
    data = typed(amina, opened(amina), kind="hospitality_received")
    amina.post("/gifts/record/keep/", data)
    draft = Disclosure.objects.get().public_id
    assert BACK not in amina.get(f"/gifts/refuse/?draft={draft}").content.decode()


def test_the_page_leads_to_them(amina):
    page = amina.post("/gifts/record/typing/", {**USUAL, "kind": "hospitality_received"}).content.decode()
    assert "/gifts/refuse/?of=hospitality_received" in page


def test_what_is_no_kind_is_left_alone(amina):
    assert amina.get("/gifts/refuse/?of=%22%3E").status_code == 200
