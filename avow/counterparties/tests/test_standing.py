"""What a counterparty is to the company, on a day and since when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.counterparties.acts import put
from avow.counterparties.facts import facts_about
from avow.counterparties.models import Standing
from avow.counterparties.standing import since, standings_on
from avow.ledger.models import Entry
from avow.people.statements import LaterRecord

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
SAID = {"by": "system", "at": datetime(2026, 1, 1, 8, tzinfo=UTC)}


def day(number):
    return DAY + timedelta(days=number)


def on(party, number):
    return [f"{row.relation}:{row.tense}" for row in standings_on(party, day(number))]


def test_several_standings_hold_at_once_and_each_has_its_days():
    delta = put("7", on=DAY, name="Delta", standings=[("supplier", "present"), ("customer", "prospective")], **SAID)
    put("7", on=day(5), standings=[("supplier", "present"), ("competitor", "present")], **SAID)
    assert on(delta, -1) == []
    assert on(delta, 4) == ["customer:prospective", "supplier:present"]
    assert on(delta, 5) == ["competitor:present", "supplier:present"]
    assert Standing.objects.filter(relation="supplier").count() == 1


def test_prospective_becomes_present():
    delta = put("7", on=DAY, name="Delta", standings=[("supplier", "prospective")], **SAID)
    put("7", on=day(5), standings=[("supplier", "present")], **SAID)
    assert [on(delta, number) for number in (4, 5)] == [["supplier:prospective"], ["supplier:present"]]


def test_standings_left_out_stay_and_an_empty_list_ends_them():
    delta = put("7", on=DAY, name="Delta", standings=[("supplier", "present")], **SAID)
    put("7", on=day(3), name="Delta Freight", **SAID)
    assert on(delta, 3) == ["supplier:present"]
    put("7", on=day(5), standings=[], **SAID)
    assert on(delta, 5) == []


def test_the_same_again_writes_nothing():
    for number in (0, 0, 4):
        put("7", on=day(number), name="Delta", standings=[("supplier", "present")], aliases=["DF", "D"],
            identifiers=[("ticker", "DLT")], **SAID)  # fmt: skip
    assert Entry.objects.count() == 1


def test_since_is_the_first_day_of_the_unbroken_time_whatever_it_was():
    delta = put("7", on=DAY, name="Delta", standings=[("customer", "present")], **SAID)
    put("7", on=day(5), standings=[], **SAID)
    put("7", on=day(10), standings=[("supplier", "prospective")], **SAID)
    put("7", on=day(15), standings=[("supplier", "present")], **SAID)
    put("7", on=day(20), standings=[("competitor", "present")], **SAID)
    assert [since(delta, day(number)) for number in (-1, 0, 4, 5, 9)] == [None, DAY, DAY, None, None]
    assert [since(delta, day(number)) for number in (10, 14, 15, 20, 99)] == [day(10)] * 5


def test_a_standing_that_was_corrected_on_its_first_day_never_was():
    delta = put("7", on=DAY, name="Delta", standings=[("customer", "present")], **SAID)
    put("7", on=DAY, standings=[], **SAID)
    assert (on(delta, 0), since(delta, DAY)) == ([], None)


def test_a_standing_before_one_that_is_on_record_is_refused():
    put("7", on=DAY, name="Delta", standings=[("customer", "present")], **SAID)
    put("7", on=day(5), standings=[("customer", "prospective")], **SAID)
    with pytest.raises(LaterRecord, match="standing of 7 as customer has changed on 2026-01-06"):
        put("7", on=day(2), standings=[], **SAID)


@pytest.mark.parametrize("standings", [[("friend", "present")], [("supplier", "past")]])
def test_an_unknown_standing_is_refused(standings):
    with pytest.raises(ValueError, match="is no standing"):
        put("7", on=DAY, name="Delta", standings=standings, **SAID)


def test_present_and_prospective_of_one_relation_contradict_each_other():
    with pytest.raises(ValueError, match="present and a prospective supplier at once"):
        put("7", on=DAY, name="Delta", standings=[("supplier", "present"), ("supplier", "prospective")], **SAID)


def test_facts_are_none_for_a_typed_text_and_told_for_a_counterparty():
    assert set(facts_about(None, DAY).values()) == {None}
    bank = put(
        "8",
        on=DAY,
        name="Norbank",
        is_recognised_bank=True,
        is_state_owned=True,
        standings=[("supplier", "prospective")],
        **SAID,
    )
    assert facts_about(bank, DAY) == {
        "is_competitor": False,
        "is_customer": False,
        "is_supplier": True,
        "is_partner": True,
        "is_recognised_bank": True,
        "is_state_owned": True,
    }
    assert facts_about(put("9", on=DAY, name="Nobody", **SAID), DAY)["is_partner"] is False
