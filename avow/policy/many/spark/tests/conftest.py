"""One Spark for a whole run of the tests: two workers where slow tests are run too, otherwise in one process."""

import shutil

import pytest

from avow.policy.many.reading.tests.conftest import changed, real  # noqa: F401  # fixtures
from avow.policy.many.spark.problems import SparkProblem
from avow.policy.many.spark.session import session

HERE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
"""Small tables: a Java that begins soon is worth more than one that runs fast."""

TWO_WORKERS, ONE_PROCESS = "local-cluster[2,1,1024]", "local[2]"


def pytest_collection_modifyitems(items):
    """All that need Spark run in one process, one after another."""
    for item in items:
        if "spark" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("spark"))


def skip_without_spark():
    pytest.importorskip("pyspark", reason="pyspark is not installed, so nothing is judged on Spark here")
    if shutil.which("java") is None:
        pytest.skip("there is no Java on this machine, so nothing is judged on Spark here")


@pytest.fixture(scope="session")
def spark(request):
    skip_without_spark()
    slow = any(item.get_closest_marker("long") and "spark" in item.fixturenames for item in request.session.items)
    try:
        with session(TWO_WORKERS if slow else ONE_PROCESS, HERE, "tests") as found:
            yield found
    except SparkProblem as problem:
        pytest.fail(str(problem))
