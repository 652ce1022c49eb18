"""Where a disclosure stands, from rows."""

from avow.disclosures import states
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import GIFT, SHARE, disclosed, drafted


def own_states(disclosures, on, monkeypatch):
    """The states of this room alone, whatever rooms above know."""
    monkeypatch.setattr(states, "_sources", [])
    return {states.of([one], on)[one.pk].id for one in disclosures}


def test_a_draft_is_a_draft(cast, on):
    assert drafted(cast.amina, "loan", {}, on=on).state(on) == states.DRAFT


def test_only_a_clear_entry_of_a_register_kind_is_recorded(cast, delta, on, monkeypatch):
    clear = disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    assert clear.judgement.is_clear
    assert own_states([clear.disclosure], on, monkeypatch) == {"recorded"}


def test_a_gift_over_the_limit_is_under_review(cast, delta, on, monkeypatch):
    over = disclosed(cast.amina, "gift_received", on=on, counterparty=delta, amount="390.00")
    assert own_states([over.disclosure], on, monkeypatch) == {"under_review"}


def test_a_gift_of_unknown_worth_is_under_review(cast, delta, on, monkeypatch):
    unknown = disclosed(cast.amina, "gift_received", on=on, counterparty=delta, amount=None)
    assert own_states([unknown.disclosure], on, monkeypatch) == {"under_review"}


def test_everything_else_is_under_review_without_any_finding(cast, on, monkeypatch):
    quiet = disclosed(cast.amina, "other", {**SHARE, "believed_standing": "none"}, on=on)
    assert own_states([quiet.disclosure], on, monkeypatch) == {"under_review"}


def test_many_states_take_as_many_queries_as_one(cast, on, django_assert_num_queries):
    for _ in range(6):
        disclosed(cast.amina, "gift_received", GIFT, on=on)
    disclosures = list(Disclosure.objects.all())
    for some in (disclosures[:1], disclosures):
        with django_assert_num_queries(7):
            assert len(states.of(some, on)) == len(some)
