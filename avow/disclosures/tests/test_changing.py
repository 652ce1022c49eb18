"""Amending, taking back, ending, and saying since when."""

from datetime import timedelta

import pytest

from avow.disclosures import acts, signals
from avow.disclosures.models import Disclosure, Draft, Ending, Started, Version, Withdrawal
from avow.disclosures.testing import disclosed, drafted, noon
from avow.ledger.models import Entry


def test_amending_begins_with_what_was_said(cast, delta, on):
    first = disclosed(
        cast.amina, on=on, counterparty=delta, holder="family", relation="sibling", relative_name="Daniel"
    )
    disclosure = first.disclosure
    answers = acts.amend(disclosure, cast.amina, noon(on)).open()["answers"]
    assert answers["counterparty"] == delta.public_id
    assert answers["relative_name"] == "Daniel"
    acts.save_step(disclosure, {"share_percent": "0.5"}, "share", cast.amina, noon(on))
    second = acts.submit(disclosure, cast.amina, on, noon(on))
    assert (second.number, second.entry.verb) == (2, "disclosure amended")
    assert second.relative == first.relative
    assert first.answers()["share_percent"] == "1.5"
    assert disclosure.latest_version == second


def test_throwing_changes_away_leaves_what_was_sent(cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    acts.amend(disclosure, cast.amina, noon(on))
    acts.discard(disclosure, cast.amina, noon(on))
    assert not Draft.objects.exists()
    assert Version.objects.filter(disclosure=disclosure).count() == 1


def test_throwing_a_draft_away_leaves_nothing(cast, on):
    before = Entry.objects.count()
    disclosure = drafted(cast.amina, "financial_interest", {"story": "x"}, on=on)
    acts.discard(disclosure, cast.amina, noon(on))
    assert not Disclosure.objects.exists()
    assert Entry.objects.count() == before


def test_taking_back_needs_a_reason_and_keeps_it_sealed(cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    with pytest.raises(acts.Refused):
        acts.withdraw(disclosure, cast.amina, "  ", noon(on))
    row = acts.withdraw(disclosure, cast.amina, "It never came to it.", noon(on))
    assert row.reason() == "It never came to it."
    assert disclosure.state(on).id == "withdrawn"
    assert "reason" not in {field.name for field in Withdrawal._meta.fields}


@pytest.mark.parametrize("closing", ["withdraw", "end"])
def test_what_is_closed_stays_closed(cast, on, closing):
    disclosure = disclosed(cast.amina, on=on).disclosure
    acts.amend(disclosure, cast.amina, noon(on))
    if closing == "withdraw":
        acts.withdraw(disclosure, cast.amina, "A mistake.", noon(on))
    else:
        acts.end(disclosure, cast.amina, on, noon(on))
    assert not Draft.objects.exists()
    for act in (
        lambda: acts.amend(disclosure, cast.amina, noon(on)),
        lambda: acts.withdraw(disclosure, cast.amina, "Again.", noon(on)),
        lambda: acts.end(disclosure, cast.amina, on, noon(on)),
        lambda: acts.tell_started(disclosure, cast.amina, on, noon(on)),
    ):
        with pytest.raises(acts.Refused):
            act()


def test_a_start_is_told_and_can_be_put_right(cast, on):
    heard = []
    signals.started.connect(listen := lambda **kwargs: heard.append(kwargs["started"].started_on))
    disclosure = disclosed(cast.amina, on=on, timing="contemplated", since=None).disclosure
    acts.tell_started(disclosure, cast.amina, on, noon(on))
    acts.tell_started(disclosure, cast.amina, on - timedelta(days=3), noon(on))
    signals.started.disconnect(listen)
    assert heard == [on, on - timedelta(days=3)]
    assert Started.objects.filter(disclosure=disclosure).count() == 2


def test_days_to_come_are_not_told(cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    tomorrow = on + timedelta(days=1)
    with pytest.raises(acts.Refused):
        acts.tell_started(disclosure, cast.amina, tomorrow, noon(on))
    with pytest.raises(acts.Refused):
        acts.end(disclosure, cast.amina, tomorrow, noon(on))


def test_an_ending_has_its_day_and_remark(cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    acts.end(disclosure, cast.amina, on - timedelta(days=1), noon(on), "Sold them all.")
    assert Ending.objects.get().remark() == "Sold them all."
    assert disclosure.state(on).id == "ended"


def test_a_draft_cannot_be_taken_back_or_ended(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", {}, on=on)
    with pytest.raises(acts.Refused):
        acts.withdraw(disclosure, cast.amina, "No.", noon(on))
    with pytest.raises(acts.Refused):
        acts.end(disclosure, cast.amina, on, noon(on))
