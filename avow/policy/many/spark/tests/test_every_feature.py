"""A pack with every operator, type, key, window and word: Spark finds what DuckDB finds, with both parties."""

import pytest

from avow.policy.many.spark.tests.both import beside_each_other, cases, hold_together
from avow.policy.many.tests.every_feature import every_feature


@pytest.mark.long
@pytest.mark.parametrize("same_party", ["group", "as_written"])
def test_every_feature(spark, tmp_path, same_party):
    pack = every_feature(tmp_path / "pack", same_party)
    found = hold_together(spark, pack, beside_each_other(pack, cases(pack, list(pack.kinds), 1_000)))
    assert len(found["findings"]) > 1_000 and len(found["questions"]) > 1_000
