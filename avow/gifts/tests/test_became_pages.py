"""What became of a gift, told on a page, taken back, and shown with the disclosure."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.testing import disclosed, noon
from avow.gifts.models import Became, Gift
from avow.gifts.testing import received

TOLD = {"becoming": "given_back", "day": "2026-03-02", "paid": "", "currency": "USD", "remark": ""}


@pytest.fixture
def gift(client, cast, group, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    sign_in(client, cast.amina)
    return received(cast.amina, on, "140", party=group[1]).disclosure


def test_what_was_given_back_no_longer_counts(client, gift):
    address = f"/gifts/{gift.public_id}/became/"
    assert f'href="{address}"' in client.get(f"/disclosures/{gift.public_id}/").content.decode()
    response = client.post(address, {**TOLD, "remark": "By courier."})
    assert response["Location"] == f"/disclosures/{gift.public_id}/"
    page = client.get(response["Location"]).content.decode()
    for words in ("I gave it back", "By courier.", "It no longer counts"):
        assert words in page
    assert not Gift.objects.get().counts


def test_what_was_paid_for_in_part_counts_for_the_rest(client, gift):
    client.post(f"/gifts/{gift.public_id}/became/", {**TOLD, "becoming": "paid_for", "paid": "100"})
    assert Gift.objects.get().paid_back == 100
    assert "USD\u00a0100.00" in client.get(f"/disclosures/{gift.public_id}/").content.decode()


def test_more_than_it_is_worth_is_told_and_nothing_typed_is_lost(client, gift):
    answer = client.post(f"/gifts/{gift.public_id}/became/", {**TOLD, "becoming": "paid_for", "paid": "140.50"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "would be paid for it. Check the amount" in text
    assert 'value="140.50"' in text
    assert not Became.objects.exists()


def test_taken_back_it_counts_again(client, gift):
    client.post(f"/gifts/{gift.public_id}/became/", TOLD)
    number = Became.objects.get().attested.entry_id
    address = f"/gifts/{gift.public_id}/became/{number}/given_back/take-back/"
    assert client.post(address).status_code == 302
    assert Gift.objects.get().counts
    assert "taken back on" in client.get(f"/disclosures/{gift.public_id}/").content.decode()
    again = client.post(address, follow=True)
    assert "This was taken back already." in again.content.decode()
    assert client.post(f"/gifts/{gift.public_id}/became/999999/given_back/take-back/").status_code == 404
    assert client.post(f"/gifts/{gift.public_id}/became/{number}/paid_for/take-back/").status_code == 404


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"becoming": ""}, {"becoming"}),
        ({"becoming": "not_given"}, {"becoming"}),
        ({"day": "2026-03-03"}, {"day"}),
        ({"becoming": "paid_for"}, {"paid"}),
        ({"paid": "10"}, {"paid"}),
        ({"becoming": "paid_for", "paid": "some"}, {"paid"}),
        ({"remark": "x" * 1001}, {"remark"}),
    ],
)
def test_what_cannot_be_is_told_beside_the_field(client, gift, given, wrong):
    page = client.post(f"/gifts/{gift.public_id}/became/", {**TOLD, **given})
    assert page.status_code == 422
    assert set(page.context["form"].errors) == wrong
    assert not Became.objects.exists()


def test_nobody_else_tells(client, cast, gift):
    unknown = "zzzzzzzzzzzz"
    for person in (cast.boris, cast.chen, cast.goran):
        sign_in(client, person)
        there = client.get(f"/gifts/{gift.public_id}/became/")
        assert there.status_code == client.get(f"/gifts/{unknown}/became/").status_code == 404
    page = sign_in(client, cast.chen).get(f"/disclosures/{gift.public_id}/").content.decode()
    assert "Tell what became of it" not in page


def test_on_which_day(client, gift):
    page = client.get(f"/gifts/{gift.public_id}/became/")
    assert page.context["form"]["day"].value() == date(2026, 3, 2).isoformat()


def test_the_page_offers_each_thing_that_can_apply_once_and_says_what_it_does(client, gift):
    address = f"/disclosures/{gift.public_id}/"
    page = client.get(address).content.decode()
    for words in ("Tell what became of it", "Change what I said", "I should not have sent this"):
        assert page.count(words) == 1, words
    assert "“I gave it back”" in page
    assert f"{address}ended/" not in page, "a gift is not something that ends"
    client.post(f"/gifts/{gift.public_id}/became/", TOLD)
    page = client.get(address).content.decode()
    assert "Tell what became of it" not in page, "it does not count any more"
    assert "This did not happen" in page
    assert client.get(f"/gifts/{gift.public_id}/became/")["Location"] == address
    other = disclosed(gift.person, on=date(2026, 3, 2)).disclosure
    assert f"/disclosures/{other.public_id}/ended/" in client.get(f"/disclosures/{other.public_id}/").content.decode()
