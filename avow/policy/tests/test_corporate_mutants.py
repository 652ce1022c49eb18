"""Every small mistake in the first policy is noticed by a worked case of its clause."""

import tomllib
from pathlib import Path

import pytest

from avow.policy import corporate, load
from avow.policy.cases import run_cases
from avow.policy.mutation import means_the_same, mutants_of, survives

PACK = load(corporate())
JUDGING = [clause for clause in PACK.judging.values() if clause.rules]
LISTED = {
    one["mutant"]: one["because"]
    for one in tomllib.loads((Path(__file__).parent / "equivalent_mutants.toml").read_text()).get("equivalent", [])
}


@pytest.mark.parametrize("clause", JUDGING, ids=lambda clause: clause.number)
def test_no_mistake_goes_unnoticed(clause):
    made = list(mutants_of(PACK, clause))
    assert len(made) >= 5
    left = [one for one in made if survives(PACK, one) and not means_the_same(PACK, one) and one.id not in LISTED]
    assert not left, "\n".join(one.id for one in left)


def test_the_list_of_mutants_that_mean_the_same_is_short_and_needed():
    ids = {one.id for clause in JUDGING for one in mutants_of(PACK, clause) if survives(PACK, one)}
    assert set(LISTED) <= ids
    assert len(LISTED) <= 10
    assert all(len(because) > 20 for because in LISTED.values())


def test_both_cohorts_are_tried():
    assert {"cohort acknowledge", "cohort certify"} <= {clause.number for clause in JUDGING}


def test_all_worked_cases_hold():
    assert [result for result in run_cases(PACK) if not result.holds] == []
