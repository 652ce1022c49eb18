"""What a site's own rule forbids is found, and found again when the rule is made or ended for days that are past."""

from datetime import date
from decimal import Decimal

import pytest

from avow.disclosures.testing import noon
from avow.gifts.models import CountedAnew
from avow.gifts.testing import asks, invited, latest, rules
from avow.ledger.verify import verify
from avow.local_rules.acts import end_rule
from avow.local_rules.testing import ruled
from avow.people.acts import put
from avow.rates.testing import bring_text

BEFORE, DAY, LATER, NOW = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10), date(2026, 6, 1)
RULED_OUT = {"5.3 ruled_out_locally"}


def fact(version) -> tuple:
    """Whether the site has ruled it out, and how that is known."""
    judged = latest(version)
    return judged.facts["forbidden_locally"], judged.sources["forbidden_locally"]


def test_from_its_first_day_on_and_not_before(cast, group):
    ruled(cast.chen, DAY, on=BEFORE)
    assert rules(invited(cast.amina, BEFORE, party=group[1])) == set()
    forbidden = invited(cast.amina, DAY, party=group[1])
    assert rules(forbidden) == RULED_OUT
    assert fact(forbidden) == (True, "the rule “No evenings with suppliers” of Gothenburg, since 10 April 2026")


def test_another_site_and_another_kind_are_not_concerned(cast, group):
    ruled(cast.chen, BEFORE, kinds=["hospitality_received"])
    assert rules(invited(cast.goran, DAY, party=group[1])) == set()
    assert "5.4 ruled_out_locally" not in rules(invited(cast.amina, DAY, party=group[1], way="offered"))


def test_a_rule_of_a_legal_entity_and_one_of_every_site(cast, group):
    ruled(cast.chen, DAY, site="", employer="Sever Stal")
    assert rules(invited(cast.amina, DAY, party=group[1])) == set()
    assert rules(invited(cast.goran, DAY, party=group[1])) == RULED_OUT
    ruled(cast.chen, DAY, site="", employer="")
    assert rules(invited(cast.boris, DAY, party=group[1])) == RULED_OUT


@pytest.mark.parametrize(("worth", "says"), [("120.00", set()), ("120.04", RULED_OUT)])
def test_exactly_the_amount_for_each_is_not_above_it(cast, group, worth, says):
    ruled(cast.chen, BEFORE, does="above", amount=Decimal("30.00"), currency="USD")
    version = invited(cast.amina, DAY, party=group[1], worth=worth)
    assert rules(version) == says
    if not says:
        assert fact(version)[0] is False
        assert fact(version)[1].startswith("the rules of your site on that day, such as the rule “No evenings")


def test_the_amount_is_in_the_money_of_the_site(cast, group):
    ruled(cast.chen, BEFORE, does="above", amount=Decimal("300.00"), currency="SEK")
    assert rules(invited(cast.amina, DAY, party=group[1], worth="1200.00", worth_in="SEK")) == set()
    assert rules(invited(cast.amina, DAY, party=group[1], worth="1200.00", worth_in="EUR")) == RULED_OUT


def test_a_worth_that_is_not_known_makes_the_question_open(cast, group):
    ruled(cast.chen, BEFORE, does="above", amount=Decimal("30.00"), currency="USD")
    version = invited(cast.amina, DAY, party=group[1], worth=None)
    assert (rules(version), asks(version)) == (set(), {"forbidden_locally"})
    assert fact(version)[1].endswith("whether it is more than USD 30.00 for each is not known")


def test_the_persons_yes_is_never_made_a_no(cast, group):
    ruled(cast.chen, BEFORE, does="above", amount=Decimal("900.00"), currency="USD")
    version = invited(cast.amina, DAY, party=group[1], forbidden_locally=True)
    assert rules(version) == RULED_OUT
    assert fact(version) == (True, "you said")


def test_not_knowing_is_answered_by_the_rules_where_there_are_any(cast, group):
    assert asks(invited(cast.amina, DAY, party=group[1], forbidden_locally=None)) == {"forbidden_locally"}
    ruled(cast.chen, BEFORE, does="above", amount=Decimal("900.00"), currency="USD")
    assert asks(invited(cast.amina, LATER, party=group[1], forbidden_locally=None)) == set()


def test_a_rule_that_only_asks_leaves_it_to_the_person(cast, group):
    ruled(cast.chen, BEFORE, does="asked")
    assert asks(invited(cast.amina, DAY, party=group[1], forbidden_locally=None)) == {"forbidden_locally"}
    assert rules(invited(cast.amina, LATER, party=group[1], forbidden_locally=True)) == RULED_OUT


def test_a_rule_entered_late_is_found_in_what_was_entered_meanwhile(cast, group):
    earlier, later = (invited(cast.amina, day, party=group[1]) for day in (BEFORE, LATER))
    goran = invited(cast.goran, LATER, party=group[1])
    rule = ruled(cast.chen, DAY, on=NOW)
    assert (rules(earlier), rules(later), rules(goran)) == (set(), RULED_OUT, set())
    told = CountedAnew.objects.get()
    assert (told.judgement.version, told.cause, told.worse) == (later, "local_rule", True)
    assert told.cause_entry == rule.attested.entry


def test_a_rule_ended_late_no_longer_forbids_what_came_after_its_end(cast, group):
    rule = ruled(cast.chen, BEFORE)
    first, second = (invited(cast.amina, day, party=group[1]) for day in (DAY, LATER))
    end_rule(rule, DAY, by=cast.chen, on=NOW, at=noon(NOW), reason="The plant has a new manager.")
    assert (rules(first), rules(second)) == (RULED_OUT, set())
    assert fact(second) == (False, "you said")
    assert CountedAnew.objects.get().worse is False


def test_a_rule_entered_by_mistake_never_held(cast, group):
    rule = ruled(cast.chen, BEFORE)
    only = invited(cast.amina, BEFORE, party=group[1])
    end_rule(rule, date(2026, 3, 9), by=cast.chen, on=NOW, at=noon(NOW), reason="It was meant for Plovdiv.")
    assert rules(only) == set()


def test_where_one_worked_on_the_day_counts(cast, group):
    put("A1", on=DAY, by="system", at=noon(DAY), site="Plovdiv")
    before, after = invited(cast.amina, BEFORE, party=group[1]), invited(cast.amina, LATER, party=group[1])
    ruled(cast.chen, date(2026, 1, 5), on=NOW, site="Plovdiv")
    assert (rules(before), rules(after)) == (set(), RULED_OUT)


def test_what_was_turned_down_is_not_ruled_out(cast, group):
    ruled(cast.chen, BEFORE)
    assert rules(invited(cast.amina, DAY, party=group[1], declined=True)) == set()


def test_other_rates_for_the_money_of_the_rule_are_looked_at(cast, group):
    ruled(cast.chen, BEFORE, does="above", amount=Decimal("300.00"), currency="SEK")
    version = invited(cast.amina, DAY, party=group[1], worth="100.00", worth_in="USD")
    assert rules(version) == set()
    bring_text("2026-04-10,SEK,15", on=NOW, jumps=True)
    assert rules(version) == RULED_OUT
    assert CountedAnew.objects.get().cause == "rates"


@pytest.mark.django_db(transaction=True)
def test_all_of_it_verifies(cast, group):
    rule = ruled(cast.chen, BEFORE, does="above", amount=Decimal("10.00"), currency="USD", until=NOW)
    invited(cast.amina, DAY, party=group[1])
    end_rule(ruled(cast.chen, BEFORE), DAY, by=cast.chen, on=NOW, at=noon(NOW), reason="A new manager.")
    assert rule.last_day == NOW
    report = verify()
    assert report.clean, report.as_json()
