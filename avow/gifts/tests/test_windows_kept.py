"""The windows of 5.2 stay right whatever happens afterwards, and what happened is named (5.2)."""

from datetime import date
from decimal import Decimal

import pytest

from avow.counterparties import acts as counterparties
from avow.counterparties.merging import merge, separate
from avow.disclosures import acts as disclosures
from avow.disclosures.models import Judgement
from avow.disclosures.testing import noon
from avow.gifts.acts import become, take_back
from avow.gifts.models import CountedAnew, Gift
from avow.gifts.testing import cited, received, total
from avow.gifts.tests.conftest import company
from avow.ledger.verify import verify
from avow.rates.testing import bring_text

MARCH, APRIL, MAY = date(2026, 3, 10), date(2026, 4, 10), date(2026, 5, 10)


def anew(version) -> CountedAnew:
    """The one row that says that this gift counts differently."""
    return CountedAnew.objects.get(judgement__version__disclosure=version.disclosure)


def test_a_late_entry_moves_the_crossing_into_the_past(cast, group):
    _, bearings, pumps = group
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    second = received(cast.amina, MAY, "40.00", party=pumps)
    assert cited(first) == cited(second) == []
    late = received(cast.amina, APRIL, "60.00", party=pumps, sent=MAY)
    assert (cited(first), cited(late), cited(second)) == ([], ["5.2"], ["5.2"])
    assert total(second) == "250.00"
    told = anew(second)
    assert (told.cause, told.worse, told.of) == ("entered", True, late.disclosure)
    assert told.cause_entry == late.attested.entry


def test_a_corrected_entry_is_counted_as_corrected(cast, group, on):
    _, bearings, _ = group
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    second = received(cast.amina, APRIL, "60.00", party=bearings)
    assert cited(second) == ["5.2"]
    disclosures.amend(first.disclosure, cast.amina, noon(MAY))
    disclosures.save_step(first.disclosure, {"worth": "15.00"}, "gift", cast.amina, noon(MAY))
    disclosures.submit(first.disclosure, cast.amina, MAY, noon(MAY))
    assert cited(second) == []
    assert (anew(second).cause, anew(second).worse) == ("changed", False)


def test_an_entry_taken_back_counts_no_more(cast, group):
    _, bearings, _ = group
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    second = received(cast.amina, APRIL, "60.00", party=bearings)
    disclosures.withdraw(first.disclosure, cast.amina, "It was for my neighbour.", noon(MAY))
    assert cited(second) == []
    assert anew(second).cause == "withdrawn"
    assert Gift.objects.get(disclosure=first.disclosure).is_withdrawn


@pytest.mark.parametrize("becoming", ["turned_down", "given_back", "passed_on"])
def test_what_was_not_kept_counts_no_more_and_again_when_taken_back(cast, group, becoming):
    _, bearings, _ = group
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    second = received(cast.amina, APRIL, "60.00", party=bearings)
    row = become(first.disclosure, becoming, by=cast.amina, became_on=APRIL, on=MAY, at=noon(MAY))
    assert cited(second) == []
    assert not Gift.objects.get(disclosure=first.disclosure).counts
    take_back(row, by=cast.amina, on=MAY, at=noon(MAY))
    assert cited(second) == ["5.2"]
    assert Gift.objects.get(disclosure=first.disclosure).counts


def test_the_part_that_was_paid_for_does_not_count(cast, group):
    _, bearings, _ = group
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    second = received(cast.amina, APRIL, "60.00", party=bearings)
    paid = {"becoming": "paid_for", "paid": Decimal("10.00"), "currency": "USD", "by": cast.amina}
    become(first.disclosure, **paid, became_on=APRIL, on=MAY, at=noon(MAY))
    assert cited(second) == []
    assert Gift.objects.get(disclosure=first.disclosure).paid_back == Decimal("10.00")


def test_a_company_that_joins_the_group_later_counts_from_the_days_judged_after_it(cast, group):
    _, bearings, _ = group
    nova = company("N-1", "Nova Works")
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    before = received(cast.amina, APRIL, "60.00", party=nova)
    after = received(cast.amina, MAY, "60.00", party=nova)
    assert cited(before) == cited(after) == []
    joined = date(2026, 5, 1)
    counterparties.put("N-1", on=joined, by="system", at=noon(date(2026, 5, 20)), name="Nova Works", parent="D-0")
    assert (cited(first), cited(before), cited(after)) == ([], [], ["5.2"])
    assert total(after) == "270.00"
    assert anew(after).cause == "group"


def test_two_entries_of_the_register_that_are_one_company_count_as_one_until_separated(cast, group):
    _, bearings, _ = group
    double = company("D-9", "Delta Bearings Ltd.")
    received(cast.amina, MARCH, "150.00", party=bearings)
    second = received(cast.amina, APRIL, "60.00", party=double)
    assert cited(second) == []
    merge(double, bearings, by=cast.chen, on=MAY, at=noon(MAY), reason="The same tax number.")
    assert cited(second) == ["5.2"]
    assert anew(second).cause == "merged"
    separate(double, by=cast.chen, on=MAY, at=noon(MAY), reason="It is a branch of somebody else.")
    assert cited(second) == []


def test_a_name_that_an_officer_finds_in_the_register_counts_with_its_group(cast, group):
    _, bearings, _ = group
    received(cast.amina, MARCH, "150.00", party=bearings)
    typed = received(cast.amina, APRIL, "60.00", other_side="the ball bearing people")
    assert cited(typed) == []
    disclosures.resolve_party(
        typed.disclosure, bearings, by=cast.chen, acting_as="compliance_officer", reason="She showed me the card.",
        on=MAY, at=noon(MAY),
    )  # fmt: skip
    assert cited(typed) == ["5.2"]
    assert anew(typed).cause == "resolved"
    assert Gift.objects.get(disclosure=typed.disclosure).counterparty == bearings


def test_a_corrected_rate_moves_the_sum(cast, group):
    _, bearings, _ = group
    bring_text("2026-03-10,USD,1.00\n2026-04-10,USD,1.00\n")
    received(cast.amina, MARCH, "150.00", party=bearings, worth_in="EUR")
    second = received(cast.amina, APRIL, "50.00", party=bearings, worth_in="EUR")
    assert cited(second) == []
    bring_text("2026-03-10,USD,1.10\n")
    assert total(second) == "215.00"
    assert anew(second).cause == "rates"


def test_nothing_is_told_where_nothing_is_otherwise(cast, group):
    _, bearings, _ = group
    first = received(cast.amina, MARCH, "20.00", party=bearings)
    received(cast.amina, APRIL, "30.00", party=bearings)
    received(cast.amina, MARCH, "10.00", party=bearings, sent=APRIL)
    assert not CountedAnew.objects.exists()
    assert Judgement.objects.filter(version=first).count() == 1


def test_only_windows_that_hold_the_day_are_looked_at(cast, group):
    _, bearings, _ = group
    received(cast.amina, date(2025, 4, 10), "150.00", party=bearings, sent=MARCH)
    later = received(cast.amina, date(2026, 4, 10), "60.00", party=bearings)
    assert cited(later) == []


@pytest.mark.django_db(transaction=True)
def test_the_ledger_agrees_with_all_of_it(cast, group):
    test_two_entries_of_the_register_that_are_one_company_count_as_one_until_separated(cast, group)
    report = verify()
    assert not report.findings, report.findings
