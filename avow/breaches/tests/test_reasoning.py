from datetime import date

import pytest

from avow.breaches import words
from avow.breaches.reasoning import (
    NO_COUNTERPARTY,
    NOT_ASKED,
    UNRESOLVED,
    Days,
    Leave,
    contemplated,
    existing,
    given,
)

POLICY, JOINED, PARTNER = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def looked(since, policy=POLICY, joined=JOINED, other_side=PARTNER):
    said = existing(Days(since, policy, joined, other_side))
    return said.why, said.is_breach


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (date(2026, 3, 2), ("not_disclosed_first", True)),
        (date(2026, 3, 1), ("older_than_the_counterparty", False)),
        (date(2026, 2, 2), ("older_than_the_counterparty", False)),
        (date(2026, 2, 1), ("older_than_joining", False)),
        (date(2026, 1, 2), ("older_than_joining", False)),
        (date(2026, 1, 1), ("older_than_the_policy", False)),
        (date(1999, 1, 1), ("older_than_the_policy", False)),
        (None, ("start_unknown", None)),
    ],
)
def test_only_what_began_after_all_three_days_is_a_possible_breach(since, expected):
    assert looked(since) == expected


def test_the_order_of_the_three_days_does_not_matter():
    assert looked(date(2026, 6, 1), policy=date(2026, 7, 1)) == ("older_than_the_policy", False)
    assert looked(date(2026, 6, 1), joined=date(2026, 7, 1)) == ("older_than_joining", False)
    assert looked(date(2026, 6, 1), other_side=date(2026, 7, 1)) == ("older_than_the_counterparty", False)


def test_without_another_side_only_the_policy_and_joining_count():
    assert looked(date(2026, 2, 2), other_side=NOT_ASKED) == ("not_disclosed_first", True)
    assert looked(date(2026, 2, 1), other_side=NOT_ASKED) == ("older_than_joining", False)


def test_an_other_side_that_is_no_counterparty_makes_nothing_late():
    assert looked(date(2026, 6, 1), other_side=NO_COUNTERPARTY) == ("no_counterparty", False)


def test_what_is_unknown_is_a_question_unless_another_day_settles_it():
    assert looked(date(2026, 6, 1), other_side=UNRESOLVED) == ("other_side_unresolved", None)
    assert looked(date(2026, 1, 5), other_side=UNRESOLVED) == ("older_than_joining", False)
    assert looked(date(2026, 6, 1), joined=None) == ("joining_day_unknown", None)
    assert looked(date(2026, 2, 5), joined=None) == ("older_than_the_counterparty", False)
    assert looked(date(2026, 6, 1), policy=None) == ("policy_day_unknown", None)


def test_what_one_heard_of_afterwards_could_not_be_disclosed_first():
    said = existing(Days(date(2026, 6, 1), POLICY, JOINED, PARTNER, told_afterwards=True))
    assert (said.why, said.is_breach) == ("heard_of_it_afterwards", False)
    older = existing(Days(date(2025, 6, 1), POLICY, JOINED, PARTNER, told_afterwards=True))
    assert older.why == "older_than_the_policy"


DECIDED, START = date(2026, 4, 1), date(2026, 4, 10)


@pytest.mark.parametrize(
    ("began", "leave", "expected"),
    [
        (date(2026, 4, 20), None, ("started_before_decision", True)),
        (date(2026, 3, 31), Leave(DECIDED, START, True), ("started_before_decision", True)),
        (date(2026, 4, 1), Leave(DECIDED, DECIDED, True), ("started_with_leave", False)),
        (date(2026, 4, 9), Leave(DECIDED, START, True), ("started_before_its_day", True)),
        (date(2026, 4, 10), Leave(DECIDED, START, True), ("started_with_leave", False)),
        (date(2026, 4, 20), Leave(DECIDED, START, False), ("started_although_refused", True)),
        (date(2026, 4, 20), Leave(DECIDED, START, True, True, None), ("started_before_agreeing", True)),
        (date(2026, 4, 20), Leave(DECIDED, START, True, True, date(2026, 4, 21)), ("started_before_agreeing", True)),
        (date(2026, 4, 20), Leave(DECIDED, START, True, True, date(2026, 4, 20)), ("started_with_leave", False)),
        (None, None, ("start_unknown", None)),
    ],
)
def test_what_was_disclosed_beforehand_waits_for_its_decision(began, leave, expected):
    said = contemplated(began, leave)
    assert (said.why, said.is_breach) == expected


REFUSED, LEAVE = (date(2026, 4, 1), False), (date(2026, 4, 1), True)


@pytest.mark.parametrize(
    ("given_on", "answer", "expected"),
    [
        (date(2026, 4, 2), (None, False), ("given_before_leave", True)),
        (date(2026, 3, 31), LEAVE, ("given_before_leave", True)),
        (date(2026, 3, 31), REFUSED, ("given_before_leave", True)),
        (date(2026, 4, 1), LEAVE, ("given_with_leave", False)),
        (date(2026, 5, 1), LEAVE, ("given_with_leave", False)),
        (date(2026, 5, 2), LEAVE, ("given_after_leave", True)),
        (date(2026, 4, 1), REFUSED, ("given_although_refused", True)),
        (date(2026, 5, 2), REFUSED, ("given_although_refused", True)),
    ],
)
def test_what_was_given_needed_leave_first(given_on, answer, expected):
    said = given(given_on, *answer, last_day=date(2026, 5, 1))
    assert (said.why, said.is_breach) == expected


def test_every_reason_has_its_words():
    reasons = {
        "older_than_the_policy", "older_than_joining", "older_than_the_counterparty", "no_counterparty",
        "start_unknown", "policy_day_unknown", "joining_day_unknown", "other_side_unresolved", "started_with_leave",
        "heard_of_it_afterwards", *words.TITLES,
    }  # fmt: skip
    assert set(words.SAYS) == reasons
