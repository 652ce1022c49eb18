"""From the quick page to the words for saying no, and to what to do now, and back to what was being written."""

import re

import pytest

from avow.access.testing import sign_in
from avow.counterparties import acts as counterparties
from avow.disclosures.models import Draft
from avow.disclosures.testing import noon
from avow.gifts.tests.test_recording import USUAL, amina, opened, sent, today

__all__ = ["amina", "today"]
PAGES = ("/gifts/refuse/", "/gifts/what-now/")


@pytest.fixture
def number(amina) -> str:
    """The draft that Amina has begun on the page."""
    assert amina.post("/gifts/record/keep/", {**USUAL, **opened(amina)}).status_code == 204
    return Draft.objects.get().disclosure.public_id


def text(client, address: str, **given) -> str:
    page = client.get(address, given)
    assert page.status_code == 200
    return page.content.decode()


def test_the_links_have_the_draft_with_them(amina, number):
    held = opened(amina, f"/gifts/record/{number}/")
    shown = text(amina, f"/gifts/record/{number}/")
    typing = amina.post("/gifts/record/typing/", {**USUAL, **held}).content.decode()
    for address in PAGES:
        assert re.search(rf'href="{address}\?(of=\w+&amp;)?draft={number}"', shown)
        assert re.search(rf'href="{address}\?(of=\w+&amp;)?draft={number}"', typing)
    assert "draft=" not in amina.post("/gifts/record/typing/", {**USUAL, "draft": f"{number}:x"}).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_what_was_being_written_goes_on(amina, number, address):
    page = text(amina, address, draft=number)
    assert f'<a class="back" href="/gifts/record/{number}/">Back to what you were writing</a>' in page
    assert 'href="/gifts/record/"' not in page.partition("<h1>")[2]
    other = next(one for one in PAGES if one != address)
    assert f'href="{other}?draft={number}"' in page
    assert "A watch" in text(amina, f"/gifts/record/{number}/")


def test_another_language_has_the_draft_with_it_too(amina, number):
    assert f'href="?in=de&amp;of=gift_received&amp;draft={number}"' in text(amina, "/gifts/refuse/", draft=number)


@pytest.mark.parametrize("address", PAGES)
def test_any_other_number_is_passed_over(amina, cast, number, address):
    """What was sent, another person's, and what never was, read the same."""
    without = text(amina, address)
    assert 'href="/gifts/record/"' in without.partition("<h1>")[2]
    for given in ("", "x", "\x00", "0" * 12, number[:-1]):
        assert text(amina, address, draft=given) == without
    sent(amina, other_side="Nova Steel")
    gone = Draft.objects.get().disclosure.person.disclosures.exclude(public_id=number).get().public_id
    assert text(amina, address, draft=gone) == without
    assert "Back to what you were writing" not in text(sign_in(amina, cast.goran), address, draft=number)


@pytest.mark.parametrize(
    ("country", "words"), [("DE", "Herzlichen Dank"), ("SA", "شكرًا"), ("US", "Thank you very much"), ("", "Thank you")]
)
def test_the_words_are_in_the_language_of_the_one_who_was_picked(amina, on, country, words):
    put = counterparties.put("L-1", on=on, by="system", at=noon(on), name="Lindt & Co", country=country)
    picked = {"other_side": "Lindt & Co", "searched": "Lindt & Co", "counterparty": put.public_id}
    amina.post("/gifts/record/keep/", {**USUAL, **opened(amina), **picked})
    number = Draft.objects.get().disclosure.public_id
    assert words in text(amina, "/gifts/refuse/", draft=number)
    assert "La ringrazio" in text(amina, "/gifts/refuse/", **{"draft": number, "in": "it"})
