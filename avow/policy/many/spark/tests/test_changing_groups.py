"""Groups that parties entered or left: Spark counts those of the judged day, as DuckDB does."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from avow.policy import corporate, load
from avow.policy.many import Unfit
from avow.policy.many.spark.judging import SparkJudging
from avow.policy.many.spark.tests.both import hold_together
from avow.policy.many.tests.one_by_one import memberships_table, table
from avow.policy.many.tests.test_changing_groups import COLUMNS, memberships, records

CORPORATE = load(corporate())


def many(count):
    """Cases beside each other in one table, each with people and parties of its own; and their memberships."""
    rows, groups = [], []

    @settings(
        max_examples=count, database=None, phases=[Phase.generate], deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(made=records, spells=memberships())
    def collect(made, spells):
        number = len(rows)
        for one in made:
            party = f"{one['party']} {number}" if one["party"] else None
            rows.append({**one, "person": f"{one['person']} {number}", "party": party})
        groups.extend((f"{party} {number}", *spell) for party, *spell in spells)

    collect()
    return table(CORPORATE, rows, COLUMNS), memberships_table(groups)


@pytest.mark.long
def test_as_on_duckdb(spark):
    found = hold_together(spark, CORPORATE, *many(600))
    assert len(found["findings"]) > 200 and len(found["questions"]) > 1_000


@pytest.mark.long
def test_two_groups_on_one_day(spark):
    twice = memberships_table([("p1", group, date(2024, 1, 1), None) for group in ("delta", "echo")])
    with pytest.raises(Unfit, match="p1 is in two groups on one day"):
        SparkJudging(spark).judge(CORPORATE, many(1)[0], twice)
