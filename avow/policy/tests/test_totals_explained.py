"""What is said of a total: its window, what it added up, the figures it stands on, and what is missing for it."""

from datetime import date
from decimal import Decimal

import pytest

from avow.policy import judge
from avow.policy.showing import clause_as_json, clause_as_text
from avow.policy.tests.counting_pack import counting

ON = date(2026, 3, 10)
GIFT = {"kind": "gift", "party_group": "d", "occasion": "feast", "declined": False, "amount": "260.00"}
GIFT |= {"paid_back": "10.00"}


def looked(pack, facts=GIFT, past=(), on=ON):
    return next(one for one in judge(pack, facts, on=on, past=past).looked if one.clause == "9.2")


def asked(pack, facts=GIFT, past=(), on=ON):
    found = [one for one in judge(pack, facts, on=on, past=past).questions if "9.2" in one.clauses]
    return [(one.fact, one.rows, one.says) for one in found]


@pytest.mark.parametrize(
    ("sum_", "window", "label"),
    [
        ("amount", "months = 12", "Added up over 12 months: What is it worth?"),
        ("amount", "months = 1", "Added up over 1 month: What is it worth?"),
        (
            "amount - paid_back",
            'window = "calendar_year"',
            "Added up over the calendar year: what it is worth less what was paid back",
        ),
        (
            "2 * (amount + paid_back) - amount",
            "months = 12",
            "Added up over 12 months: 2 times (what it is worth plus what was paid back) less what it is worth",
        ),
        (
            "-paid_back + amount",
            "months = 12",
            "Added up over 12 months: minus what was paid back plus what it is worth",
        ),
    ],
)
def test_in_words(small, sum_, window, label):
    pack = counting(small, sum_=sum_, window=window)
    assert [one.label for one in looked(pack).values if one.name == "sum_12m"] == [label]


def test_the_calendar_year_begins_on_its_first_day(small):
    pack = counting(small, window='window = "calendar_year"')
    one = looked(pack)
    (total,) = one.totals
    assert (total.after, total.until, total.months, total.window) == (date(2025, 12, 31), ON, None, "calendar_year")
    assert one.says.startswith("Since 1 January 2026, gifts of this party add up to USD 250.00")
    shown = clause_as_json(pack, pack.clauses["9.2"])["totals"][0]
    assert (shown["sum"], shown["months"], shown["window"]) == ("amount - paid_back", None, "calendar_year")
    text = " ".join(clause_as_text(pack, pack.clauses["9.2"]).split())
    assert "amount - paid_back added up over person, party_group, occasion in the calendar year up to" in text


def test_shown_as_written(small):
    pack = counting(small, same_party="as_written")
    clause = pack.clauses["9.2"]
    assert "declined AND amount > floor, parties as they are written" in " ".join(clause_as_text(pack, clause).split())
    assert clause_as_json(pack, clause)["totals"][0]["same_party"] == "as_written"


def test_the_window_of_the_total_that_the_rule_reads(small):
    first = '[total.another]\nsum = "amount"\nover = ["person"]\nmonths = 1\n\n[total.sum_12m]'
    small.change("clauses/9.2-gifts-of-one-party.toml", "[total.sum_12m]", first)
    assert looked(counting(small)).says.startswith("Since 11 March 2025")


def test_the_figures_a_total_stands_on_are_shown_after_those_of_the_rule(small):
    shown = [(one.name, one.value, one.since) for one in looked(counting(small)).figures]
    assert shown == [
        ("limit_12m", Decimal("200.00"), date(2000, 1, 1)),
        ("floor", Decimal("50.00"), date(2025, 7, 1)),
    ]


def test_what_is_missing_of_earlier_entries(small):
    pack = counting(small)
    past = [
        {**GIFT, "on": date(2026, 1, 1), "amount": "100.00", "paid_back": None},
        {**GIFT, "on": date(2026, 1, 2), "amount": None},
        {**GIFT, "on": date(2026, 1, 3), "paid_back": None, "occasion": None},
        {**GIFT, "on": date(2026, 1, 4), "paid_back": None, "occasion": "fair"},
        {**GIFT, "on": date(2026, 1, 5), "paid_back": None, "amount": "50.00"},
    ]
    facts = {**GIFT, "amount": "100.00", "paid_back": "0"}
    assert [one[:2] for one in asked(pack, facts, past)] == [
        ("paid_back", (date(2026, 1, 1),)),
        ("amount", (date(2026, 1, 2),)),
    ]


def test_an_unknown_key_is_not_asked_for(small):
    """It pools with nothing but itself, as a gift from a party that nobody named does."""
    pack = counting(small)
    past = [{**GIFT, "on": date(2026, 1, 1)}]
    one = looked(pack, {**GIFT, "occasion": None, "amount": "100.00"}, past)
    assert (one.outcome, one.totals[0].known, one.totals[0].rows) == ("none", Decimal("90.00"), 0)


def test_a_figure_without_a_value_is_asked_of_the_policy(small):
    pack = counting(small)
    for past in ((), [{**GIFT, "on": date(1999, 1, 1)}]):
        found = asked(pack, past=past, on=date(1999, 2, 1))
        assert ("floor", (), "Clause 9.2 has no floor for 1 February 1999.") in found


def test_what_would_change_speaks_of_what_was_paid_back(small):
    pack = counting(small)
    past = [{**GIFT, "on": date(2026, 1, 1), "amount": "140.00", "paid_back": "0"}]
    facts = {**GIFT, "amount": "100.00", "paid_back": "39.99"}
    assert list(looked(pack, facts, past).would_change) == [
        "If what it is worth were USD 99.99 or less, 9.2 would not ask for approval.",
        "If what was paid back were USD 40.00 or more, 9.2 would not ask for approval.",
        "If the answer to “Did you decline it?” were yes, 9.2 would not ask for approval.",
    ]


def test_more_paid_back_than_it_was_worth_takes_nothing_off(small):
    pack = counting(small)
    past = [{**GIFT, "on": date(2026, 1, 1), "amount": "100.00", "paid_back": "300.00"}]
    assert looked(pack, past=past).totals[0].known == Decimal("250.00")
    assert looked(pack, {**GIFT, "paid_back": "999.00"}, past).totals[0].known == Decimal(0)


FORM = """
[[case]]
name = "Nobody knows what sort of business it is"
on = 2026-03-10
facts = { kind = "gift", amount = "300.00", paid_back = "0.00", declined = false }
expect = "unknown"
asks = ["organisation_form"]
"""


def test_another_occasion_has_other_rows(small):
    """A choice that keeps rows apart and is read by the rule too: its sentence counts the rows of the other choice."""
    small.change("kinds/gift.toml", '"declined", "other_side"', '"declined", "other_side", "organisation_form"')
    pack = counting(
        small,
        over='"person", "organisation_form"',
        where="NOT declined",
        when="organisation_form IN ('corporation', 'unincorporated') AND sum_12m > limit_12m",
        case=FORM,
    )
    past = [{**GIFT, "on": date(2026, 1, 1), "amount": "200.00", "paid_back": "0", "organisation_form": "corporation"}]
    facts = {**GIFT, "amount": "50.00", "paid_back": "0", "organisation_form": "corporation"}
    assert (
        "If the answer to “What sort of business is it?” were “Not a corporation”, 9.2 would not ask for approval."
        in looked(pack, facts, past).would_change
    )
    facts["organisation_form"] = "unincorporated"
    assert (
        "If the answer to “What sort of business is it?” were “A corporation”, 9.2 would ask for approval."
        in looked(pack, facts, past).would_change
    )
