"""How often somebody is invited by one party is counted here, over twelve months, whatever happens afterwards (5.3)."""

from datetime import date

from avow.disclosures import acts as disclosures
from avow.disclosures.testing import noon
from avow.gifts.acts import become
from avow.gifts.models import CountedAnew
from avow.gifts.testing import invited, latest, rules

BEGIN = date(2026, 3, 2)
FIFTH = date(2026, 6, 3)
SENT = date(2026, 6, 20)
OFTEN = {"5.3 one_alone"}


def dinners(person, party, months=(2, 3, 4, 5), **answers):
    days = [date(2026, month, 3) for month in months]
    return [invited(person, day, party=party, sent=max(day, BEGIN), **answers) for day in days]


def times(version) -> str:
    """How many times the latest judgement counts."""
    (found,) = [one for one in latest(version).findings if one["clause"] == "5.3"]
    return found["totals"][0]["known"]


def test_the_fifth_dinner_in_twelve_months_is_for_the_officer(cast, group):
    earlier = dinners(cast.amina, group[1])
    assert all(rules(one) == set() for one in earlier)
    fifth = invited(cast.amina, FIFTH, party=group[1])
    assert (rules(fifth), times(fifth)) == (OFTEN, "5")
    (found,) = latest(fifth).findings
    assert "5 times with Delta Bearings since 4 June 2025" in found["says"]


def test_a_fifth_dinner_that_is_more_than_reasonable_needs_approval(cast, group):
    dinners(cast.amina, group[1])
    assert rules(invited(cast.amina, FIFTH, party=group[1], excessive=True)) == {"5.3 main"}


def test_two_companies_of_one_group_are_one_party(cast, group):
    dinners(cast.amina, group[1], (2, 3))
    dinners(cast.amina, group[2], (4, 5))
    assert rules(invited(cast.amina, FIFTH, party=group[1])) == OFTEN


def test_a_day_twelve_months_ago_is_outside_and_the_day_after_it_inside(cast, group):
    outside = invited(cast.amina, date(2025, 6, 3), party=group[1], sent=BEGIN)
    dinners(cast.amina, group[1], (3, 4, 5))
    assert rules(invited(cast.amina, FIFTH, party=group[1])) == set()
    disclosures.amend(outside.disclosure, cast.amina, noon(SENT))
    disclosures.save_step(outside.disclosure, {"received_on": "2025-06-04"}, "day", cast.amina, noon(SENT))
    disclosures.submit(outside.disclosure, cast.amina, SENT, noon(SENT))
    again = CountedAnew.objects.get()
    assert (again.judgement.version.on, again.cause, again.worse) == (FIFTH, "changed", True)


def test_what_was_declined_and_what_was_taken_back_is_not_a_time(cast, group):
    dinners(cast.amina, group[1], (2, 3, 4))
    invited(cast.amina, date(2026, 5, 3), party=group[1], declined=True)
    assert rules(invited(cast.amina, date(2026, 5, 4), party=group[1])) == set()
    mistake = invited(cast.amina, date(2026, 5, 4), party=group[1])
    disclosures.withdraw(mistake.disclosure, cast.amina, "Entered twice.", noon(date(2026, 5, 5)))
    fifth = invited(cast.amina, FIFTH, party=group[1])
    assert (rules(fifth), times(fifth)) == (OFTEN, "5")
    disclosures.withdraw(fifth.disclosure, cast.amina, "It was in July.", noon(SENT))
    assert rules(invited(cast.amina, date(2026, 6, 4), party=group[1], declined=True)) == set()


def test_one_taken_back_later_makes_the_fifth_the_fourth(cast, group):
    *_, fourth = dinners(cast.amina, group[1])
    fifth = invited(cast.amina, FIFTH, party=group[1])
    disclosures.withdraw(fourth.disclosure, cast.amina, "Entered twice.", noon(SENT))
    assert rules(fifth) == set()
    told = CountedAnew.objects.get()
    assert (told.judgement.version, told.cause, told.worse) == (fifth, "withdrawn", False)


def test_an_invitation_turned_down_afterwards_is_not_a_time(cast, group):
    first, *_ = dinners(cast.amina, group[1])
    fifth = invited(cast.amina, FIFTH, party=group[1])
    assert rules(fifth) == OFTEN
    become(first.disclosure, "turned_down", by=cast.amina, became_on=date(2026, 2, 3), on=SENT, at=noon(SENT))
    assert rules(fifth) == set()


def test_a_late_entry_makes_a_later_dinner_the_fifth(cast, group):
    dinners(cast.amina, group[1], (3, 4, 5))
    last = invited(cast.amina, FIFTH, party=group[1])
    assert rules(last) == set()
    late = invited(cast.amina, date(2026, 2, 3), party=group[1], sent=SENT)
    assert (rules(late), rules(last)) == (set(), OFTEN)
    told = CountedAnew.objects.get(judgement__version=last)
    assert (told.cause, told.worse, told.of) == ("entered", True, late.disclosure)


def test_tickets_for_three_evenings_are_three_times(cast, group):
    dinners(cast.amina, group[1], (4, 5))
    assert times(invited(cast.amina, FIFTH, party=group[1], occasions="3")) == "5"


def test_another_person_and_another_party_have_their_own_count(cast, group):
    dinners(cast.boris, group[1])
    dinners(cast.amina, None, other_side="Nova Steel")
    assert rules(invited(cast.amina, FIFTH, party=group[1])) == set()
