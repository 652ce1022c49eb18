"""What keeps Spark from starting is said plainly, before anything is read."""

import sys

import pytest
import sqlglot

from avow.policy.many.engine import text
from avow.policy.many.spark import session as sessions
from avow.policy.many.spark.problems import SparkProblem
from avow.policy.many.spark.session import session
from avow.policy.many.spark.tests.conftest import skip_without_spark


def refused(master, conf=None):
    with pytest.raises(SparkProblem) as raised, session(master, conf):
        pass
    return str(raised.value)


def test_pyspark_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    assert "pip install 'avow[spark]'" in refused("local[2]")


def test_java_is_missing(monkeypatch):
    pytest.importorskip("pyspark")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "")
    assert "needs Java 17 or later" in refused("local[2]")


def test_the_folder_of_java_is_wrong(monkeypatch, tmp_path):
    pytest.importorskip("pyspark")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert f"JAVA_HOME is {tmp_path}" in refused("local[2]")


@pytest.mark.parametrize("master", ["", "head:7077", "spark://head", "sc://head:15002", "local[2] "])
def test_an_address_that_is_none(master):
    skip_without_spark()
    assert "is no address of a Spark master" in refused(master)


def test_a_master_that_does_not_answer():
    skip_without_spark()
    said = refused("spark://127.0.0.1:9,127.0.0.1:19")
    assert "does not answer: 127.0.0.1:9 (Connection refused); 127.0.0.1:19" in said


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("spark.sql.ansi.enabled", "false", "Avow needs true here"),
        ("spark.sql.variable.substitute", "true", "Avow needs false here"),
        ("executor.memory", "4g", "begin with `spark.`"),
        ("spark.master", "local[4]", "named with --master"),
    ],
)
def test_a_setting_that_is_not_the_operators(key, value, said):
    skip_without_spark()
    assert said in refused("local[2]", {key: value})


def test_what_decides_the_meaning_is_set(spark):
    for key, value in sessions.MEANING.items():
        assert spark.conf.get(key) == value


def test_one_session_at_a_time(spark):
    assert "already" in refused("local[2]")


@pytest.mark.parametrize("words", ["${env:PATH}", "${spark.master}", "${system:user.home}", "it's \\'; --", "end\\"])
def test_words_of_a_policy_are_words(spark, words):
    ((said,),) = spark.sql(sqlglot.transpile(f"SELECT {text(words)}", read="duckdb", write="spark")[0]).collect()
    assert said == words
