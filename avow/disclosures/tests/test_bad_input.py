"""Bad input in every field: a clear message beside it, and nothing typed is lost."""

import html

import pytest

from avow.access.testing import sign_in
from avow.disclosures.models import Draft
from avow.disclosures.testing import SHARE, drafted
from avow.disclosures.tests.walking import begin

HOSTILE = [
    "=cmd|'/C calc'!A0",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE disclosures_version; --",
    "{{ 7*7 }}{% load x %}",
    "#set page(width: 1pt)",
    "😀 Ωμέγα Привет \u202eevil",
    "../../etc/passwd",
]


@pytest.fixture
def amina(client, cast):
    return sign_in(client, cast.amina)


def answers(disclosure) -> dict:
    return Draft.objects.get(disclosure=disclosure).open()["answers"]


def step(disclosure, name: str) -> str:
    return f"/disclose/{disclosure.public_id}/{name}/"


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_as_words_is_text(amina, cast, on, text):
    disclosure = begin(amina, "other")
    response = amina.post(step(disclosure, "story"), {"story": text})
    if response.status_code == 422:
        assert "cannot be kept" in response.text
        response = amina.post(step(disclosure, "story"), {"story": response.context["form"]["story"].value()})
    assert response.status_code == 302
    shown = amina.get(f"/disclose/{disclosure.public_id}/check/").text
    assert html.escape(answers(disclosure)["story"]) in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("share", {"share_percent": "a lot", "others_share_percent": "0"}, "not a number we can read"),
        ("share", {"share_percent": "150", "others_share_percent": "0"}, "between 0 and 100"),
        ("share", {"share_percent": "", "others_share_percent": "0"}, "choose “I don’t know”"),
        ("share", {"share_percent": "1", "share_percent-unknown": "on", "others_share_percent": "0"}, "Keep one"),
        ("timing", {"timing": "existing", "since": "0021-02-01"}, "The year 0021 cannot be right"),
        ("timing", {"timing": "existing", "since": "2923-02-01"}, "The year 2923 cannot be right"),
        ("timing", {"timing": "existing", "since": "2026-05-01"}, "still to come"),
        ("timing", {"timing": "contemplated", "since": "2026-03-01"}, "this day is past"),
        ("timing", {"since": "2026-02-01"}, "Choose one of the answers"),
        ("timing", {"timing": "perhaps", "since": ""}, "not one of those offered"),
        ("bearing", {}, "Choose one of the answers"),
        ("bearing", {"bearing": "x" * 5000}, "not one of those offered"),
        (
            "story",
            {"story": "a" * 10_250},
            "10,250 characters long and there is room for 10,000. Take out at least 250.",
        ),
        ("story", {"story": "half\x00 a word"}, "cannot be kept"),
        ("touch", {"deals_with_other_side": "maybe"}, "not one of those offered"),
    ],
)
def test_the_error_is_beside_the_field_and_everything_typed_is_still_there(amina, cast, on, name, data, says):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    response = amina.post(step(disclosure, name), data)
    assert response.status_code == 422
    assert says in html.unescape(response.text)
    form = response.context["form"]
    for field, typed in data.items():
        if not field.endswith("-unknown") and "\x00" not in typed:
            assert form[field].value() == typed
    assert answers(disclosure) == SHARE, "the earlier answers stay"
    again = amina.get(step(disclosure, name))
    for field, typed in data.items():
        if not field.endswith("-unknown") and "\x00" not in typed:
            assert again.context["form"][field].value() == typed, "and are there when one comes back"


def test_control_characters_are_taken_out_and_said_so(amina, cast, on):
    disclosure = begin(amina, "other")
    response = amina.post(step(disclosure, "story"), {"story": "half\x00 a\x07 word\r\nand more"})
    assert response.context["form"]["story"].value() == "half a word\nand more"
    assert amina.post(step(disclosure, "story"), {"story": "half a word\nand more"}).status_code == 302
    assert answers(disclosure)["story"] == "half a word\nand more"


def test_a_wrong_answer_last_typed_is_not_passed_over(amina, cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    amina.post(step(disclosure, "share"), {"share_percent": "a lot", "others_share_percent": "0"})
    page = amina.get(f"/disclose/{disclosure.public_id}/check/")
    assert [group.id for group in page.context["undone"]] == ["share"]
    assert "Send to the compliance officer" not in page.text
    revision = Draft.objects.get().revision
    assert amina.post(f"/disclose/{disclosure.public_id}/check/", {"revision": revision}).status_code == 200


@pytest.mark.parametrize("address", ["nosuchstep/", "nosuchstep/keep/", "../new/alchemy/", "files/zzz/remove/"])
def test_tampered_addresses_are_not_there(amina, cast, on, address):
    disclosure = begin(amina, "other")
    assert amina.post(f"/disclose/{disclosure.public_id}/{address}").status_code == 404


def test_a_step_that_is_not_asked_now_leads_to_one_that_is(amina, cast, on):
    disclosure = begin(amina, "other")
    response = amina.get(step(disclosure, "relative"))
    assert response["Location"] == f"/disclose/{disclosure.public_id}/"


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_versions_that_are_not_there(amina, cast, on, number):
    from avow.disclosures.testing import disclosed

    disclosure = disclosed(cast.amina, on=on).disclosure
    assert amina.get(f"/disclosures/{disclosure.public_id}/versions/{number}/").status_code == 404


def test_a_huge_body_gets_a_plain_page(amina, cast, on):
    disclosure = begin(amina, "other")
    response = amina.post(step(disclosure, "story"), {"story": "a" * 1_100_000})
    assert response.status_code == 400
    assert "We could not read that" in response.text


def test_too_many_fields_get_a_plain_page(amina, cast, on):
    disclosure = begin(amina, "other")
    response = amina.post(step(disclosure, "story"), {f"f{n}": "x" for n in range(600)})
    assert response.status_code == 400


@pytest.mark.parametrize("revision", ["", "x", "-1", "²", "9" * 400])
def test_a_tampered_revision_is_asked_about_again(amina, cast, on, revision):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    response = amina.post(f"/disclose/{disclosure.public_id}/check/", {"revision": revision}, follow=True)
    assert "Something changed since you opened this page" in response.text
