"""Which currencies stand on the forms: all that have not ended, with a rate of today or without; and for a day in the
past those that have ended since."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.forms.fields.choices import ENDED
from avow.disclosures.testing import drafted, noon
from avow.gifts.testing import received
from avow.gifts.tests.test_recording import USUAL, opened
from avow.rates import current

LATER = date(2027, 3, 2)


@pytest.fixture
def amina(client, cast, group, monkeypatch):
    """A year after the last rates of the central bank that come with Avow."""
    stand_still(monkeypatch, noon(LATER))
    assert current.currencies(LATER) == ("EUR",)
    return sign_in(client, cast.amina)


def codes(page, name: str) -> list[str]:
    return [code for code, _ in page.context["form"].fields[name].choices if code != ENDED]


def ended(page, name: str) -> list[str]:
    """Those of the group below."""
    return [code for title, group in page.context["form"].fields[name].choices if title == ENDED for code, _ in group]


def test_with_old_rates_all_that_have_not_ended_are_offered(amina):
    offered = codes(amina.get("/gifts/record/"), "worth_in")
    assert {"EUR", "USD", "SEK", "JPY"} <= set(offered)
    assert not {"DEM", "EEK", "CYP"} & set(offered)


def test_without_a_rate_the_page_says_that_the_amount_is_asked_about(amina):
    typed = {**USUAL, "worth": "100", "worth_in": "SEK", "received_on": LATER.isoformat()}
    page = amina.post("/gifts/record/typing/", typed).content.decode()
    assert "there is no reference rate of SEK for that day" in page
    assert "You can send it so, and are asked about it." in page


def test_what_became_of_it_offers_the_same_and_that_of_the_gift(amina, cast, group):
    gift = received(cast.amina, LATER, "100", party=group[1], worth_in="EEK").disclosure
    offered = codes(amina.get(f"/gifts/{gift.public_id}/became/"), "currency")
    assert {"EUR", "USD", "SEK"} <= set(offered)
    assert "CYP" not in offered
    assert ended(amina.get(f"/gifts/{gift.public_id}/became/"), "currency") == ["EEK"]


def test_of_a_day_in_the_past_those_that_have_ended_since_stand_below(amina):
    past = {**USUAL, **opened(amina), "received_on": "2022-12-20", "worth": ""}
    page = amina.post("/gifts/record/", {**past, "see": "1"}, follow=True)
    assert "HRK" not in codes(page, "worth_in")
    assert ended(page, "worth_in") == ["BGN", "HRK"]
    assert '<option value="HRK">HRK, until 2022</option>' in page.text
    page = amina.post("/gifts/record/typing/", {**USUAL, "received_on": "2022-12-20", "worth_in": "HRK"})
    assert 'hx-swap-oob="outerHTML"' in page.text
    assert '<option value="HRK" selected>HRK, until 2022</option>' in page.text
    assert 'hx-swap-oob="outerHTML"' not in amina.post("/gifts/record/typing/", USUAL).text


def test_what_is_no_currency_is_not_taken_and_one_chosen_before_stays(amina, cast):
    typed = {**USUAL, **opened(amina), "received_on": "2022-12-20", "worth": "100"}
    for code in ("ZZZ", ENDED):
        page = amina.post("/gifts/record/", {**typed, "worth_in": code})
        assert page.context["form"].errors["worth_in"] == ["We have no rates of this currency. Choose one of the list."]
    kept = drafted(cast.amina, "gift_received", {"received_on": "2022-12-20", "worth_in": "EEK"}, on=LATER)
    page = amina.get(f"/disclose/{kept.public_id}/gift/")
    assert ended(page, "worth_in") == ["BGN", "EEK", "HRK"]


def test_one_step_at_a_time_where_the_day_is_asked_later_all_that_have_ended_stand_below(amina, cast):
    begun = drafted(cast.amina, "gift_received", {}, on=LATER)
    page = amina.get(f"/disclose/{begun.public_id}/gift/")
    assert {"EUR", "USD", "SEK"} <= set(codes(page, "worth_in"))
    assert {"CYP", "EEK", "HRK", "BGN"} <= set(ended(page, "worth_in"))
