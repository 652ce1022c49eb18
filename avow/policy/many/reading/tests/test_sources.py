"""What a file is: by its name and its beginning; what it is not is said in a sentence."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from avow.policy.many.reading.problems import BadFile
from avow.policy.many.reading.sources import open_source


@pytest.fixture
def columns(judging, file):
    return lambda content, name, format=None: open_source(file(content, name), judging.connection, format).columns


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("f.csv", b"", "is empty"),
        ("f.csv", b"\n\n", "is empty"),
        ("f.csv", b",,\n1,2,3\n", "names no column"),
        ("f.csv", b"PK\x03\x04abc", "is a spreadsheet"),
        ("f.csv", b"%PDF-1.7", "is a PDF"),
        ("f.csv", b"\xff\xfea\x00", "is UTF-16 text"),
        ("f.csv", b"\x1f\x8b\x08", "is packed with gzip"),
        ("f.csv", b"PAR1abc", "is called CSV and is Parquet"),
        ("f.csv", b"a,b\x00c\n", "holds a NUL character"),
        ("f.jsonl", b"PAR1abc", "is called JSON Lines and is Parquet"),
        ("f.jsonl", b"[1, 2]", "is not JSON Lines: no line of it is an object"),
        ("f.jsonl", b"{}\n", "is not JSON Lines: no line of it is an object"),
        ("f.parquet", b"a,b\n", "is called Parquet and does not begin as Parquet does"),
        ("f.parquet", b"PAR1" + b"x" * 40, "is not a whole Parquet file"),
        ("f.arrow", b"a,b\n1,2\n", "is not a whole Arrow file"),
        ("f.arrow", b"ARROW1\0\0" + b"x" * 40, "is not a whole Arrow file"),
        ("f.csv", b"a,b\n\xe9,1\n", "byte 5 of the file (0xe9) is not UTF-8"),
    ],
)
def test_files_that_are_not_what_they_say(columns, name, content, said):
    with pytest.raises(BadFile) as error:
        columns(content, name)
    assert said in str(error.value)


def test_a_file_that_is_not_there(judging, tmp_path):
    with pytest.raises(BadFile, match=r"none.csv cannot be read: No such file"):
        open_source(tmp_path / "none.csv", judging.connection)


def test_a_folder(judging, tmp_path):
    with pytest.raises(BadFile, match="is a folder"):
        open_source(tmp_path, judging.connection)


def test_what_the_beginning_says_where_the_name_does_not(columns, tmp_path, judging):
    assert columns("a,b\n", "export") == ("a", "b")
    assert columns('{"a": 1}\n', "export") == ("a",)
    pq.write_table(pa.table({"x": [1]}), tmp_path / "export")
    assert open_source(tmp_path / "export", judging.connection).columns == ("x",)


def test_what_one_says_goes_before_the_name(columns):
    assert columns('{"a": 1}\n', "export.txt", "JSON Lines") == ("a",)


def test_a_heading_of_many_columns(columns):
    with pytest.raises(BadFile, match="2,001 columns"):
        columns(",".join(f"c{i}" for i in range(2001)) + "\n", "f.csv")


def test_quoted_headings(columns):
    assert columns('"a ""x""","b\nc";d\n1,2\n', "f.csv") == ('a "x"', "b\nc;d")
    assert columns('"a,b";"c"\n', "f.csv") == ("a,b", "c")
    assert columns("a\tb,c\td\n", "f.csv") == ("a", "b,c", "d")
