"""Totals: known sum and uncertain rows, against counting every day of the window by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy import FactError, History, history, judge, normalised
from avow.policy.kleene import Sum
from avow.policy.totals import party_of
from avow.policy.windows import months_before

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)

rows = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.dates(FIRST, LAST),
            "kind": st.sampled_from(["gift", "share"]),
            "party_group": st.sampled_from(["delta", "echo", None]),
            "other_side": st.sampled_from(["Delta Ltd", " delta  LTD", "Foxtrot", None, ""]),
            "amount": st.sampled_from([None, *map(Decimal, ("0", "0.01", "60.00", "140.00", "199.99"))]),
            "declined": st.sampled_from([True, False, None]),
            "person": st.sampled_from(["amina", None]),
        }
    ),
    max_size=12,
)
current = st.fixed_dictionaries(
    {
        "kind": st.just("gift"),
        "party_group": st.sampled_from(["delta", None]),
        "other_side": st.sampled_from(["delta ltd", None]),
        "person": st.just("amina"),
    }
)


@pytest.fixture(scope="module")
def total(pack):
    return pack.clauses["9.2"].totals["sum_12m"]


def day_by_day(past, now, on):
    """Walk every day of the window and look at each row of that day."""
    known, uncertain = Decimal(0), 0
    day = months_before(on, 12) + timedelta(days=1)
    while day <= on:
        for row in past:
            same_party = (
                row["party_group"] == now["party_group"]
                if row["party_group"] or now["party_group"]
                else normalised(row["other_side"] or "") == normalised(now["other_side"] or "") != ""
            )
            if row["on"] == day and row["kind"] == now["kind"] and same_party and row["declined"] is not True:
                if row["declined"] is None or row["amount"] is None:
                    uncertain += 1
                else:
                    known += row["amount"]
        day += timedelta(days=1)
    return Sum(known, uncertain)


@given(past=rows, now=current, on=st.dates(FIRST, LAST))
def test_as_counted_day_by_day(total, past, now, on):
    assert History(past).before(total, now, on) == day_by_day(past, now, on)


@given(past=rows, now=current, on=st.dates(FIRST, LAST))
def test_the_order_of_the_rows_is_nothing(total, past, now, on):
    assert History(reversed(past)).before(total, now, on) == History(past).before(total, now, on)


@given(past=rows, now=current, on=st.dates(FIRST, LAST))
def test_the_rows_shown_are_the_rows_counted(total, past, now, on):
    made = History(past)
    shown = made.rows_in(total, now, on)
    adds = [total.adds(row.get) for row in shown]
    assert made.before(total, now, on) == Sum(
        sum((one.known for one in adds), Decimal(0)), sum(one.uncertain for one in adds)
    )


def gift(on, amount="100.00", **more):
    return {"kind": "gift", "party_group": "delta", "declined": False, "amount": amount, "on": on, **more}


def judged(pack, past, on=date(2026, 3, 10), **facts):
    now = {key: value for key, value in {**gift(on), **facts}.items() if key != "on"}
    found = judge(pack, now, on=on, past=past)
    return next(one for one in found.looked if one.clause == "9.2")


def test_this_record_counts_with_the_rows_before_it(pack):
    assert judged(pack, [gift(date(2026, 1, 1))]).totals[0].known == Decimal("200.00")
    assert judged(pack, [gift(date(2026, 1, 1))]).outcome == "none"
    assert judged(pack, [gift(date(2026, 1, 1))], amount="100.01").outcome == "fires"


def test_rows_of_one_day_are_peers(pack):
    day = date(2026, 3, 10)
    assert judged(pack, [gift(day), gift(day, "0.01")]).outcome == "fires"


def test_later_rows_do_not_count_yet(pack):
    assert judged(pack, [gift(date(2026, 3, 11))]).totals[0].known == Decimal("100.00")


def test_a_missing_party_pools_with_nothing(pack):
    past = [gift(date(2026, 1, 1), party_group=None), gift(date(2026, 1, 1), party_group=None, other_side="  ")]
    assert judged(pack, past, party_group=None).totals[0].known == Decimal("100.00")


def test_a_typed_name_pools_with_the_same_name_and_not_with_the_register(pack):
    past = [
        gift(date(2026, 1, 1), "1.00", party_group=None, other_side="DELTA  ltd"),
        gift(date(2026, 1, 2), "2.00", party_group=None, other_side="Delta Limited"),
        gift(date(2026, 1, 3), "4.00", party_group="Delta Ltd"),
    ]
    assert judged(pack, past, party_group=None, other_side="Delta Ltd").totals[0].known == Decimal("101.00")


def test_kwikspan_by_any_punctuation_is_one_party(pack):
    """Worked: 60.00 + 60.00 + 100.00 = 220.00 from one typed party; "Kwikspan" alone is another."""
    past = [
        gift(date(2026, 1, 1), "60.00", party_group=None, other_side="Kwikspan Ltd"),
        gift(date(2026, 1, 2), "60.00", party_group=None, other_side="kwikspan, ltd."),
        gift(date(2026, 1, 3), "60.00", party_group=None, other_side="Kwikspan"),
        gift(date(2026, 1, 4), "60.00", party_group=None, other_side="…"),
    ]
    found = judged(pack, past, party_group=None, other_side="KWÍKSPAN – Ltd")
    assert (found.totals[0].known, found.outcome) == (Decimal("220.00"), "fires")
    assert judged(pack, past, party_group=None, other_side="...").totals[0].known == Decimal("100.00")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kwikspan Ltd", "kwikspan ltd."),
        ("Société Générale", "SOCIETE GENERALE"),
        ("Société", "Socie\u0301te\u0301"),
        ("O’Neill & Sons", "ONeill, Sons"),
        ("A.T. Kearney", "AT Kearney"),
        ("Łódź (Energia)", "lodz energia"),
        ("Müller-Straße", "MULLER STRASSE"),
    ],
)
def test_names_that_are_one(one, other):
    assert normalised(one) == normalised(other) != ""
    assert normalised(normalised(one)) == normalised(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Studio 1.5", "Studio 15"), ("Delta 2", "Delta 3"), ("कि", "का"), ("がん", "かん"), ("АО Дельта", "АО Дельты")],
)
def test_names_that_are_two(one, other):
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("text", ["", "  ", "—", "?!", "\u0301"])
def test_a_name_without_letters_and_digits_is_missing(text):
    assert normalised(text) == ""
    assert party_of({"party_group": None, "other_side": text}) is None


def test_a_name_differs_only_in_more_than_case_blanks_and_forms():
    assert normalised(" ＤＥＬＴＡ\tStraße ") == normalised("delta strasse")
    assert normalised("Delta") != normalised("Delta Ltd")
    assert party_of({"party_group": "", "other_side": None}) is None


def test_another_persons_row_is_left_out(pack):
    past = [
        gift(date(2026, 1, 1), person="boris"),
        gift(date(2026, 1, 1), "1.00", person="amina"),
        gift(date(2026, 1, 1), "2.00"),
    ]
    assert judged(pack, past, person="amina").totals[0].known == Decimal("103.00")


def test_an_uncertain_row_leaves_the_answer_open_only_while_it_could_count(pack):
    unknown = gift(date(2026, 1, 1), None)
    assert judged(pack, [unknown]).outcome == "unknown"
    assert judged(pack, [unknown], amount="200.01").outcome == "fires"
    assert judged(pack, [gift(date(2025, 3, 10), None)]).outcome == "none"
    assert judged(pack, [gift(date(2026, 1, 1), None, declined=True)]).outcome == "none"
    assert judged(pack, [gift(date(2026, 1, 1), None, party_group="echo")]).outcome == "none"


def test_a_negative_amount_is_refused(pack):
    with pytest.raises(FactError, match="negative"):
        judged(pack, [gift(date(2026, 1, 1), "-5.00")])
    with pytest.raises(FactError, match="negative"):
        judged(pack, [], amount="-5.00")


def test_a_row_without_its_day_is_refused(pack):
    with pytest.raises(FactError, match="day"):
        history(pack, [{"kind": "gift", "amount": "1.00"}])


class Watched(dict):
    """A row that counts how often its amount is read."""

    reads = 0

    def get(self, key, default=None):
        Watched.reads += key == "amount"
        return super().get(key, default)


def test_a_long_history_is_read_once_for_any_number_of_windows(total):
    Watched.reads = 0
    past = [Watched(gift(FIRST + timedelta(days=i % 900), Decimal(1))) for i in range(5_000)]
    made = History(past)
    now = {"kind": "gift", "party_group": "delta"}
    sums = [made.before(total, now, FIRST + timedelta(days=i)) for i in range(900)]
    assert Watched.reads == 5_000
    assert max(one.known for one in sums) > 1_900
