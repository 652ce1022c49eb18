"""Real gifts with known right answers: read by Spark from their CSV files and judged there, they come out as known."""

import csv
import json
from datetime import date

import pytest

from avow.policy import load
from avow.policy.many.reading.tests.test_the_truth import AS_WRITTEN, SETS, compare, truth, unusable
from avow.policy.many.spark.judging import SparkJudging
from avow.policy.many.spark.reading import read_records

DAY = date(2026, 11, 22)


@pytest.mark.long
@pytest.mark.parametrize("name", ["California, gross", "California, net"])
def test_pairs_in_twelve_months(spark, real, changed, name):
    gifts, pack = SETS[name], load(changed(AS_WRITTEN))
    with real(gifts.file).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    judging = SparkJudging(spark)
    records = read_records(
        judging.connection, str(real(gifts.file)), pack, kind="gift_received", mapping=gifts.mapping(),
        required=["amount"], latest=DAY,
    )  # fmt: skip
    findings = [
        {**row.asDict(), "on": row["on"].isoformat(), "values": json.loads(row["values"])}
        for row in judging.judge(pack, records.table).findings().where("clause = '5.2'").collect()
    ]
    refused = {row["row"] for row in records.refused().collect()}
    judging.close()
    compare(gifts, rows, findings, truth(real(gifts.pairs)), "cal12")
    assert refused == set(unusable(gifts, rows))
    assert (records.read, records.count) == (len(rows), len(rows) - len(refused))
