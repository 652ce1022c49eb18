"""What is kept of a step that is no answer yet, and what is told of it: what was typed or chosen, and nothing else."""

import pytest
from playwright.sync_api import expect

from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.disclosures import acts
from avow.disclosures.models import Draft
from avow.disclosures.testing import SHARE, disclosed, drafted, noon
from avow.disclosures.tests.walking import untouched
from avow.people.testing import cast as make_cast

WRITING = "You were writing here when you left"
KINDS = ["financial_interest", "gift_received", "loan", "outside_role", "other", "property_transaction"]


@pytest.fixture
def amina(client, cast):
    return sign_in(client, cast.amina)


def raw():
    return Draft.objects.get().open()["raw"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("press", [{"later": "1"}, {"find": "1"}, {}], ids=["later", "find", "continue"])
def test_of_a_page_that_was_not_touched_nothing_is_kept_or_told(amina, cast, on, kind, press):
    disclosure = drafted(cast.amina, kind, {}, on=on)
    for step in adopted(on).kinds[kind].steps:
        address = f"/disclose/{disclosure.public_id}/{step.id}/"
        shown = amina.get(address)
        if shown.status_code != 200:
            continue
        came = untouched(shown.text)
        amina.post(f"{address}keep/", came)
        amina.post(address, came | press)
        assert raw().get(step.id) is None, step.id
        assert WRITING not in amina.get(address).text


def test_a_version_that_is_changed_comes_with_its_answers_and_nothing_is_told_of_them(amina, cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    acts.amend(disclosure, cast.amina, noon(on))
    asked = [step for step in adopted(on).kinds["financial_interest"].steps if set(step.asks) <= SHARE.keys()]
    assert asked
    for step in asked:
        address = f"/disclose/{disclosure.public_id}/{step.id}/"
        came = untouched(amina.get(address).text)
        assert amina.post(f"{address}keep/", came).status_code == 204
        assert raw() == {}, step.id
        assert WRITING not in amina.get(address).text


def test_what_was_typed_is_kept_and_told_until_it_is_taken_out_again(amina, cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    address = f"/disclose/{disclosure.public_id}/share/"
    came = untouched(amina.get(address).text)
    amina.post(f"{address}keep/", came | {"share_percent": "about a te"})
    page = amina.get(address).text
    assert WRITING in page
    assert untouched(page)["share_percent"] == "about a te"
    amina.post(f"{address}keep/", came)
    assert raw() == {}
    assert WRITING not in amina.get(address).text


def test_a_box_that_is_unticked_is_no_answer_any_more(amina, cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE | {"share_percent": None}, on=on)
    address = f"/disclose/{disclosure.public_id}/share/"
    came = untouched(amina.get(address).text)
    assert came.pop("share_percent-unknown") == "on"
    assert amina.post(address, came).status_code == 422
    page = amina.get(address).text
    assert WRITING in page
    assert "share_percent-unknown" not in untouched(page)


def test_looking_a_name_up_is_no_leaving(amina, cast, delta, on):
    disclosure = drafted(cast.amina, "other", {"holder": "self"}, on=on)
    address = f"/disclose/{disclosure.public_id}/other_side/"
    amina.post(f"{address}keep/", untouched(amina.get(address).text) | {"other_side": "Delta"})
    page = amina.post(address, {"other_side": "Delta", "find": "1"}).text
    assert "Delta Bearings" in page
    assert WRITING not in page
    assert WRITING in amina.get(address).text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_a_page_looked_at_and_left_says_nothing(page, sign_in):
    """With scripts, that keep a second after a touch: one types, takes it out again, and leaves."""
    people = make_cast()
    grant(people.chen, "compliance_officer")
    adopted()
    sign_in(page, people.amina)
    disclosure = drafted(people.amina, "financial_interest", SHARE, on=today())
    for step in ("other_side", "share"):
        page.goto(f"/disclose/{disclosure.public_id}/{step}/")
        field = page.locator("form[data-keeps] input[type=text]").first
        before = field.input_value()
        with page.expect_response(lambda response: response.url.endswith("/keep/")):
            field.fill(f"{before}7")
        page.reload()
        expect(page.get_by_text(WRITING)).to_be_visible()
        with page.expect_response(lambda response: response.url.endswith("/keep/")):
            page.locator("form[data-keeps] input[type=text]").first.fill(before)
        page.goto("/disclosures/")
        page.goto(f"/disclose/{disclosure.public_id}/{step}/")
        expect(page.locator("form[data-keeps]")).to_be_visible()
        expect(page.get_by_text(WRITING)).to_have_count(0)
