"""Every word is kept: at each step, while one types, and when one comes back."""

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.about import about
from avow.disclosures.models import Draft
from avow.disclosures.testing import SHARE, drafted, noon
from avow.disclosures.tests.walking import begin
from avow.ledger import keyring
from avow.ledger.models import Entry


@pytest.fixture
def amina(client, cast):
    return sign_in(client, cast.amina)


def draft() -> dict:
    return Draft.objects.get().open()


def test_each_step_is_saved_sealed_and_without_an_entry(amina, cast, on):
    before = Entry.objects.count()
    disclosure = begin(amina, "other")
    amina.post(f"/disclose/{disclosure.public_id}/whose/", {"holder": "self"})
    amina.post(f"/disclose/{disclosure.public_id}/story/", {"story": "Something confidential."})
    assert draft()["answers"] == {"holder": "self", "story": "Something confidential."}
    assert b"confidential" not in bytes(Draft.objects.get().sealed)
    assert Entry.objects.count() == before


def test_one_comes_back_to_the_first_step_without_an_answer(amina, cast, on):
    disclosure = begin(amina, "other")
    amina.post(f"/disclose/{disclosure.public_id}/whose/", {"holder": "self"})
    assert amina.get(f"/disclose/{disclosure.public_id}/")["Location"].endswith("/other_side/")


def test_saving_for_later_keeps_even_what_is_no_answer_yet(amina, cast, on):
    disclosure = drafted(cast.amina, "financial_interest", {}, on=on)
    share = f"/disclose/{disclosure.public_id}/share/"
    response = amina.post(share, {"share_percent": "about a te", "others_share_percent": "", "later": "1"})
    assert response["Location"] == "/disclosures/"
    page = amina.get(share)
    assert page.context["form"]["share_percent"].value() == "about a te"
    assert "still as you typed it" in page.text


def test_what_is_being_typed_is_kept_now_and_then(amina, cast, on):
    disclosure = begin(amina, "other")
    keep = f"/disclose/{disclosure.public_id}/story/keep/"
    response = amina.post(keep, {"story": "Half a sent", "revision": Draft.objects.get().revision})
    assert (response.status_code, response.content) == (204, b"")
    assert amina.get(f"/disclose/{disclosure.public_id}/story/").context["form"]["story"].value() == "Half a sent"


def test_typing_that_arrives_after_the_answer_changes_nothing(amina, cast, on):
    disclosure = begin(amina, "other")
    old = Draft.objects.get().revision
    amina.post(f"/disclose/{disclosure.public_id}/story/", {"story": "The whole sentence."})
    late = amina.post(f"/disclose/{disclosure.public_id}/story/keep/", {"story": "The whole sen", "revision": old})
    assert late.status_code == 409
    assert draft()["raw"] == {}
    assert draft()["answers"]["story"] == "The whole sentence."


def test_two_tabs_on_two_steps_both_count(amina, cast, on):
    disclosure = begin(amina, "other")
    amina.post(f"/disclose/{disclosure.public_id}/bearing/", {"bearing": "actual"})
    amina.post(f"/disclose/{disclosure.public_id}/whose/", {"holder": "self"})
    assert draft()["answers"] == {"bearing": "actual", "holder": "self"}


def test_changing_one_answer_leads_back_to_the_last_look(amina, cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    bearing = f"/disclose/{disclosure.public_id}/bearing/?from=check"
    assert amina.post(bearing, {"bearing": "actual"})["Location"].endswith("/check/")
    assert draft()["answers"]["bearing"] == "actual"


def test_a_change_that_raises_a_new_question_leads_there_first(amina, cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    whose = f"/disclose/{disclosure.public_id}/whose/?from=check"
    assert amina.post(whose, {"holder": "family"})["Location"].endswith("/relative/?from=check")


def test_what_was_begun_is_on_the_home_page_until_it_is_sent(amina, cast, on):
    disclosure = begin(amina, "other")
    duty = next(one for one in duties_for(cast.amina, on) if "Finish what you began" in one.title)
    assert duty.title == "Finish what you began: something else"
    assert duty.url == f"/disclose/{disclosure.public_id}/"
    assert not [one for one in duties_for(cast.boris, on) if "Finish" in one.title]
    amina.post(f"/disclose/{disclosure.public_id}/discard/")
    assert not [one for one in duties_for(cast.amina, on) if "Finish" in one.title]


def test_what_was_begun_says_what_it_is_about_to_its_owner(client, amina, cast, on):
    drafted(cast.amina, "gift_received", {"other_side": "Delta Castings", "description": "a watch"}, on=on)
    drafted(cast.amina, "gift_received", {"description": "two bottles <of> wine"}, on=on)
    typing = begin(amina, "gift_received")
    acts.keep(typing, {"other_side": "Half a Ltd\u202e " + "x" * 200}, "other_side", cast.amina, noon(on))
    kind = "Finish what you began: a gift or favour received: "
    titles = [duty.title.removeprefix(kind) for duty in duties_for(cast.amina, on) if duty.title.startswith(kind)]
    assert sorted(titles) == ["Delta Castings", "Half a Ltd " + "x" * 48 + "…", "two bottles <of> wine"]
    for address in ("/", "/disclose/", "/disclosures/"):
        page = amina.get(address).text
        assert "Delta Castings" in page
        assert "two bottles &lt;of&gt; wine" in page
    sign_in(client, cast.chen)
    for address in ("/", "/disclose/", "/disclosures/"):
        assert "Delta Castings" not in client.get(address).text


def test_what_was_begun_stays_listed_when_its_words_are_erased(amina, cast, on):
    draft = drafted(cast.amina, "gift_received", {"other_side": "Delta Castings"}, on=on).draft
    keyring.destroy(cast.amina.key)
    assert about(draft) == ""


def test_an_expired_session_loses_no_earlier_step(amina, cast, on):
    disclosure = begin(amina, "other")
    amina.post(f"/disclose/{disclosure.public_id}/whose/", {"holder": "self"})
    amina.logout()
    away = amina.post(f"/disclose/{disclosure.public_id}/story/", {"story": "Long."})
    assert away["Location"] == f"/sign-in/?next=/disclose/{disclosure.public_id}/story/"
    sign_in(amina, cast.amina)
    assert draft()["answers"] == {"holder": "self"}


def test_beginning_twice_leaves_one_draft(amina, cast, on):
    first, second = begin(amina, "other"), begin(amina, "other")
    assert first == second
    amina.post(f"/disclose/{first.public_id}/whose/", {"holder": "self"})
    assert begin(amina, "other") != first


def test_an_answer_that_no_longer_fits_is_asked_for_again(amina, cast, on):
    """A newer version of the policy may have other choices than the one under which a draft was begun."""
    answers = {**SHARE, "holder": "my_dog", "bearing": "immense"}
    disclosure = drafted(cast.amina, "financial_interest", answers, on=on)
    assert amina.get(f"/disclose/{disclosure.public_id}/")["Location"].endswith("/whose/")
    page = amina.get(f"/disclose/{disclosure.public_id}/check/")
    assert [group.id for group in page.context["undone"]] == ["whose", "bearing"]
    assert amina.get(f"/disclose/{disclosure.public_id}/whose/").status_code == 200
