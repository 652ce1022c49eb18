"""A rate serves its day and the seven days after it: amounts of other days never change by it."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from avow.policy.rates import Rates
from avow.rates.current import served_until

START = date(2026, 3, 1)
days = st.integers(10, 40).map(lambda number: START + timedelta(days=number))
names = st.sampled_from(["USD", "GBP"])
numbers = st.integers(1, 9).map(Decimal)
rows = st.lists(st.tuples(days, names, numbers), max_size=25, unique_by=lambda row: row[:2])


@settings(max_examples=200, deadline=None)
@given(known=rows, day=days, currency=names, number=numbers)
def test_only_amounts_of_the_days_served_change(known, day, currency, number):
    before = Rates(known, "before")
    after = before.with_these([(day, currency, number)], "after")
    assert after.published(currency, day) == number
    for offset in range(60):
        on = START + timedelta(days=offset)
        for pair in (("USD", "EUR"), ("EUR", "GBP"), ("USD", "GBP"), ("GBP", "USD")):
            if not day <= on <= served_until(day):
                assert before.rate(*pair, on) == after.rate(*pair, on), (pair, on)


@settings(max_examples=100, deadline=None)
@given(known=rows, more=rows)
def test_on_top_is_the_same_as_all_at_once(known, more):
    on_top = Rates(known, "").with_these(more, "")
    together = {row[:2]: row[2] for row in [*known, *more]}
    at_once = Rates([(*key, rate) for key, rate in together.items()], "")
    assert (on_top.currencies, len(on_top), on_top.first, on_top.last) == (
        at_once.currencies, len(at_once), at_once.first, at_once.last
    )  # fmt: skip
    assert all(on_top.published(name, day) == rate for (day, name), rate in together.items())
