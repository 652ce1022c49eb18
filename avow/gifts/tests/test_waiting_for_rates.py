"""Gifts in another currency that wait for newer rates: the officer finds how many, and what to do."""

import re
from datetime import date
from decimal import Decimal

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.disclosures.acts import withdraw
from avow.disclosures.testing import noon
from avow.gifts import unpriced
from avow.gifts.testing import received
from avow.policy.rates import Rates
from avow.rates import current
from avow.rates.testing import bring_text

DAY = date(2026, 3, 20)
TITLES = ["Have newer rates brought: 1 gift waits", "Have newer rates brought: 2 gifts wait"]


@pytest.fixture(autouse=True)
def rates_until_the_third(monkeypatch):
    """Rates of three currencies until 3 March: they serve until the tenth."""
    few = Rates([(date(2026, 3, 3), name, Decimal(1 + n)) for n, name in enumerate(("USD", "SEK", "GBP"))], "the few")
    monkeypatch.setattr(current, "bundled", lambda: few)
    monkeypatch.setattr(current, "_kept", [])


def words(client) -> str:
    """The page, without marks of time."""
    return re.sub("</?time[^>]*>", "", client.get("/gifts/rates/").content.decode()).replace("\xa0", " ")


def waiting(cast) -> list[str]:
    return [duty.title for duty in duties_for(cast.chen, DAY) if duty.url == "/gifts/rates/"]


def test_what_has_no_rate_waits_and_nothing_else(cast, group):
    for worth_in, day in (("USD", DAY), ("SEK", date(2026, 3, 10))):
        received(cast.amina, day, "20", party=group[1], worth_in=worth_in, sent=DAY)
    assert waiting(cast) == []
    received(cast.amina, DAY, "20", party=group[1], worth_in="SEK")
    assert waiting(cast) == TITLES[:1]
    of_goran = received(cast.goran, DAY, "20", party=group[1], worth_in="EUR")
    assert waiting(cast) == TITLES[1:]
    withdraw(of_goran.disclosure, cast.goran, "It was for somebody else.", noon(DAY))
    assert waiting(cast) == TITLES[:1]
    bring_text("2026-03-20,USD,1.2\n2026-03-20,SEK,2\n", on=DAY)
    assert waiting(cast) == []


def test_nobody_else_is_asked_and_an_officer_not_for_their_own(cast, group):
    received(cast.chen, DAY, "20", party=group[1], worth_in="SEK")
    received(cast.amina, DAY, "20", party=group[1], worth_in="SEK")
    assert unpriced.for_officers(cast.chen, DAY).count() == 1
    for person in (cast.amina, cast.boris, cast.dolores, cast.farah):
        assert not [duty for duty in duties_for(person, DAY) if duty.url == "/gifts/rates/"]


def test_the_page_says_until_when_and_what_to_do(cast, group, client, monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: DAY)
    sign_in(client, cast.chen)
    text = words(client)
    assert "There is no rate of any other currency for days after 10 March 2026." in text
    assert "No gift waits for a rate yet." in text
    assert "avow rates import eurofxref-hist.zip" in text
    received(cast.amina, DAY, "20", party=group[1], worth_in="SEK")
    received(cast.amina, DAY, None, party=group[1], is_favour=True, worth_in="SEK")
    assert ">1 gift or invitation waits for a rate.</a>" in words(client)
    assert [row.gift.person for row in client.get("/gifts/?mark=unpriced&withdrawn=no").context["rows"]] == [cast.amina]
    bring_text("2026-03-20,USD,1.2\n2026-03-20,SEK,2\n", on=DAY)
    text = words(client)
    assert "For days after 10 March 2026 there is no rate of GBP." in text
    assert '<th scope="row">ours.csv</th>' in text
    bring_text("2026-03-05,GBP,3\n", on=DAY)
    assert "For days after 12 March 2026 there is no rate of GBP." in words(client)
    bring_text("2026-03-20,GBP,3\n", on=DAY)
    assert "Every currency that goes on has a rate for today." in words(client)
