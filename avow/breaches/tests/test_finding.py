from datetime import date

import pytest

from avow.breaches.finding import look
from avow.breaches.models import PossibleBreach
from avow.counterparties import acts as counterparties
from avow.disclosures import acts as disclosing
from avow.ledger.models import Entry
from avow.reviews import acts
from avow.reviews.testing import MONDAY, amend, case_of, decided, disclose, house, moment, prepared

pytestmark = pytest.mark.django_db

TUESDAY, WEDNESDAY = date(2026, 3, 3), date(2026, 3, 4)


def started(disclosure, day, on=WEDNESDAY):
    disclosing.tell_started(disclosure, disclosure.person, day, moment(on))


def found(disclosure):
    return list(PossibleBreach.objects.filter(disclosure=disclosure).order_by("pk").values_list("why", "began_on"))


def test_a_start_before_the_decision_is_found_and_recorded_by_the_system():
    h = house()
    disclosure = disclose(h, h.amina)
    started(disclosure, TUESDAY)
    row = PossibleBreach.objects.get()
    assert (row.why, row.clause, row.began_on) == ("started_before_decision", "1.1", TUESDAY)
    assert row.disclosed_on == MONDAY
    entry = Entry.objects.get(verb="possible breach found")
    assert entry.actor == "system"
    assert entry.documents[0].open()["began_on"] == "2026-03-03"


def test_telling_it_twice_finds_it_once():
    h = house()
    disclosure = disclose(h, h.amina)
    started(disclosure, TUESDAY)
    started(disclosure, TUESDAY)
    assert found(disclosure) == [("started_before_decision", TUESDAY)]


def test_a_start_after_the_decision_is_none():
    h = house()
    disclosure = disclose(h, h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen)
    started(disclosure, TUESDAY)
    assert found(disclosure) == []
    assert look(disclosure, disclosure.latest_version, WEDNESDAY).said.why == "started_with_leave"


def test_a_start_told_after_the_decision_and_before_it_in_time_is_found():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    decided(case, h.chen, on=WEDNESDAY)
    started(disclosure, TUESDAY)
    assert found(disclosure) == [("started_before_decision", TUESDAY)]


def test_a_start_with_conditions_nobody_agreed_to_is_found():
    h = house()
    disclosure = disclose(h, h.amina)
    case = prepared(case_of(disclosure), h.chen)
    terms = [acts.Term("Stay out of quotes to Delta.")]
    decision = decided(case, h.chen, outcome="approved_with_conditions", conditions=terms)
    started(disclosure, TUESDAY, TUESDAY)
    acts.agree(decision, by=h.amina, on=WEDNESDAY, at=moment(WEDNESDAY))
    started(disclosure, WEDNESDAY)
    assert found(disclosure) == [("started_before_agreeing", TUESDAY)]


def test_a_start_although_refused_is_found():
    h = house()
    disclosure = disclose(h, h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen, outcome="refused")
    started(disclosure, TUESDAY)
    assert found(disclosure) == [("started_although_refused", TUESDAY)]


def test_an_amended_version_that_says_it_has_begun_is_found():
    h = house()
    disclosure = disclose(h, h.amina)
    amend(disclosure, WEDNESDAY, timing="existing", since="2026-03-03", told_afterwards=False, learned_on=None)
    assert found(disclosure) == [("started_before_decision", TUESDAY)]


def test_the_decision_that_counts_is_the_one_there_was_on_the_day():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    decided(prepared(case, h.chen), h.chen, outcome="refused")
    amend(disclosure, WEDNESDAY, share_percent="0.5")
    decided(prepared(case, h.chen, WEDNESDAY), h.chen, WEDNESDAY, outcome="approved")
    started(disclosure, TUESDAY)
    started(disclosure, WEDNESDAY)
    assert found(disclosure) == [("started_although_refused", TUESDAY)]


def test_a_version_corrected_to_something_older_is_looked_at_as_existing():
    h = house()
    disclosure = disclose(h, h.amina)
    amend(disclosure, WEDNESDAY, timing="existing", since="2025-06-01", told_afterwards=False, learned_on=None)
    assert found(disclosure) == []
    amend(disclosure, WEDNESDAY, since="2026-02-03")
    assert found(disclosure) == [("not_disclosed_first", date(2026, 2, 3))]


def test_what_had_begun_before_it_was_disclosed_is_late_only_after_all_three_days():
    h = house()
    late = disclose(h, h.amina, timing="existing", since="2026-02-03", told_afterwards=False, learned_on=None)
    assert found(late) == [("not_disclosed_first", date(2026, 2, 3))]
    row = PossibleBreach.objects.get()
    assert row.policy_from == row.joined_on == row.counterparty_since == date(2026, 1, 1)
    older = disclose(h, h.boris, timing="existing", since="2025-12-31", told_afterwards=False, learned_on=None)
    assert found(older) == []
    assert look(older, older.latest_version, MONDAY).said.why == "older_than_the_policy"


def test_older_than_the_other_side_becoming_a_supplier_is_existing():
    h = house()
    counterparties.put(
        "S-2",
        on=date(2026, 2, 10),
        by="system",
        at=moment(MONDAY),
        name="Epsilon AB",
        standings=[("supplier", "present")],
    )
    from avow.counterparties.models import Counterparty

    epsilon = Counterparty.objects.get(number="S-2")
    other = {"other_side": "Epsilon AB", "counterparty": epsilon.public_id, "timing": "existing",
             "told_afterwards": False, "learned_on": None}  # fmt: skip
    assert found(disclose(h, h.amina, since="2026-02-09", **other)) == []
    assert found(disclose(h, h.boris, since="2026-02-11", **other)) == [("not_disclosed_first", date(2026, 2, 11))]


def test_an_unknown_start_or_an_unknown_other_side_is_a_question_and_records_nothing():
    h = house()
    existing = {"timing": "existing", "told_afterwards": False, "learned_on": None}
    unknown = disclose(h, h.amina, since=None, **existing)
    typed = disclose(h, h.boris, since="2026-02-03", other_side="Some firm", counterparty=None, **existing)
    assert PossibleBreach.objects.count() == 0
    assert look(unknown, unknown.latest_version, MONDAY).said.why == "start_unknown"
    assert look(typed, typed.latest_version, MONDAY).said.why == "other_side_unresolved"


def test_a_relatives_role_that_one_heard_of_afterwards_is_none():
    h = house()
    disclosure = disclose(
        h, h.amina, holder="family", relation="sibling", relative_name="Nadia Haddad", timing="existing",
        since="2026-02-03", told_afterwards=True, learned_on="2026-02-20",
    )  # fmt: skip
    assert found(disclosure) == []
    assert look(disclosure, disclosure.latest_version, MONDAY).said.why == "heard_of_it_afterwards"


def test_nothing_is_looked_for_while_nothing_has_begun():
    h = house()
    disclosure = disclose(h, h.amina)
    assert look(disclosure, disclosure.latest_version, MONDAY) is None
