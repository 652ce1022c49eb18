"""A text file cut into records: the same records as the csv module finds, with the lines an editor shows."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from avow.policy.many.reading import cutting
from avow.policy.many.reading.cutting import Cutter
from avow.policy.many.reading.problems import BadFile


def records(path, delimiter=",", **wishes):
    cutter = Cutter(path, delimiter, **wishes)
    found = [tuple(row.values()) for batch in cutter.batches() for row in batch.to_pylist()]
    assert cutter.records == len(found)
    return found


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "records.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_numbers_and_lines(file):
    assert records(file("a,b\n1,2\n3,4\n")) == [(1, 1, "a,b"), (2, 2, "1,2"), (3, 3, "3,4")]


def test_blank_lines_are_no_records_and_count_as_lines(file):
    assert records(file("a\n\n\n1\n")) == [(1, 1, "a"), (2, 4, "1")]


def test_a_quoted_line_break_belongs_to_its_record(file):
    assert records(file('a,b\n1,"x\n\ny"\n3,4\n')) == [(1, 1, "a,b"), (2, 2, '1,"x\n\ny"'), (3, 5, "3,4")]


def test_a_stray_mark_swallows_nothing(file):
    assert records(file('a,b\n27" wide,2\n3,4\n"x"y,"z\nz"\n')) == [
        (1, 1, "a,b"), (2, 2, '27" wide,2'), (3, 3, "3,4"), (4, 4, '"x"y,"z\nz"'),
    ]  # fmt: skip


def test_a_mark_that_is_never_closed_keeps_the_rest_together(file):
    assert records(file('a,b\n1,2\n"x,2\n3,4\n')) == [(1, 1, "a,b"), (2, 2, "1,2"), (3, 3, '"x,2\n3,4')]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_kind(file, end):
    assert records(file(end.join(["a,b", '1,"x', 'y"', "3,4"]))) == [
        (1, 1, "a,b"), (2, 2, '1,"x\ny"'), (3, 4, "3,4"),
    ]  # fmt: skip


def test_a_byte_order_mark_is_no_letter(file):
    assert records(file(b"\xef\xbb\xbfa\n1\n")) == [(1, 1, "a"), (2, 2, "1")]


def test_bytes_that_are_no_utf8_are_named(file):
    with pytest.raises(BadFile, match=r"records.csv:3: byte 7 of the file \(0xe9\) is not UTF-8"):
        records(file(b"a\nb\nca\xe9\n".replace(b"ca", b"cc")))


def test_the_byte_is_counted_over_blocks(file, monkeypatch):
    monkeypatch.setattr(cutting, "BLOCK", 5)
    with pytest.raises(BadFile, match=r":4: byte 14 of the file"):
        records(file(b"abc\ndef\nghi\nj\xff\n"))


def test_a_line_without_end_is_refused(file, monkeypatch):
    monkeypatch.setattr(cutting, "BLOCK", 10)
    monkeypatch.setattr(cutting, "LONGEST", 30)
    with pytest.raises(BadFile, match=r":2: this line is longer"):
        records(file("a\n" + "x" * 100))


def test_a_mark_open_for_too_long_is_refused_with_its_line(file, monkeypatch):
    monkeypatch.setattr(cutting, "BLOCK", 10)
    monkeypatch.setattr(cutting, "LONGEST", 30)
    with pytest.raises(BadFile, match=r":2: a quotation mark on this line is opened and not closed"):
        records(file('a\n"x\n' + "y\n" * 100))


TEXTS = st.text(st.sampled_from('ab,"\n\r é'), max_size=60)


@settings(max_examples=400)
@given(TEXTS, st.integers(1, 9))
@example('"a""\n"\n""",b"\nc', 3)
@example('a"b\n"c\nd"', 1)
@example('\r\n\r"\r"\r\n', 2)
def test_the_csv_module_finds_the_same_records(tmp_path_factory, text, block):
    path = tmp_path_factory.getbasetemp() / "same.csv"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cutting, "BLOCK", block)
        found = records(path)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")  # the last one ends the file
    read = csv.reader(io.StringIO(plain, newline=""))
    expected = [row for row in read if row]
    ours = [next(csv.reader(io.StringIO(one, newline=""))) for _, _, one in found]
    assert ours == expected
    assert [number for number, _, _ in found] == list(range(1, len(expected) + 1))
