"""What no page of ours would post is no error of ours, and nothing comes of it."""

import pytest

from avow.access.testing import sign_in
from avow.disclosures.models import Disclosure
from avow.questions.testing import ADDRESS, fields, house

pytestmark = pytest.mark.django_db
LONG = "x" * 60_000


@pytest.fixture
def us(client):
    here = house()
    sign_in(client, here.amina)
    return here


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"kind": "no_such_kind"},
        {"kind": "\x00"},
        {"kind": "loan", "at": "no_such_step"},
        {"kind": "loan", "at": "bearing", "bearing": "<script>"},
        {"kind": "gift_given", "at": "gift", "worth": "NaN"},
        {"kind": "gift_given", "at": "gift", "worth": LONG},
        {"kind": "gift_given", "at": "other_side", "other_side": LONG},
        {"kind": "gift_given", "at": "other_side", "other_side": "a\x00b\u202e", "searched": "\x00"},
        {"kind": "gift_given", "at": "gift", "worth": "1e999999"},
        {"kind": "gift_given", "at": "gift", "worth_in": "ZZZ"},
        {"kind": "gift_received", "see": "1", "worth": "40", "shared_by": "0"},
        {"kind": "gift_received", "see": "1", "shared_by": "99999999999999999999"},
        {"kind": "supervision", "see": "1", "colleague": "%_'\"\\"},
        {"kind": "outside_role", "keep": "1", "holder": ["self", "family"]},
        {"kind": "outside_role", "see": "1", "leave_given": "true", "is_compliance_officer": "true", "person": "x"},
    ],
)  # fmt: skip
def test_it_is_answered(us, client, posted):
    response = client.post(ADDRESS, posted)
    assert response.status_code in (200, 422), response.status_code


def test_a_fact_of_a_register_cannot_be_posted(us, client):
    first = client.post(ADDRESS, {"kind": "gift_given"})
    page = client.post(ADDRESS, {**fields(first), "leave_given": "true", "answer": "1"})
    assert "leave_given" not in page.context["asking"].answers


def test_a_draft_takes_only_what_fits(us, client):
    client.post(
        ADDRESS, {"kind": "outside_role", "disclose": "1", "holder": "nobody", "story": "x", "role_type": "employee"}
    )
    answers = Disclosure.objects.get().draft.open()["answers"]
    assert "story" not in answers
    assert "holder" not in answers


def test_other_methods_are_refused(us, client):
    assert client.put(ADDRESS).status_code == 405
    assert client.post("/may-i/asked/").status_code == 405
