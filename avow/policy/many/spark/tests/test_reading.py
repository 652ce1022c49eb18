"""What a cluster reads: the same records, and the same refusals, as one machine reads of the same file."""

from datetime import date
from decimal import Decimal
from itertools import product

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.policy import corporate, load
from avow.policy.many import Judging
from avow.policy.many.reading import BadFile
from avow.policy.many.reading import read_records as read_here
from avow.policy.many.spark.connection import Connection
from avow.policy.many.spark.problems import SparkProblem
from avow.policy.many.spark.reading import read_records

CORPORATE = load(corporate())
CSV = """\ufeffperson,on,amount,declined,Other side,share_percent,occasions
amina,2025-01-31,250.00,no,Delta,0.5,1
boris,2025-02-30,250.00,no,Delta,,x
,2025-01-01,1e3,maybe,"De ""x"" lta, Ltd",1.0000001,2.0
chen,2025-01-01,"1,000",yes,,,
dolores,2025-01-04,100.005,yes,x

emeka,2025-01-04,100,,x,,
farah,31.01.2025,100,,x"y,,
goran,1999-01-04,-5,,Zed,,
goran,2005-01-04 00:00:00,  5 ,,Zed\xa0,0.100000,999999999999999999
"""
JSON = """\
{"person": "amina", "on": "2025-01-31", "amount": 250.5, "declined": false, "we'ird \\\\ key": "x"}
[1]
nonsense
{"person": "boris", "on": "2025-01-31", "amount": "12.50", "declined": null, "Other side": {"a": 1}}
{"person": "chen", "on": "2025-13-31", "amount": "12.50", "Other side": "Delta"}
"""
MIDNIGHT = 19_723 * 86_400_000_000  # 1 January 2024, in millionths of a second
TYPED = {
    "person": ["amina", "boris", None, "dolores"],
    "on": [date(2024, 2, 29), date(1999, 12, 31), date(2024, 2, 29), date(2025, 1, 1)],
    "amount": pa.array(map(Decimal, ("1.5000", "2.00", "3.1250", "200.0100")), pa.decimal128(20, 4)),
    "declined": [True, None, False, False],
    "Other side": ["Delta", "", None, " "],
    "share_percent": [1.5, 1e7, None, 0.25],
    "since": pa.array([MIDNIGHT, MIDNIGHT + 45_000_000, None, None], pa.timestamp("us")),
}


def hold_together(spark, path, **options):
    """Both read the same. Gives how many were read and judged."""
    options = {"latest": date(2026, 1, 1), "kind": "gift_received", "mapping": {"other_side": "Other side"}} | options
    with Judging() as judging:
        here = read_here(judging, path, CORPORATE, **options)
        columns = [name for name in judging.connection.sql(f"FROM {here.table}").columns]
        rows = judging.connection.execute(f'SELECT * FROM {here.table} ORDER BY "row"').fetchall()
        refused = sorted((row[0], *row[2:]) for row in here.refused().fetchall())
        reasons = here.reasons()
    connection = Connection(spark)
    there = read_records(connection, str(path), CORPORATE, **options)
    found = spark.table(there.table).select(*(f"`{name}`" for name in columns)).orderBy("row").collect()
    bad = sorted((row["row"], row["column"], row["value"], row["reason"]) for row in there.refused().collect())
    assert [tuple(row) for row in found] == rows
    assert bad == refused
    assert there.reasons() == reasons
    for what in ("read", "count", "refused_rows", "columns", "constants", "unasked", "unknown", "unconverted"):
        assert getattr(there, what) == getattr(here, what), what
    connection.close()
    return there.read, there.count


@pytest.mark.long
@pytest.mark.parametrize("dates", ["iso", "dmy"])
def test_csv(spark, tmp_path, dates):
    path = tmp_path / "gifts.csv"
    path.write_text(CSV, encoding="utf-8")
    assert hold_together(spark, path, dates=dates)[0] == 9


@pytest.mark.long
@pytest.mark.parametrize("comma", [True, False])
def test_decimal_commas(spark, tmp_path, comma):
    path = tmp_path / "gifts.csv"
    amounts = ("120,00", "1.250,00", "1250,5", "1.250", "0.125", "12.50", "12,345", "150,00 €", "EUR 5", "1,250.00")
    lines = ["person;on;amount", *(f"amina;2025-01-31;{amount}" for amount in amounts)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert hold_together(spark, path, mapping={}, comma=comma) == (10, 4 if comma else 1)


@pytest.mark.long
def test_json_lines(spark, tmp_path):
    path = tmp_path / "gifts.jsonl"
    path.write_text(JSON, encoding="utf-8")
    assert hold_together(spark, path) == (5, 2)


@pytest.mark.long
def test_parquet(spark, tmp_path):
    path = tmp_path / "gifts.parquet"
    pq.write_table(pa.table(TYPED), path)
    assert hold_together(spark, path) == (4, 2)


@pytest.mark.long
def test_amounts_in_other_currencies(spark, tmp_path):
    path = tmp_path / "gifts.csv"
    days, amounts = ("2024-06-01", "2024-06-03"), ("100.00", "0.01", "9999999999999999.99")
    currencies = ("EUR", "gbp", "USD", "", "XXX", "DEM")
    every = product(days, amounts, currencies)
    lines = ["person,on,amount,currency", *(f"amina,{on},{amount},{currency}" for on, amount, currency in every)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert hold_together(spark, path, mapping={})[0] == 36


@pytest.mark.long
def test_the_files_of_a_folder_are_one(spark, tmp_path):
    for number in (1, 2, 3):
        given = {"person": [f"{number} {i}" for i in range(number)], "on": [date(2024, 1, 1)] * number}
        pq.write_table(pa.table(given), tmp_path / f"part {number}.parquet")
    connection = Connection(spark)
    records = read_records(connection, str(tmp_path), CORPORATE, latest=date(2026, 1, 1), kind="gift_received")
    found = spark.table(records.table).orderBy("row").select("row", "person").collect()
    connection.close()
    expected = [f"{number} {i}" for number in (1, 2, 3) for i in range(number)]
    assert [tuple(row) for row in found] == list(enumerate(expected, 1))


@pytest.mark.long
def test_what_cannot_be_read_is_said_plainly(spark, tmp_path):
    connection = Connection(spark)

    def said(name, content, error=BadFile):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(error) as raised:
            read_records(connection, str(path), CORPORATE, latest=date(2026, 1, 1), kind="gift_received")
        return str(raised.value)

    assert "Every machine of it must see the file" in said("nothing.parquet", None, SparkProblem)
    assert "no field may go on in the next line" in said("lines.csv", 'person,on\namina,"2024\n-01-01"\n')
    assert "bytes that are none: 1, the first is row 2" in said(
        "latin.csv", "person,on\namina,2024-01-01\nJosé,2024-01-01\n".encode("latin-1")
    )
    assert "is empty" in said("empty.csv", "")
    assert "is empty" in said("empty.jsonl", "")
    assert "is not JSON Lines" in said("list.jsonl", "[1]\n")
    assert "reads Parquet, CSV and JSON Lines" in said_of_format(connection, tmp_path)


def said_of_format(connection, folder):
    with pytest.raises(BadFile) as raised:
        read_records(connection, str(folder), CORPORATE, latest=date(2026, 1, 1), format="Arrow")
    return str(raised.value)
