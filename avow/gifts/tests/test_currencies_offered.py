"""Which currencies stand on the forms: all that have not ended, with a rate of today or without."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.testing import noon
from avow.gifts.testing import received
from avow.gifts.tests.test_recording import USUAL
from avow.rates import current

LATER = date(2027, 3, 2)


@pytest.fixture
def amina(client, cast, group, monkeypatch):
    """A year after the last rates of the central bank that come with Avow."""
    stand_still(monkeypatch, noon(LATER))
    assert current.currencies(LATER) == ("EUR",)
    return sign_in(client, cast.amina)


def codes(page, name: str) -> list[str]:
    return [code for code, _ in page.context["form"].fields[name].choices]


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
    assert {"EUR", "USD", "SEK", "EEK"} <= set(offered)
    assert "CYP" not in offered
