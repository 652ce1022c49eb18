"""Rooms above learn whose group may be another one."""

from datetime import UTC, date, datetime

import pytest

from avow.counterparties.acts import put, put_many
from avow.counterparties.merging import merge, separate
from avow.counterparties.models import Counterparty
from avow.counterparties.signals import changed
from avow.ledger.models import Entry

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 1, 1), date(2026, 2, 1)
AT = datetime(2026, 1, 1, 8, tzinfo=UTC)
SAID = {"by": "system", "at": AT}
WHY = {**SAID, "on": LATER, "reason": "One VAT number."}


@pytest.fixture
def register():
    """T over A over AA; B alone."""
    put_many({"T": {"name": "T"}, "A": {"name": "A", "parent": "T"}, "AA": {"name": "AA", "parent": "A"},
              "B": {"name": "B"}}, on=DAY, **SAID)  # fmt: skip


@pytest.fixture
def heard(register):
    """What was said since: the numbers of the parties, and since when."""
    said = []

    def hear(sender, parties, since, entry, on, at, **_):
        assert entry == Entry.objects.last()
        numbers = Counterparty.objects.filter(pk__in=parties).values_list("number", flat=True)
        said.append((" ".join(sorted(numbers)), since))

    changed.connect(hear)
    yield said
    changed.disconnect(hear)


def party(number):
    return Counterparty.objects.get(number=number)


def test_a_new_parent_concerns_the_party_and_all_below_it(heard):
    put("A", on=LATER, parent="B", **SAID)
    assert heard == [("A AA", LATER)]


def test_a_party_added_or_ended_with_a_parent(heard):
    put("C", on=LATER, name="C", parent="AA", **SAID)
    put("D", on=LATER, name="D", **SAID)
    put_many({}, gone=["A", "B"], on=LATER, **SAID)
    assert heard == [("C", LATER), ("A AA C", LATER)]


def test_other_changes_the_same_again_and_only_trying_say_nothing(heard):
    put("A", on=LATER, name="Alpha", standings=[("supplier", "present")], **SAID)
    put("A", on=LATER, parent="T", **SAID)
    put_many({"A": {"parent": "B"}}, on=LATER, try_only=True, **SAID)
    assert heard == []


def test_a_circle_that_closes_concerns_everyone_in_it(heard):
    put("T", on=LATER, parent="AA", **SAID)
    put("T", on=LATER, parent=None, **SAID)
    assert heard == [("A AA T", LATER)] * 2


def test_a_merge_and_a_separation_concern_every_day(heard):
    merge(party("A"), party("B"), **WHY)
    put("AA", on=LATER, parent=None, **SAID)
    merge(party("T"), party("AA"), **WHY)
    separate(party("A"), **WHY)
    assert heard == [("A AA", date.min), ("AA", LATER), ("T", date.min), ("A AA T", date.min)]


def test_whoever_listens_can_stop_the_act(register):
    def refuse(**_):
        raise RuntimeError("not now")

    changed.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            merge(party("A"), party("B"), **WHY)
    finally:
        changed.disconnect(refuse)
    assert not party("A").merges.exists()


def test_with_no_listener_nothing_is_computed(register, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(changed, "receivers", [])
    changed.sender_receivers_cache.clear()
    monkeypatch.setattr("avow.counterparties.signals.below", None)
    put("A", on=LATER, parent="B", **SAID)
    assert party("A").record(LATER).parent == party("B")
