"""How it stands and its day are held against each other before anything is recorded; and what was given already is not
answered as if it were still ahead."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.models import Disclosure, Draft, Version
from avow.disclosures.testing import noon
from avow.gifts.testing import received
from avow.gifts.tests.test_recording import opened, sent, typed

PAST, AHEAD = "2026-02-20", "2026-03-10"
FIRST = "Your manager is asked for leave first"
GIVEN = "it was given already, and there was no leave for it"


@pytest.fixture
def amina(client, cast, group, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    return sign_in(client, cast.amina)


def said_while_typing(client, **given) -> str:
    data = typed(client, opened(client), **given)
    return client.post("/gifts/record/typing/", data).content.decode()


@pytest.mark.parametrize("kind", ["gift_received", "gift_given"])
@pytest.mark.parametrize(("stands", "day"), [("open", PAST), ("done", AHEAD)])
def test_what_cannot_both_be_so_is_asked(amina, kind, stands, day):
    page = sent(amina, kind=kind, declined=stands, received_on=day, other_side="Nova Steel")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"declined", "received_on"}
    assert not Version.objects.exists()


def test_nothing_that_was_typed_is_lost(amina):
    page = sent(amina, declined="open", received_on=PAST, other_side="Nova Steel")
    kept = Draft.objects.get(disclosure=Disclosure.objects.get()).open()["raw"]["record"]
    assert (kept["declined"], kept["received_on"], kept["worth"]) == ("open", PAST, "40")
    assert 'value="2026-02-20"' in page.content.decode()
    with_day = said_while_typing(amina, declined="open", received_on=PAST, other_side="Nova Steel")
    assert "USD\u00a040.00" in with_day


@pytest.mark.parametrize(
    ("stands", "day"),
    [("done", PAST), ("done", "2026-03-02"), ("open", "2026-03-02"), ("open", AHEAD), ("declined", PAST)],
)
def test_what_can_be_so_is_sent(amina, stands, day):
    answer = sent(amina, declined=stands, received_on=day, other_side="Nova Steel")
    assert answer["Location"].endswith("/sent/")


def test_another_from_the_same_of_a_day_that_is_over_stands_as_here(amina, cast, on):
    version = received(cast.amina, date(2026, 2, 20), "20", sent=on, other_side="Nova Steel")
    page = amina.get(f"/gifts/record/?after={version.disclosure.public_id}")
    assert page.context["form"]["declined"].value() == "done"


def test_given_in_the_past_nobody_is_said_to_be_asked(amina):
    for stands in ("done", "open"):
        page = said_while_typing(amina, kind="gift_given", declined=stands, received_on=PAST, other_side="Nova Steel")
        assert GIVEN in page
        assert FIRST not in page
        assert "ask your manager" not in page


def test_given_today_nobody_is_said_to_be_asked(amina):
    assert GIVEN in said_while_typing(amina, kind="gift_given", declined="done", other_side="Nova Steel")
    assert FIRST in said_while_typing(amina, kind="gift_given", declined="open", other_side="Nova Steel")
    declined = said_while_typing(amina, kind="gift_given", declined="declined", other_side="Nova Steel")
    assert GIVEN not in declined
    assert FIRST not in declined
