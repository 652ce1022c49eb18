"""Totals in all their shapes: sums of several facts, keys that are facts, calendar years, figures, parties as written.

Each is held to somebody who looks at every row by hand.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy import History, judge, normalised
from avow.policy.alternatives import regions_of
from avow.policy.kleene import Sum, evaluate
from avow.policy.situation import situation
from avow.policy.tests.conftest import SmallPack
from avow.policy.tests.counting_pack import counting
from avow.policy.windows import months_before

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
AMOUNTS = [None, *map(Decimal, ("0", "20.00", "20.01", "49.99", "60.00", "140.00", "199.99"))]
DAYS = st.one_of(st.dates(FIRST, LAST), st.sampled_from([date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31)]))
NAMES = ["Delta Ltd", " Delta Ltd ", "delta LTD", "Foxtrot", None, "", "  "]
ROW = {
    "kind": st.sampled_from(["gift", "gift", "share", None]),
    "party_group": st.sampled_from(["delta", "echo", None]),
    "other_side": st.sampled_from(NAMES),
    "occasion": st.sampled_from(["feast", "fair", None]),
    "amount": st.sampled_from(AMOUNTS),
    "paid_back": st.sampled_from([None, *map(Decimal, ("0", "40.00", "150.00"))]),
    "declined": st.sampled_from([True, False, False, None]),
    "person": st.sampled_from(["amina", None]),
}
rows = st.lists(st.fixed_dictionaries({"on": DAYS, **ROW}), max_size=12)
records = st.fixed_dictionaries({**ROW, "kind": st.just("gift"), "person": st.just("amina")})

YEAR = 'window = "calendar_year"'
SHAPES = {
    "by occasion": {},
    "by occasion and kind": {"over": '"person", "party_group", "kind", "occasion"'},
    "by occasion alone": {"over": '"person", "occasion"'},
    "in the calendar year": {"window": YEAR},
    "as written": {"same_party": "as_written"},
    "as written, in the calendar year": {"same_party": "as_written", "window": YEAR},
    "in one month": {"window": "months = 1", "over": '"person", "party_group"'},
    "beside the amount itself": {"when": "sum_12m + amount > limit_12m"},
}


@pytest.fixture(scope="module", params=SHAPES, ids=list(SHAPES))
def packed(request, tmp_path_factory):
    shape = SHAPES[request.param]
    return counting(SmallPack(tmp_path_factory.mktemp("counting") / "pack"), **shape), shape


def party(row, as_written):
    if as_written:
        return (row["other_side"] or "").strip() or None
    return ("group", row["party_group"]) if row["party_group"] else normalised(row["other_side"] or "") or None


def adds(row, on):
    """What a row adds, said at length."""
    floor = Decimal(50) if on >= date(2025, 7, 1) else Decimal(20)
    if row["kind"] != "gift" or row["declined"] is True or (row["amount"] is not None and row["amount"] <= floor):
        return Sum(Decimal(0))
    if row["declined"] is None or row["amount"] is None or row["paid_back"] is None:
        return Sum(Decimal(0), 1)
    return Sum(max(Decimal(0), row["amount"] - row["paid_back"]))


def belongs(row, now, on, shape):
    over = shape.get("over", '"party_group", "occasion"')
    window = shape.get("window", "months = 12")
    if window == YEAR:
        inside = row["on"].year == on.year and row["on"] <= on
    else:
        inside = months_before(on, int(window.split("=")[1])) < row["on"] <= on
    if "party_group" in over:
        as_written = shape.get("same_party") == "as_written"
        one, other = party(row, as_written), party(now, as_written)
        inside = inside and one == other is not None
    if "occasion" in over:
        inside = inside and row["occasion"] == now["occasion"] is not None
    return inside


def by_hand(past, now, on, shape):
    counted = [adds(row, on) for row in past if belongs(row, now, on, shape)]
    return Sum(sum((one.known for one in counted), Decimal(0)), sum(one.uncertain for one in counted))


def at(pack, now, on, past=()):
    return situation(pack.clauses["9.2"], now, on, None, History(past))


@given(past=rows, now=records, on=DAYS)
def test_as_counted_by_hand(packed, past, now, on):
    pack, shape = packed
    there = at(pack, now, on, past)
    assert there.before["sum_12m"] == by_hand(past, now, on, shape)
    own = adds(now, on)
    whole = by_hand(past, now, on, shape)
    assert there("sum_12m") == Sum(whole.known + own.known, whole.uncertain + own.uncertain)


@given(past=rows, now=records, on=DAYS, other=records)
def test_with_facts_otherwise_as_if_they_had_always_been(packed, past, now, on, other):
    """Keys among them: then other rows belong to it."""
    pack, _ = packed
    changed = {name: other[name] for name in ("occasion", "other_side", "party_group", "amount", "paid_back")}
    assert at(pack, now, on, past).given(changed)("sum_12m") == at(pack, {**now, **changed}, on, past)("sum_12m")


@given(past=rows, now=records, on=DAYS, number=st.integers(0, 60_000).map(lambda n: Decimal(n) / 100))
def test_inside_a_region_the_rule_sees_no_difference(packed, past, now, on, number):
    """The ground of "what would change": also for what is paid back, and where it comes down to nothing."""
    pack, _ = packed
    known = {name: Decimal(0) for name in ("amount", "paid_back") if now[name] is None}
    there = at(pack, {**now, **known, "declined": False}, on, past)
    rule = pack.clauses["9.2"].rules[0].when
    for name in ("amount", "paid_back"):
        (region,) = [one for one in regions_of(pack.facts[name], rule, there) if _within(one, number)]
        assert evaluate(rule, there.given({name: region.sample})) is evaluate(rule, there.given({name: number}))


def _within(region, number):
    if region.is_point:
        return region.low == number
    return (region.low is None or region.low < number) and (region.high is None or number < region.high)


def test_one_history_serves_days_with_other_figures(packed):
    """49.99 is above the figure of the first half of 2025 and below that of the second."""
    pack, _ = packed
    row = {"on": date(2025, 6, 30), "kind": "gift", "party_group": "delta", "other_side": "Delta", "occasion": "feast"}
    row |= {"amount": Decimal("49.99"), "paid_back": Decimal(0), "declined": False}
    made, clause = History([row]), pack.clauses["9.2"]
    now = {**row, "amount": Decimal(0)}
    for _ in range(2):
        early = situation(clause, now, date(2025, 6, 30), None, made)
        late = situation(clause, now, date(2025, 7, 1), None, made)
        assert early("sum_12m").known == Decimal("49.99")
        assert late("sum_12m").known == Decimal(0)


def test_a_record_of_another_kind_is_not_counted_with_those_that_are(small):
    """A share is no gift: it neither adds to the total nor is added."""
    small.change("kinds/share.toml", '"hours", "since"', '"hours", "since", "amount", "declined"')
    small.change("clauses/9.2-gifts-of-one-party.toml", "applies = \"kind = 'gift'\"\n", "")
    pack = counting(small, over='"person", "party_group"', where="NOT declined")
    past = [{"on": date(2026, 3, 1), "kind": "gift", "party_group": "d", "amount": "150.00", "paid_back": "0"}]
    past[0]["declined"] = False
    facts = {"kind": "share", "party_group": "d", "amount": "900.00", "paid_back": "0", "declined": False}
    (looked,) = [one for one in judge(pack, facts, on=date(2026, 3, 10), past=past).looked if one.clause == "9.2"]
    assert looked.totals[0].known == Decimal("150.00")
    past.append({**facts, "on": date(2026, 3, 2)})
    facts["kind"] = "gift"
    (looked,) = [one for one in judge(pack, facts, on=date(2026, 3, 10), past=past).looked if one.clause == "9.2"]
    assert (looked.totals[0].before, looked.totals[0].rows) == (Decimal("150.00"), 1)


def test_rows_can_be_counted_instead_of_added_up(small):
    pack = counting(small, sum_="1", where="NOT declined", when="sum_12m > 2", over='"person"')
    row = {"kind": "gift", "declined": False}
    past = [{**row, "on": date(2026, 3, day)} for day in (1, 2)]
    (looked,) = [one for one in judge(pack, row, on=date(2026, 3, 10), past=past).looked if one.clause == "9.2"]
    assert (looked.outcome, looked.totals[0].known) == ("fires", Decimal(3))
    assert [(one.label, one.comparison) for one in looked.values] == [("Counted over 12 months", "more than 2")]


def test_the_last_day_of_the_year_and_the_first(small):
    pack = counting(small, window=YEAR, where="NOT declined")
    row = {"kind": "gift", "party_group": "d", "occasion": "feast", "declined": False, "paid_back": "0"}
    past = [{**row, "on": date(2025, 12, 31), "amount": "150.00"}, {**row, "on": date(2026, 1, 1), "amount": "50.00"}]
    facts = {**row, "amount": "150.00"}

    def total(on):
        (looked,) = [one for one in judge(pack, facts, on=on, past=past).looked if one.clause == "9.2"]
        return looked.totals[0].known

    assert total(date(2025, 12, 31)) == Decimal("300.00")
    assert total(date(2026, 1, 1)) == Decimal("200.00")
    assert total(date(2026, 12, 31)) == Decimal("200.00")
    assert total(date(2025, 12, 31) - timedelta(days=1)) == Decimal("150.00")
