"""A rule is made and ended by officers, with days, and what is not a rule is refused with what to do."""

from datetime import date
from decimal import Decimal

import pytest

from avow.disclosures.testing import noon
from avow.ledger.models import Entry
from avow.local_rules import holding, telling
from avow.local_rules.acts import Refused, end_rule
from avow.local_rules.models import LocalRule
from avow.local_rules.testing import ruled

WHY = "The plant has a new manager."


def end(rule, last_day, by, on):
    return end_rule(rule, last_day, by=by, on=on, at=noon(on), reason=WHY)


def test_a_rule_is_one_entry_and_its_words_are_only_in_the_sealed_document(cast, on):
    rule = ruled(cast.chen, on)
    assert rule.text() == "Inga kvällsaktiviteter med leverantörer."
    assert rule.decided_by() == "the plant management of Gothenburg"
    entry = Entry.objects.order_by("-number").first()
    assert (entry.verb, entry.actor, entry.document_count) == ("local rule made", cast.chen.key, 1)
    assert not any("kvällsaktiviteter" in str(value) for value in LocalRule.objects.values().get().values())


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"name": "  "}, "short name"),
        ({"text": ""}, "in the words of the site"),
        ({"decided_by": ""}, "which management"),
        ({"kinds": []}, "what the rule is about"),
        ({"kinds": ["loan"]}, "what the rule is about"),
        ({"does": "sometimes"}, "what the rule does"),
        ({"does": "above"}, "An amount and its currency"),
        ({"amount": Decimal(5), "currency": "USD"}, "An amount and its currency"),
        ({"does": "above", "amount": Decimal(5)}, "An amount and its currency"),
        ({"does": "above", "amount": Decimal(-1), "currency": "USD"}, "not less than nothing"),
        ({"does": "above", "amount": Decimal(5), "currency": "XXX"}, "reference rates"),
        ({"language": "Swedish!"}, "language"),
        ({"site": "Atlantis"}, "Nobody works there"),
        ({"until": date(2026, 3, 9)}, "before the first"),
        ({"from_day": date(1999, 12, 31)}, "cannot be right"),
    ],
)
def test_what_is_not_a_rule_is_refused(cast, on, given, says):
    given = {"from_day": on, **given}
    with pytest.raises(Refused, match=says):
        ruled(cast.chen, on=on, **given)
    assert not LocalRule.objects.exists()


def test_nobody_else_makes_or_ends_one(cast, on):
    with pytest.raises(Refused, match="Only the compliance officer"):
        ruled(cast.boris, on)
    rule = ruled(cast.chen, on)
    with pytest.raises(Refused, match="Only the compliance officer"):
        end(rule, on, cast.boris, on)


def test_it_holds_on_its_last_day_and_not_on_the_next(cast, on):
    rule = ruled(cast.chen, on, until=date(2026, 3, 31))
    assert rule.last_day == date(2026, 3, 31)
    assert holding.about(cast.amina, "hospitality_received", date(2026, 3, 31)) == [rule]
    assert holding.about(cast.amina, "hospitality_received", date(2026, 4, 1)) == []
    assert telling.days_of(rule) == "from 10 March 2026 to 31 March 2026"


def test_one_that_has_an_end_is_not_ended_again(cast, on):
    rule = end(ruled(cast.chen, on), date(2026, 4, 1), cast.chen, on)
    assert rule.ending_told.reason() == WHY
    with pytest.raises(Refused, match="has an end already"):
        end(rule, date(2026, 5, 1), cast.chen, on)


def test_it_does_not_end_before_it_began_but_may_never_have_held(cast, on):
    rule = ruled(cast.chen, on)
    with pytest.raises(Refused, match="before the rule begins"):
        end(rule, date(2026, 3, 8), cast.chen, on)
    assert telling.days_of(end(rule, date(2026, 3, 9), cast.chen, on)) == "taken back; it never held"
    assert holding.of_person(cast.amina, on) == []


def test_somebody_of_no_site_has_the_rules_of_every_site(cast, on):
    ruled(cast.chen, on)
    everywhere = ruled(cast.chen, on, site="", employer="")
    assert holding.of_person(cast.amina, date(2020, 1, 1)) == []
    assert holding.of_person(cast.goran, on) == [everywhere]
    assert telling.told(everywhere).place == "every site"


def test_in_words_for_one_person(cast, on):
    ruled(cast.chen, on, does="above", amount=Decimal(500), currency="SEK")
    (told,) = telling.for_person(cast.amina, "hospitality_received", on)
    assert (told.name, told.language, told.place) == ("No evenings with suppliers", "sv", "Gothenburg")
    assert (told.does, told.days) == ("It rules out more than SEK 500.00 for each person.", "since 10 March 2026")
    assert telling.for_person(cast.goran, "hospitality_received", on) == []
    assert telling.for_person(cast.amina, "gift_received", on) == []
