"""What no page of ours would send is answered with a page, not with an error of ours."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.disclosures.models import Disclosure
from avow.gifts.models import SavedView
from avow.gifts.tests.test_recording import opened, typed

MARCH = date(2026, 3, 2)


def test_a_gift_to_go_on_from_may_be_anything(here, client):
    client = sign_in(client, here.amina)
    for given in ("%00", "%00a", "a" * 5000, "%F0%9F%8E%81"):
        assert client.get(f"/gifts/record/?after={given}&kind={given}&draft={given}").status_code == 200


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_a_number_larger_than_any_entrys_is_none(here, gift, client, number):
    disclosure = gift(here.amina, MARCH)
    answer = sign_in(client, here.amina).post(f"/gifts/{disclosure.public_id}/became/{number}/given_back/take-back/")
    assert answer.status_code == 404


def test_a_kind_that_there_is_not_is_taken_as_none_chosen(here, client):
    client = sign_in(client, here.amina)
    assert client.post("/gifts/record/typing/", {"kind": "x", "worth": "5", "other_side": "a"}).status_code == 200
    data = typed(client, opened(client), kind="x")
    client.post("/gifts/record/keep/", data)
    assert client.get(f"/gifts/record/{Disclosure.objects.get().public_id}/").status_code == 200


@pytest.mark.parametrize(
    "given",
    [
        {"worth": "9" * 400, "other_side": "x" * 90_000},
        {"worth": "1e999999", "shared_by": "0", "other_side": "a"},
        {"received_on": "9999-12-31", "worth": "1", "shared_by": "9" * 5000, "other_side": "a"},
        {"received_on": "0001-01-01", "worth": "1", "other_side": "a"},
        {"received_on": "", "declined": "open", "worth": "1", "other_side": "a"},
        {"worth": "1", "worth_in": "ZZZ", "other_side": "a\x00", "counterparty": "\x00"},
    ],
)
def test_what_is_typed_may_be_anything(here, client, given):
    client = sign_in(client, here.amina)
    assert client.post("/gifts/record/typing/", {"kind": "gift_received", **given}).status_code == 200


@pytest.mark.parametrize("stands", ["open", "done", "declined"])
def test_a_day_left_open_is_no_error_of_ours(here, client, stands):
    client = sign_in(client, here.amina)
    data = typed(client, opened(client), received_on="", declined=stands)
    answer = client.post("/gifts/record/", {**data, "send": "1"})
    assert answer["Location"].endswith("/sent/")


@pytest.mark.parametrize(
    "query",
    [
        "person=%00", "party=%00", "country=%00a", "least=NaN", "least=Infinity", "least=1e30", "since=9999-12-31",
        "until=0001-01-01", "since=0001-01-01", "page=" + "9" * 30, "after=%C2%B2", "before=%00", "group=%C2%B2",
        "sort=id", "mark=cash&mark=cash", "person=%25%5F", "party=%27%3B--",
    ],
)  # fmt: skip
def test_the_address_of_the_register_may_be_anything(here, gift, client, query):
    gift(here.amina, MARCH)
    client = sign_in(client, here.chen)
    for page in ("/gifts/", "/gifts/anew/", "/gifts/inspections/", "/gifts/inspections/new/"):
        assert client.get(f"{page}?{query}").status_code == 200, page


def test_names_are_shown_as_text_and_not_as_a_page(here, gift, client):
    gift(here.amina, MARCH, other_side="<script>alert(1)</script>", description="<img src=x onerror=alert(2)>")
    client = sign_in(client, here.chen)
    client.post("/gifts/views/", {"name": "<b>mine</b>", "query": "party=<script>"})
    assert SavedView.objects.get().name == "<b>mine</b>"
    written = client.get("/gifts/").context["rows"][0].as_written
    for page in ("/gifts/?party=<script>", "/gifts/views/", f"/gifts/as-written/?{written}"):
        text = client.get(page).content.decode()
        for raw in ("<script>alert", "<img src=x", "<b>mine", "=<script>"):
            assert raw not in text, (page, raw)


def test_a_view_of_a_name_that_cannot_be_is_not_there(here, client):
    client = sign_in(client, here.chen)
    assert client.post("/gifts/views/", {"name": "a\x00", "act": "delete"}).status_code == 404
    assert client.post("/gifts/views/", {"name": "a\x00", "act": "rename", "to": "b"}).status_code == 404
