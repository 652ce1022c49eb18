"""Files of every kind become the same typed table: what is blank is unknown, what cannot be read is refused."""

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest

from avow.policy.many.reading import BadFile, read_records
from avow.policy.many.reading.tests.conftest import DAY

ROWS = [
    {"person": "amina", "on": "2026-01-31", "amount": "12.50", "declined": "no", "other_side": "Delta; Works"},
    {"person": "boris", "on": "2026-02-28", "amount": "200", "declined": "TRUE", "other_side": ""},
    {"person": "chen", "on": "2024-02-29", "amount": "", "declined": "", "other_side": 'Omega "O" Ltd'},
]
READ = [
    ("amina", date(2026, 1, 31), Decimal("12.50"), False, "Delta; Works"),
    ("boris", date(2026, 2, 28), Decimal("200.00"), True, None),
    ("chen", date(2024, 2, 29), None, None, 'Omega "O" Ltd'),
]
NAMES = list(ROWS[0])


@pytest.fixture
def read(judging, pack, file):
    """Read a file: (its records as the named columns, the problems, what else is said of it)."""

    def read(content, name="gifts.csv", columns=NAMES, **wishes):
        path = file(content, name) if isinstance(content, str | bytes) else content
        wishes = {"kind": "gift_received", "latest": DAY, **wishes}
        records = read_records(judging, path, pack, **wishes)
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = judging.connection.sql(f'SELECT {listed} FROM {records.table} ORDER BY "row"').fetchall()
        problems = records.refused().fetchall()
        assert records.read == records.count + records.refused_rows == len(rows) + len({row for row, *_ in problems})
        return rows, problems, records

    return read


def separated(mark):
    def cell(text):
        return '"' + text.replace('"', '""') + '"' if {mark, '"'} & set(text) else text

    return "\r\n".join([mark.join(NAMES), *(mark.join(map(cell, row.values())) for row in ROWS)]) + "\r\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_csv_with_each_delimiter(read, mark, start):
    assert read(start + separated(mark))[0] == READ


def test_tabs_by_the_name_of_the_file(read):
    assert read(separated("\t"), "gifts.tsv")[0] == READ


def test_json_lines(read):
    lines = [json.dumps({key: value or None for key, value in row.items()}) for row in ROWS]
    assert read("\n".join(lines) + "\n\n", "gifts.jsonl")[0] == READ


def test_json_with_its_own_numbers_and_booleans(read):
    lines = '{"person":"amina","on":"2026-01-31","amount":12.5,"declined":false,"other_side":"Delta; Works"}\n'
    assert read(lines, "gifts.ndjson")[0] == READ[:1]


def test_a_key_that_begins_late_is_a_column(read):
    lines = '{"person":"amina","on":"2026-01-31"}\n' * 3 + '{"person":"boris","on":"2026-01-31","amount":"7"}\n'
    rows, _, records = read(lines, "gifts.jsonl", ["amount"])
    assert rows == [(None,), (None,), (None,), (Decimal("7.00"),)]
    assert records.columns["amount"] == "amount"


def table(types):
    return pa.table({name: pa.array([types(name, row[i]) for row in READ]) for i, name in enumerate(NAMES)})


@pytest.mark.parametrize("name", ["gifts.parquet", "gifts.feather", "gifts.arrow"])
@pytest.mark.parametrize("as_text", [True, False])
def test_columns_with_types_or_as_text(read, tmp_path, name, as_text):
    made = table(lambda name, value: str(value) if as_text and value is not None else value)
    path = tmp_path / name
    if name.endswith("parquet"):
        pq.write_table(made, path, row_group_size=2)
    elif name.endswith("feather"):
        pyarrow.feather.write_feather(made, path, compression="lz4")
    else:
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, made.schema) as writer:
            writer.write_table(made)
    assert read(path)[0] == READ


@pytest.mark.parametrize("make", [
    lambda values: pa.array(values).dictionary_encode(), lambda values: pa.array(values, pa.large_string()),
    lambda values: pa.array(values, pa.string_view()),
])  # fmt: skip
def test_texts_of_every_arrow_type(read, tmp_path, make):
    path = tmp_path / "gifts.parquet"
    values = {"person": ["amina", "boris"], "on": ["2026-01-31"] * 2, "amount": ["1.00", "x"]}
    pq.write_table(pa.table({name: make(column) for name, column in values.items()}), path)
    rows, problems, _ = read(path, columns=["person", "amount"])
    assert rows == [("amina", Decimal("1.00"))]
    assert problems == [(2, None, "amount", "x", "is not an amount such as 12500.00")]


def test_numbers_of_every_arrow_type(read, tmp_path):
    path = tmp_path / "gifts.parquet"
    amounts = {
        "person": pa.array(["amina"] * 3),
        "on": pa.array([date(2026, 1, 31)] * 3, pa.date64()),
        "amount": pa.array([Decimal("12.5000"), Decimal("12.5001"), None], pa.decimal128(20, 4)),
        "paid_back": pa.array([1, 2, 3], pa.uint8()),
    }
    pq.write_table(pa.table(amounts), path)
    rows, problems, _ = read(path, columns=["amount", "paid_back"])
    assert rows == [(Decimal("12.50"), Decimal(1)), (None, Decimal(3))]
    assert [(row, column) for row, _, column, _, _ in problems] == [(2, "amount")]


def test_floats_are_taken_as_they_are_shown(read, tmp_path):
    path = tmp_path / "gifts.parquet"
    floats = {"person": ["amina"] * 3, "on": ["2026-01-31"] * 3, "amount": [63.88, 0.1 + 0.2, float("nan")]}
    pq.write_table(pa.table(floats), path)
    rows, problems, _ = read(path, columns=["amount"])
    assert rows == [(Decimal("63.88"),)]
    assert [problem[3] for problem in problems] == ["0.30000000000000004", "nan"]


def test_a_column_of_lists_is_not_read(read, tmp_path):
    path = tmp_path / "gifts.parquet"
    pq.write_table(pa.table({"person": ["amina"], "on": ["2026-01-31"], "amount": [[1, 2]]}), path)
    with pytest.raises(BadFile, match="the column amount holds list"):
        read(path)


def test_rows_that_cannot_be_told_apart_are_refused_with_their_lines(read):
    content = (
        "person,on,amount,other_side\n"  # 1
        'amina,2026-01-31,1.00,"two\nlines"\n'  # 2 and 3
        "\n"  # 4
        "boris,2026-01-31\n"  # 5
        "chen,2026-01-31,1.00,Delta,more\n"  # 6
        'emeka,2026-01-31,"1".00,Delta\n'  # 7
        'farah,2026-01-31,1.00,27" wide\n'  # 8
        "goran,2026-01-31,1.00,De\0lta\n"  # 9
        'dolores,2026-01-31,1.00,"Delta\n'  # 10
        "amina,2026-01-31,1.00,Delta\n"  # 11
    )
    rows, problems, _ = read(content, columns=["person", "other_side"])
    assert rows == [("amina", "two\nlines"), ("farah", '27" wide')]
    assert [(row, line, reason) for row, line, _, _, reason in problems] == [
        (2, 5, "has 2 fields where the heading has 4"),
        (3, 6, "has 5 fields where the heading has 4"),
        (4, 7, "has a quotation mark where none can stand: after it, the field goes on"),
        (6, 9, "holds a NUL character, which no text has"),
        (7, 10, "opens a quotation mark that is never closed: the 2 lines from here on cannot be told apart"),
    ]


def test_lines_that_are_not_json_are_refused(read):
    content = '{"person":"amina","on":"2026-01-31"}\nnot json\n[1]\n{"person":"boris"\n{"on":"2026-01-31"}\n'
    rows, problems, _ = read(content, "gifts.jsonl", ["person"])
    assert rows == [("amina",)]
    assert [(row, line, column, reason) for row, line, column, _, reason in problems] == [
        (2, 2, "", "is not JSON"), (3, 3, "", "is no object in braces"), (4, 4, "", "is not JSON"),
        (5, 5, "person", "is missing"),
    ]  # fmt: skip


def test_every_problem_of_a_row_is_named(read):
    _, problems, records = read("person,on,amount\n,2026-13-01,1e5\n", columns=["person"])
    assert [problem[2] for problem in problems] == ["person", "on", "amount"]
    assert (records.read, records.count, records.refused_rows) == (1, 0, 1)
    assert sorted(records.reasons())[0] == ("amount", "is not an amount such as 12500.00", 1)


def test_a_column_that_serves_two_facts_is_complained_of_once(read):
    both = {"mapping": {"on": "day", "received_on": "day"}, "columns": ["person"]}
    _, problems, records = read("person,day,amount\namina,2026-02-30,x\nboris,2026-02-28,5\n", **both)
    assert [(row, column, value) for row, _, column, value, _ in problems] == [
        (1, "day", "2026-02-30"),
        (1, "amount", "x"),
    ]
    assert [count for _, _, count in records.reasons()] == [1, 1]


def test_usable_days(read):
    days = ["1999-12-31", "2000-01-01", "2026-11-22", "2026-11-23", "0021-05-05", "2923-01-01"]
    rows, problems, _ = read("person,on\n" + "".join(f"amina,{day}\n" for day in days), columns=["on"])
    assert [str(day) for (day,) in rows] == ["2000-01-01", "2026-11-22"]
    assert [problem[4] for problem in problems] == [
        "is before 2000-01-01", "is after 2026-11-22", "is before 2000-01-01", "is after 2026-11-22",
    ]  # fmt: skip


def test_other_usable_days(read):
    rows, problems, _ = read(
        "person,on\namina,1999-12-31\namina,1999-12-30\n", columns=["on"], earliest=date(1999, 12, 31)
    )
    assert (len(rows), len(problems)) == (1, 1)


def test_a_fact_that_is_required(read):
    rows, problems, _ = read("person,on,amount\namina,2026-01-31,\n", columns=["person"], required=["amount"])
    assert (rows, problems) == ([], [(1, 2, "amount", None, "is missing")])


def test_amounts_that_totals_add_up_are_not_negative(read):
    _, problems, _ = read("person,on,amount\namina,2026-01-31,-5\n", columns=["person"])
    assert problems == [(1, 2, "amount", "-5", "is negative, and totals add up what is not")]


def test_the_day_it_was_received_is_the_judged_day(read):
    rows, _, _ = read("person,received_on\namina,2026-01-31\n", columns=["on", "received_on"])
    assert rows == [(date(2026, 1, 31),) * 2]


def test_what_nobody_was_asked_and_what_is_unknown(read, pack):
    _, _, records = read("person,on\namina,2026-01-31\n", columns=["person"])
    assert records.unasked == {"declined": "false", "paid_back": "0.00"}
    assert "amount" in records.unknown
    assert "occasions" not in records.unknown  # no rule about gifts reads it


def test_a_kind_in_a_column(read):
    content = "person,on,kind\namina,2026-01-31,gift_given\nboris,2026-01-31,gift_gven\nchen,2026-01-31,\n"
    rows, problems, _ = read(content, columns=["kind"], kind=None)
    assert rows == [("gift_given",)]
    assert [problem[4].split(":")[0] for problem in problems] == ["is none of the kinds of this policy", "is missing"]


def test_200_000_rows_keep_their_numbers(read, tmp_path):
    path = tmp_path / "many.csv"
    with path.open("w") as out:
        out.write("person,on,amount\n")
        for i in range(200_000):
            out.write(f'"p{i % 7}",2026-01-31,{"x" if i % 50_000 == 49_999 else i % 300}\n')
    _, problems, records = read(path, columns=["person"])
    assert [(row, line) for row, line, *_ in problems] == [(n, n + 1) for n in range(50_000, 200_001, 50_000)]
    assert records.count == 199_996
