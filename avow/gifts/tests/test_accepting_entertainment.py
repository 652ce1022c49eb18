"""Accepting entertainment: the five tests of 5.3, and what is asked where something is not known."""

from datetime import date

import pytest

from avow.adoptions.current import policy_in_force
from avow.gifts.testing import asks, invited, latest, received, rules

DAY = date(2026, 3, 10)


def test_a_business_dinner_with_the_host_is_recorded(cast, group):
    version = invited(cast.amina, DAY, party=group[1])
    assert (rules(version), asks(version)) == (set(), set())
    assert latest(version).facts["amount"] == "30.00"


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"excessive": True}, "5.3 one_alone"),
        ({"excessive": True, "occasions": "5"}, "5.3 main"),
        ({"occasions": "5"}, "5.3 one_alone"),
        ({"giver_not_permitted": True}, "5.3 not_permitted"),
        ({"giver_present": False}, "5.3 host_absent"),
        ({"forbidden_locally": True}, "5.3 ruled_out_locally"),
        ({"unfit": True}, "5.3 unfit_event"),
    ],
)
def test_each_of_the_five_tests(cast, group, answers, says):
    assert rules(invited(cast.amina, DAY, party=group[1], **answers)) == {says}


@pytest.mark.parametrize("fact", ["excessive", "giver_present", "forbidden_locally", "unfit"])
def test_what_is_not_known_is_asked_and_finds_nothing(cast, group, fact):
    version = invited(cast.amina, DAY, party=group[1], **{fact: None})
    assert (rules(version), asks(version)) == (set(), {fact})


def test_that_the_host_may_not_give_must_be_known_or_plain_so_not_knowing_is_no_answer(cast):
    assert policy_in_force(DAY).facts["giver_not_permitted"].required


def test_several_tests_that_fail_are_each_named(cast, group):
    version = invited(cast.amina, DAY, party=group[1], giver_present=False, unfit=True)
    assert rules(version) == {"5.3 host_absent", "5.3 unfit_event"}


def test_what_was_declined_finds_nothing_and_its_tests_are_not_asked(cast, group):
    version = invited(cast.amina, DAY, party=group[1], declined=True, excessive=True, giver_present=False, unfit=True)
    assert (rules(version), asks(version)) == (set(), set())
    assert "unfit" not in version.answers()


def test_a_gift_is_not_looked_at_under_this_clause(cast, group):
    assert rules(received(cast.amina, DAY, "40.00", party=group[1])) == set()
