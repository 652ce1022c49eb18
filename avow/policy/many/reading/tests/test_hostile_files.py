"""Whatever a file holds: rows, or a sentence; never anything else, and rows read are rows judged and rows refused."""

import csv
import io
import json
from datetime import date

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.policy.many import Judging
from avow.policy.many.reading import BadFile, BadMapping, cutting, read_memberships, read_records
from avow.policy.many.reading.tests.conftest import DAY
from avow.policy.rates import Rates, RatesError

QUICK = {"max_examples": 40, "suppress_health_check": list(HealthCheck)}
LONG = {"max_examples": 500, "suppress_health_check": list(HealthCheck)}
HEAD = "person,on,amount,other_side"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def reading():
    with Judging(memory="1GB", threads=2) as judging:
        yield judging


@pytest.fixture
def reads(place, reading, pack):
    """Read bytes as a file of that name: how many records, or the sentence that says why not."""

    def reads(content, name, **wishes):
        path = place / name
        path.write_bytes(content)
        wishes = {"kind": "gift_received", "latest": DAY, **wishes}
        try:
            records = read_records(reading, path, pack, **wishes)
        except (BadFile, BadMapping) as bad:
            sentence = str(bad)
            assert sentence.endswith("."), sentence
            assert "Traceback" not in sentence
            assert len(sentence) < 3000
            return sentence
        refused = records.refused().fetchall()
        other = "other_side" if "other_side" in records.columns else "NULL"
        judged = reading.connection.sql(f'SELECT "row", person, {other} FROM {records.table} ORDER BY 1').fetchall()
        assert records.read == records.count + records.refused_rows
        numbers = {row for row, *_ in judged} | {row for row, *_ in refused}
        assert numbers == set(range(1, records.read + 1))
        assert len(judged) == records.count
        assert all(reason for *_, reason in refused)
        lines = {row: line for row, line, *_ in refused}
        assert list(lines.values()) == sorted(lines.values(), key=lambda line: line or 0)
        reading.connection.execute(f"DROP VIEW {records.table}; DROP TABLE {records.made.name}")
        return judged

    return reads


NAMES = st.sampled_from(["f.csv", "f.tsv", "f.jsonl", "f.parquet", "f.arrow", "f"])
CELLS = st.text(st.sampled_from('ab é,;\t"\n\r\0=\u00a0\ufeff👍'), max_size=8)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=12)


def quick_and_long(*strategies):
    """The same property with few examples always, and with many in the long run."""

    def both(check):
        quick = settings(**QUICK)(given(*strategies)(check))
        long = pytest.mark.long(settings(**LONG)(given(*strategies)(check)))
        return quick, long

    return both


def any_bytes(reads, name, content):
    reads(content, name)


def bytes_after_a_heading(reads, content, block):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "BLOCK", block)
        reads(HEAD.encode() + b"\n" + content, "f.csv")


def rows_of_any_cells(reads, rows, delimiter, quoting):
    """What the csv module wrote is read as it was, cell by cell, or refused."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")
    writer.writerow(HEAD.split(","))
    writer.writerows([f"p{i}", "2026-01-31", "1", *row] for i, row in enumerate(rows))
    judged = reads(text.getvalue().encode(), "f.csv")
    blanks = " \t\n\r\u00a0"
    plain = {i + 1: row[0].replace("\r\n", "\n").replace("\r", "\n").strip(blanks) for i, row in enumerate(rows)}
    expected = [
        (i + 1, f"p{i}", plain[i + 1] or None) for i, row in enumerate(rows) if len(row) == 1 and "\0" not in row[0]
    ]
    assert judged == expected


def lines_of_any_json(reads, values, broken):
    lines = [json.dumps({"person": "amina", "on": "2026-01-31", **value}) for value in values]
    reads("\n".join(['{"person":"a","on":"2026-01-31"}', *lines, *broken]).encode(), "f.jsonl")


def cut_off(reads, places, name, end, changed):
    content = bytearray(places[name])
    for at, byte in changed:
        content[at % len(content)] = byte
    reads(bytes(content[: max(len(content) - end, 0)]), name)


@pytest.fixture(scope="module")
def places(place):
    """Whole Parquet and Arrow files, by name."""
    table = pa.table(
        {
            "person": ["amina", None, "boris"] * 40,
            "on": pa.array([date(2026, 1, 31), None, date(1999, 1, 1)] * 40),
            "amount": ["1", "x", None] * 40,
            "other_side": pa.array(["Delta", "Omega", None] * 40).dictionary_encode(),
        }
    )
    pq.write_table(table, place / "f.parquet", row_group_size=50)
    pyarrow.feather.write_feather(table, str(place / "f.arrow"), compression="uncompressed")
    return {name: (place / name).read_bytes() for name in ("f.parquet", "f.arrow")}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | CELLS,
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
KEYS = st.sampled_from(["person", "on", "amount", "other_side", "kind", "a/b", "a~b", 'a"b', "", "declined"])
DAMAGE = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6)

test_any_bytes, test_any_bytes_long = quick_and_long(NAMES, st.binary(max_size=400))(any_bytes)
test_bytes_after_a_heading, test_bytes_after_a_heading_long = quick_and_long(
    st.binary(max_size=200) | CELLS.map(str.encode), st.integers(1, 50)
)(bytes_after_a_heading)
test_rows_of_any_cells, test_rows_of_any_cells_long = quick_and_long(
    ROWS, st.sampled_from(",;\t"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
)(rows_of_any_cells)
test_lines_of_any_json, test_lines_of_any_json_long = quick_and_long(
    st.lists(st.dictionaries(KEYS, JSON, max_size=4), max_size=6), st.lists(CELLS, max_size=3)
)(lines_of_any_json)
test_cut_off, test_cut_off_long = quick_and_long(
    st.sampled_from(["f.parquet", "f.arrow"]), st.just(0) | st.integers(0, 4000), DAMAGE
)(cut_off)


def rates_of_any_text(place, text):
    path = place / "rates.csv"
    path.write_bytes(text if isinstance(text, bytes) else f"day,currency,rate\n{text}".encode())
    try:
        rates = Rates.from_csv(path)
    except RatesError as error:
        assert str(error).endswith(".")
    else:
        assert rates.rate("EUR", "USD", DAY) is None or rates.rate("EUR", "USD", DAY).value > 0


def groups_of_any_bytes(place, reading, content):
    path = place / "groups.csv"
    path.write_bytes(b"party,party_group,since,until\n" + content)
    try:
        table = read_memberships(reading.connection, path)
    except (BadFile, BadMapping) as bad:
        assert str(bad).endswith(".")
    else:
        reading.connection.execute(f"DROP TABLE {table}")


LINES = st.text(st.sampled_from('2026-01,USDEUR.19"\n\r\0e'), max_size=40)
test_rates, test_rates_long = quick_and_long(LINES | st.binary(max_size=60))(rates_of_any_text)
test_groups, test_groups_long = quick_and_long(LINES.map(str.encode) | st.binary(max_size=60))(groups_of_any_bytes)


def test_a_huge_field(reads):
    text = f'{HEAD}\namina,2026-01-31,1,"{"x" * 9_000_000}"\nboris,2026-01-31,1,Delta\n'
    assert [row[1] for row in reads(text.encode(), "f.csv")] == ["amina", "boris"]


def test_a_field_beyond_all_measure(reads):
    text = f'{HEAD}\namina,2026-01-31,1,"{"x" * 40_000_000}"\n'
    assert "longer than 16 MB" in reads(text.encode(), "f.csv")


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "shift-jis", "utf-7", "cp037"]
)
def test_other_encodings(reads, encoding):
    text = f"{HEAD}\namina,2026-01-31,1,Müller\n" if encoding != "shift-jis" else f"{HEAD}\namina,2026-01-31,1,株式\n"
    said = reads(text.encode(encoding), "f.csv")
    assert isinstance(said, str) or encoding == "utf-7"  # which is plain letters


@pytest.mark.parametrize("name", ["f.arrow", "f.parquet"])
def test_names_of_columns_that_are_no_text(reads, places, name):
    content = places[name].replace(b"other_side", b"\x80ther_side")
    assert content != places[name]
    reads(content, name)
