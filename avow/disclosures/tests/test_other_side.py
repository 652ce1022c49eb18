"""The other side: an entry of the register chosen, or the name as typed."""

import pytest

from avow.access.testing import sign_in
from avow.disclosures.models import Draft
from avow.disclosures.testing import SHARE, disclosed, drafted
from avow.disclosures.tests.walking import begin

STANDING = {"believed_standing": "unknown"}


@pytest.fixture
def amina(client, cast, delta):
    return sign_in(client, cast.amina)


def address(disclosure) -> str:
    return f"/disclose/{disclosure.public_id}/other_side/"


def kept() -> dict:
    return Draft.objects.get().open()["answers"]


def test_without_javascript_a_button_lists_what_the_register_has(amina, delta, on):
    disclosure = begin(amina, "other")
    page = amina.post(address(disclosure), {"other_side": "delta bea", "find": "1", **STANDING})
    assert page.status_code == 200
    assert [one.name for one in page.context["other"].candidates] == ["Delta Bearings"]
    assert "None of these: leave it as I typed it" in page.text
    assert page.context["form"]["believed_standing"].value() == "unknown", "what was chosen beside it stays"


def test_continuing_with_a_known_name_asks_once_whether_it_is_meant(amina, delta, on):
    disclosure = begin(amina, "other")
    page = amina.post(address(disclosure), {"other_side": "Delta Bearings GmbH", **STANDING})
    assert page.status_code == 200
    assert page.text.count("Is it one of these in our register?") == 2, "at the top, and at the name"
    assert 'role="alert"' not in page.text, "it is a question, and nothing is wrong"
    assert "Error:" not in page.text
    assert "other_side" not in kept()


def test_choosing_an_entry_keeps_both_the_entry_and_what_was_typed(amina, delta, on):
    disclosure = begin(amina, "other")
    data = {"other_side": "delta", "searched": "delta", "counterparty": delta.public_id, **STANDING}
    assert amina.post(address(disclosure), data).status_code == 302
    assert (kept()["other_side"], kept()["counterparty"]) == ("delta", delta.public_id)
    page = amina.get(address(disclosure))
    assert f'value="{delta.public_id}" id="candidate-{delta.public_id}" checked' in page.text


def test_none_of_these_leaves_it_as_typed(amina, delta, on):
    disclosure = begin(amina, "other")
    data = {"other_side": "Delta", "searched": "Delta", "counterparty": "typed", **STANDING}
    assert amina.post(address(disclosure), data).status_code == 302
    assert kept()["counterparty"] is None


def test_a_name_the_register_does_not_have_needs_no_choice(amina, delta, on):
    disclosure = begin(amina, "other")
    assert amina.post(address(disclosure), {"other_side": "Zeppelin Bakery", **STANDING}).status_code == 302
    assert kept()["counterparty"] is None


def test_a_choice_made_for_another_name_is_not_taken_over(amina, delta, on):
    disclosure = begin(amina, "other")
    data = {"other_side": "Zeppelin", "searched": "Delta", "counterparty": delta.public_id, **STANDING}
    amina.post(address(disclosure), data)
    assert kept()["counterparty"] is None


@pytest.mark.parametrize("picked", ["000000000000", "' OR 1=1", "x" * 4000])
def test_a_tampered_choice_is_asked_about_again(amina, delta, on, picked):
    disclosure = begin(amina, "other")
    data = {"other_side": "Delta", "searched": "Delta", "counterparty": picked, **STANDING}
    assert amina.post(address(disclosure), data).status_code == 200
    assert "other_side" not in kept()


def test_leaving_it_open_is_possible(amina, delta, on):
    disclosure = begin(amina, "other")
    assert amina.post(address(disclosure), {"other_side": " ", **STANDING}).status_code == 302
    assert kept()["other_side"] is None


def test_suggestions_come_while_typing_and_say_nothing_of_the_standing(amina, delta, on):
    disclosure = begin(amina, "other")
    page = amina.get(f"/disclose/{disclosure.public_id}/candidates/", {"other_side": "delta"})
    assert "Delta Bearings" in page.text
    assert "supplier" not in page.text.lower()


def test_the_name_of_the_register_is_shown_beside_the_typed_one(amina, cast, delta, on):
    disclosure = drafted(
        cast.amina, "financial_interest", {**SHARE, "other_side": "delta b."}, on=on, counterparty=delta
    )
    page = amina.get(f"/disclose/{disclosure.public_id}/check/")
    assert "In our register" in page.text
    assert "delta b." in page.text


def test_changing_the_typed_name_forgets_the_entry(amina, cast, delta, on):
    version = disclosed(cast.amina, on=on, counterparty=delta)
    amina.post(f"/disclosures/{version.disclosure.public_id}/change/")
    amina.post(address(version.disclosure), {"other_side": "Zeppelin Bakery", **STANDING})
    assert kept()["counterparty"] is None
