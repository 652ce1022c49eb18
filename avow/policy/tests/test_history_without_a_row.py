"""A history but one of its rows is the history that was made without that row: sums, places, uncertain rows, which."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from avow.policy import History, corporate, history, judge, load
from avow.policy.tests.test_totals import current

POLICY = load(corporate())
AMOUNTS = st.sampled_from([None, *map(Decimal, ("0", "0.01", "60", "140.00", "199.99", "0.0001", "5.5"))])
many = st.lists(
    st.fixed_dictionaries(
        {
            "on": st.dates(date(2025, 1, 1), date(2026, 6, 30)),
            "kind": st.sampled_from(["gift", "share"]),
            "party_group": st.sampled_from(["delta", None]),
            "other_side": st.sampled_from(["Delta Ltd", " delta  LTD", None]),
            "amount": AMOUNTS,
            "declined": st.sampled_from([True, False, None]),
            "person": st.sampled_from(["amina", "boris", None]),
        }
    ),
    min_size=1,
    max_size=10,
).map(lambda rows: [{**row, "id": str(place)} for place, row in enumerate(rows)])


def as_told(found):
    return str(found.known), found.uncertain


@given(rows=many, now=current, on=st.dates(date(2025, 6, 1), date(2026, 6, 30)), data=st.data())
def test_sums_and_rows_are_those_of_the_others(pack, rows, now, on, data):
    total = pack.clauses["9.2"].totals["sum_12m"]
    out = data.draw(st.sampled_from(rows))
    now = data.draw(st.sampled_from([now, {**out, "person": now["person"]}, out]))
    without, made = History(rows).without(out["id"]), History([row for row in rows if row is not out])
    assert as_told(without.before(total, now, on)) == as_told(made.before(total, now, on))
    ids = [sorted(row["id"] for row in one.rows_in(total, now, on)) for one in (without, made)]
    assert ids[0] == ids[1]
    assert list(without.rows) == list(made.rows)
    other = rows[0]["id"]
    assert list(without.without(other).rows) == [row for row in made.rows if row["id"] != other]


@settings(max_examples=60, deadline=None)
@given(rows=many)
def test_each_row_is_judged_as_against_the_others(rows):
    """Through the judging itself, with its explanations and what would change."""
    past = [
        {**row, "kind": "gift_received", "paid_back": "0.00", "amount": row["amount"], "on": row["on"].isoformat()}
        for row in rows
    ]
    whole = history(POLICY, past)
    for row in past:
        facts = {name: value for name, value in row.items() if name not in ("on", "id")}
        others = [one for one in past if one is not row]
        day = date.fromisoformat(row["on"])
        one = judge(POLICY, facts, on=day, past=whole.without(row["id"]), country="SE")
        assert one.as_json() == judge(POLICY, facts, on=day, past=others, country="SE").as_json()


def test_a_row_that_is_not_there_leaves_all():
    whole = History([{"id": "1", "on": date(2026, 1, 1)}])
    assert whole.without("2") is whole
    assert whole.without(None) is whole
