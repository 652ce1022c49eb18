"""A gift from somebody of whom one has only a card: sent without a name, resolved by an officer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.models import Attachment, Disclosure, PartyResolved, Version
from avow.disclosures.testing import noon
from avow.gifts.models import Gift
from avow.gifts.tests.test_recording import PNG, hidden, opened, typed


@pytest.fixture
def amina(client, cast, group, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return sign_in(client, cast.amina)


def with_card(client, **given):
    data = typed(client, opened(client), other_side="", card="on", **given)
    return client.post("/gifts/record/", {**data, "picture": SimpleUploadedFile("card.png", PNG), "send": "1"})


def test_the_card_needs_a_picture(amina):
    data = typed(amina, opened(amina), other_side="", card="on")
    page = amina.post("/gifts/record/", {**data, "send": "1"})
    assert page.status_code == 422
    assert "Add a picture of the card" in page.content.decode()


def test_words_called_a_picture_are_none_and_stay_with_the_draft(amina):
    data = typed(amina, opened(amina), other_side="", card="on")
    words = SimpleUploadedFile("card.jpg", b"Mr Ito, Delta", content_type="image/jpeg")
    page = amina.post("/gifts/record/", {**data, "picture": words, "send": "1"})
    assert page.status_code == 422
    assert "What you added is no picture. Add one of the card" in page.content.decode()
    data |= {name: hidden(page, name) for name in ("draft", "revision", "seen")}
    again = amina.post("/gifts/record/", {**data, "picture": SimpleUploadedFile("card.png", PNG), "send": "1"})
    assert again["Location"].endswith("/sent/")


def test_a_picture_that_others_cannot_open_says_how_to_take_another(amina):
    data = typed(amina, opened(amina), other_side="", card="on")
    heic = SimpleUploadedFile("IMG_1.HEIC", b"\x00\x00\x00\x18ftypheic" + bytes(40))
    page = amina.post("/gifts/record/", {**data, "picture": heic, "send": "1"})
    assert page.status_code == 422
    assert "This is a HEIC picture" in page.content.decode()


def test_two_cards_are_not_one_party(amina):
    tests = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), "yes")
    for _ in range(2):
        assert with_card(amina, worth="150", **tests)["Location"].endswith("/sent/")
    names = set(Gift.objects.values_list("party_name", flat=True))
    assert len(names) == 2
    assert all(name.startswith("on the card (") for name in names)


def test_the_officer_says_whose_card_it_is(amina, cast, group, on):
    with_card(amina)
    found = Disclosure.objects.get()
    assert [duty.title for duty in duties_for(cast.chen, on)].count("Say whose card it is: a card to resolve") == 1
    officer = sign_in(amina, cast.chen)
    assert "Amina Haddad" in officer.get("/gifts/cards/").content.decode()
    address = f"/gifts/cards/{found.public_id}/"
    picture = Attachment.objects.get(disclosure=found)
    assert f'<img class="shot" src="/attachments/{picture.public_id}/"' in officer.get(address).content.decode()
    looked = officer.post(address, {"name": "delta b"})
    assert "Delta Bearings" in looked.content.decode()
    given = {"name": "delta b", "searched": "delta b", "counterparty": group[1].public_id, "say": "1"}
    assert officer.post(address, {**given, "reason": " "}).status_code == 422
    assert officer.post(address, {**given, "reason": "It says so on the card."}).status_code == 302
    assert Gift.objects.get().counterparty == group[1]
    assert not [duty for duty in duties_for(cast.chen, on) if "card" in duty.title]
    assert officer.get(address).status_code == 404


def test_none_that_we_know_is_an_answer(amina, cast, on):
    with_card(amina)
    officer = sign_in(amina, cast.chen)
    address = f"/gifts/cards/{Disclosure.objects.get().public_id}/"
    given = {"name": "Unheard Of", "searched": "Unheard Of", "counterparty": "typed", "say": "1", "reason": "No entry."}
    assert officer.post(address, given).status_code == 302
    assert PartyResolved.objects.get().counterparty is None
    assert not [duty for duty in duties_for(cast.chen, on) if "card" in duty.title]


def test_cards_are_for_officers(amina, cast):
    with_card(amina)
    found = Version.objects.get().disclosure
    for person in (cast.amina, cast.boris, cast.goran):
        client = sign_in(amina, person)
        assert client.get("/gifts/cards/").status_code == 404
        assert client.get(f"/gifts/cards/{found.public_id}/").status_code == 404


def test_a_card_in_a_draft_opened_again_is_still_one(amina):
    data = typed(amina, opened(amina), other_side="", card="on")
    amina.post("/gifts/record/keep/", data)
    page = amina.get(f"/gifts/record/{Disclosure.objects.get().public_id}/")
    assert page.context["form"]["card"].value()
