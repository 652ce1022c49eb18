"""What an entry makes of one's own later ones is said before it is sent, and is what happens then."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.config.testing import stand_still
from avow.disclosures.testing import noon
from avow.gifts.models import CountedAnew
from avow.gifts.testing import received, total
from avow.gifts.tests.test_recording import hidden, opened, sent, typed
from avow.gifts.tests.test_watching import ANSWERS, ON, invited, seen
from avow.gifts.watching import watch
from avow.policy import corporate, load

LATER = date(2026, 3, 20)
TESTS = dict.fromkeys(("customary", "modest", "lawful", "employer_allows"), "yes")


def ahead(found) -> list[str]:
    return [one.replace("\u00a0", " ") for one in found.ahead]


@pytest.fixture
def later(cast, group, on):
    return received(cast.amina, LATER, "150", party=group[1], sent=on)


def test_a_later_gift_that_it_takes_over_the_limit_is_named(cast, group, later):
    found = seen(cast.amina, group[2], worth="90")
    assert ahead(found) == ["With this your gift of 20 March 2026 comes to USD 240.00 of 200.00: more is asked of it."]
    assert found.outcome.startswith("Nothing in the policy asks for approval of this one. More is asked")
    assert "With this: USD\u00a090.00" in found.sums[0].words
    received(cast.amina, ON, "90", party=group[2])
    assert total(later) == "240.00"


def test_up_to_the_limit_nothing_is_asked_of_it(cast, group, later):
    assert not seen(cast.amina, group[2], worth="50").ahead


def test_one_that_is_over_already_is_not_named_again(cast, group, later):
    received(cast.amina, date(2026, 3, 10), "60", party=group[2])
    assert not seen(cast.amina, group[2], worth="90").ahead
    assert "10 March" in ahead(seen(cast.amina, group[2], worth="150"))[0]


def test_others_kinds_parties_and_people_do_not_matter(cast, group, on, later):
    assert not seen(cast.amina, None, other_side="Nova Steel", worth="90").ahead
    assert not seen(cast.boris, group[2], worth="90").ahead
    assert not seen(cast.amina, group[2], kind="gift_given", worth="90").ahead
    assert not seen(cast.amina, group[2], worth="90", declined=True).ahead


def test_a_declined_one_and_one_outside_the_window_are_not_named(cast, group, on):
    received(cast.amina, LATER, "150", party=group[1], sent=on, declined=True)
    received(cast.amina, date(2027, 3, 2), "150", party=group[1], sent=on)
    assert not seen(cast.amina, group[2], worth="90").ahead
    received(cast.amina, date(2027, 3, 1), "150", party=group[1], sent=on)
    assert "1 March 2027" in ahead(seen(cast.amina, group[2], worth="90"))[0]


def test_a_name_as_it_was_written(cast, on):
    received(cast.amina, LATER, "150", sent=on, other_side="Nova Steel")
    assert len(seen(cast.amina, None, other_side="nova steel", worth="90").ahead) == 1


def test_while_it_is_open_who_it_is_nothing_is_said_of_others(cast, group, later):
    answers = {**ANSWERS, "other_side": "Delta Pumps", "worth": "90"}
    assert not watch(load(corporate()), cast.amina, "gift_received", answers, None, ON, is_left_open=True).ahead


def test_it_has_to_be_seen_before_it_is_sent(client, cast, group, later, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    amina = sign_in(client, cast.amina)
    data = typed(amina, opened(amina), other_side="Delta Pumps", counterparty=group[2].public_id, worth="90")
    page = amina.post("/gifts/record/typing/", data).content.decode()
    assert "comes to USD\u00a0240.00 of 200.00: more is asked of it." in page
    first = amina.post("/gifts/record/", {**data, "seen": "Nothing in the policy asks", "send": "1"})
    assert "/gifts/record/" in first["Location"]
    page = amina.get(first["Location"])
    assert "more is asked of it." in page.content.decode()
    held = {name: hidden(page, name) for name in ("draft", "revision", "seen")}
    assert amina.post("/gifts/record/", {**data, **held, "send": "1"})["Location"].endswith("/sent/")
    assert CountedAnew.objects.exists()


def test_the_last_look_says_it(client, cast, group, later, on, monkeypatch):
    stand_still(monkeypatch, noon(on))
    amina = sign_in(client, cast.amina)
    given = {"other_side": "Delta Pumps", "counterparty": group[2].public_id, "worth": "250", **TESTS}
    received(cast.amina, date(2026, 3, 25), "1", party=group[2], sent=on)
    answer = sent(amina, **given)
    page = amina.get(answer["Location"]).content.decode()
    assert "With this your gift of 20 March 2026 comes to USD\u00a0400.00 of 200.00: more is asked of it." in page


def test_invitations_are_counted_ahead(cast, group, on):
    for _ in range(4):
        invited(cast.amina, group[1])
    found = seen(cast.amina, group[2], kind="hospitality_received", received_on="2026-02-20", occasions="1")
    assert not [one for one in ahead(found) if "gift" in one]
    assert "With this your invitation of 2 March 2026 comes to 5 times; more than 4 is too frequent" in ahead(found)[0]
