"""What runs on the cluster is SQL alone: no plan has a step in Python, so its machines need none."""

import re

import pytest

from avow.policy import corporate, load
from avow.policy.many.spark.judging import SparkJudging
from avow.policy.many.spark.tests.both import beside_each_other, cases

CORPORATE = load(corporate())
PYTHON = re.compile(r"python|arrow_?eval|pandas|scalaudf|mapinarrow", re.IGNORECASE)


def plan_of(frame):
    return frame._jdf.queryExecution().toString()


def test_no_plan_has_a_step_in_python(spark):
    judging = SparkJudging(spark)
    judged = judging.judge(CORPORATE, beside_each_other(CORPORATE, cases(CORPORATE, ["gift_received"], 5)))
    asked = [judged.findings(), judged.outcomes(), judged.totals(), judged.questions()]
    plans = [plan_of(frame) for frame in (*asked, *judging.connection.kept())]
    judging.close()
    assert any("Window" in plan for plan in plans)
    assert not [plan for plan in plans if PYTHON.search(plan)]


@pytest.mark.filterwarnings("ignore::FutureWarning:pyspark")
def test_a_step_in_python_would_be_seen(spark):
    from pyspark.sql.functions import udf

    assert PYTHON.search(plan_of(spark.range(1).select(udf(lambda x: x)("id"))))
