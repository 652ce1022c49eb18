"""Offering entertainment: the five tests of 5.4, the guest's employer, and what is asked where something is open."""

from datetime import date

import pytest

from avow.adoptions.current import policy_in_force
from avow.gifts.testing import asks, invited, rules

DAY = date(2026, 3, 10)


def found(version) -> set[str]:
    """What 5.4 finds; leave to give (5.5) is another matter."""
    return {one for one in rules(version) if one.startswith("5.4")}


def test_a_business_dinner_with_one_of_us_finds_nothing(cast, group):
    version = invited(cast.amina, DAY, party=group[1], way="offered")
    assert found(version) == set()


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"excessive": True}, "5.4 one_alone"),
        ({"excessive": True, "occasions": "5"}, "5.4 main"),
        ({"occasions": "5"}, "5.4 one_alone"),
        ({"company_not_permitting": True}, "5.4 not_permitted"),
        ({"employee_present": False}, "5.4 nobody_of_ours"),
        ({"forbidden_locally": True}, "5.4 ruled_out_locally"),
        ({"unfit": True}, "5.4 unfit_event"),
        ({"guest_employer_allows": False}, "5.4 guest_employer"),
    ],
)
def test_each_of_the_five_tests_and_the_guests_employer(cast, group, answers, says):
    assert found(invited(cast.amina, DAY, party=group[1], way="offered", **answers)) == {says}


@pytest.mark.parametrize(
    "fact", ["excessive", "employee_present", "forbidden_locally", "unfit", "guest_employer_allows"]
)
def test_what_is_not_known_is_asked_and_not_assumed(cast, group, fact):
    version = invited(cast.amina, DAY, party=group[1], way="offered", **{fact: None})
    assert found(version) == set()
    assert fact in asks(version)


def test_what_one_should_know_has_to_be_answered(cast):
    assert policy_in_force(DAY).facts["company_not_permitting"].required


def test_guests_who_declined_were_not_entertained(cast, group):
    version = invited(cast.amina, DAY, party=group[1], way="offered", declined=True, unfit=True, employee_present=False)
    assert found(version) == set()
    assert "guest_employer_allows" not in version.answers()


def test_invitations_made_and_taken_are_counted_apart(cast, group):
    for day in range(3, 7):
        invited(cast.amina, date(2026, 3, day), party=group[1])
    version = invited(cast.amina, date(2026, 5, 3), party=group[1], way="offered", excessive=True)
    assert found(version) == {"5.4 one_alone"}
