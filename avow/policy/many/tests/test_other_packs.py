"""Packs with calendar years, occasions, floors, counts and multiplied numbers are judged in bulk as one by one.

Each worked case comes out as it says, and records made at random come out as they do alone.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.policy import load
from avow.policy.loading import corporate, find
from avow.policy.many.tests.one_by_one import in_bulk, one_by_one, table
from avow.policy.many.tests.records import records
from avow.policy.many.tests.worked_cases import counted, worked_cases

NAMES = sorted(folder.name for folder in corporate().parent.iterdir() if (folder / "policy.toml").is_file())
PACKS = {name: load(find(name)) for name in NAMES}
OTHERS = [name for name in NAMES if name != "corporate"]
QUICK = settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
DEEP = settings(max_examples=1_500, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("name", NAMES)
def test_every_worked_case_comes_out_in_bulk_as_it_says(name):
    given_table, expected = worked_cases(PACKS[name])
    outcomes = in_bulk(PACKS[name], given_table)["outcomes"]
    found = {(row, clause, rule): outcome for row, clause, rule, outcome in outcomes}
    wrong = [
        (clause, case.name, rule, found.get((row, clause, rule), "none"))
        for row, (clause, case) in expected.items()
        for rule, outcome in case.expect.items()
        if found.get((row, clause, rule), "none") != outcome
    ]
    assert not wrong
    assert len(expected) > 20


def hold_together(pack, made):
    rows, columns = made
    given_table = table(pack, rows, columns)
    one, many = one_by_one(pack, rows), in_bulk(pack, given_table)
    for what in many:
        assert many[what] == one[what], what


@pytest.mark.parametrize("name", OTHERS)
@QUICK
@given(data=st.data())
def test_records_made_at_random(name, data):
    hold_together(PACKS[name], data.draw(records(PACKS[name], counted(PACKS[name]), most=8)))


@pytest.mark.long
@pytest.mark.parametrize("name", OTHERS)
@DEEP
@given(data=st.data())
def test_records_made_at_random_long(name, data):
    hold_together(PACKS[name], data.draw(records(PACKS[name], list(PACKS[name].kinds))))
