"""Spreadsheets: cells as text, the right sheet, and files made to do harm."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from avow.imports.reading import files, spreadsheets
from avow.imports.reading.table import Unusable
from avow.people.models import Person


@pytest.fixture
def book(tmp_path):
    """Write sheets of rows into an xlsx and give its path."""

    def write(name="book.xlsx", **sheets):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def read(path, **how):
    table = files.open_table(path, **how).table
    return table, [(row.line, row.cells) for row in table.rows]


def test_numbers_days_and_truths_become_the_text_one_sees(book):
    half_past = datetime(2020, 1, 2, 13, 30)  # noqa: DTZ001 -- spreadsheets know no zones
    cells = [5, 5.5, 1234567890123, True, date(2020, 1, 2), half_past, None, " text "]
    table, rows = read(book(Staff=[["a", "b", "c", "d", "e", "f", "g", "h"], cells]))
    assert rows == [(2, ["5", "5.5", "1234567890123", "yes", "2020-01-02", "2020-01-02 13:30:00", "", " text "])]
    assert table.notes == ["Read from the sheet 'Staff'."]


def test_a_formula_without_a_value_is_empty_and_one_as_text_is_text(book):
    path = book(Staff=[["number", "name"], [1, "x"]])
    made = openpyxl.load_workbook(path)
    made.active["B2"] = '=HYPERLINK("http://example.com","Amina")'
    made.active["B3"] = "=1+1"
    made.active["B3"].data_type = "s"
    made.save(path)
    assert [cells[1] for _, cells in read(path)[1]] == ["", "=1+1"]


def test_lines_are_those_of_the_sheet_when_the_table_begins_further_down(book):
    table, rows = read(book(Staff=[[], [], ["number", "name"], [1, "Amina"]]))
    assert (table.header_line, rows) == (3, [(4, ["1", "Amina"])])


def test_the_first_sheet_unless_another_is_named(book):
    path = book(Notes=[["number"], [1]], Staff=[["number"], [2]])
    table, rows = read(path)
    assert rows == [(2, ["1"])]
    assert "2 sheets; name another with --sheet" in table.notes[0]
    assert read(path, sheet="Staff")[1] == [(2, ["2"])]
    with pytest.raises(Unusable, match=r"there is no sheet 'Stuff'. Did you mean 'Staff'"):
        read(path, sheet="Stuff")


def test_an_empty_sheet_is_empty(book):
    with pytest.raises(Unusable, match="is empty"):
        read(book(Staff=[]))


def test_what_a_file_is_shows_in_its_bytes_not_in_its_name(book):
    assert read(book(name="staff.csv", Staff=[["number"], [7]]))[1] == [(2, ["7"])]


def packed(tmp_path, **parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(buffer.getvalue())
    return path


def test_a_zip_that_is_no_spreadsheet(tmp_path):
    with pytest.raises(Unusable, match="cannot be read as a spreadsheet"):
        read(packed(tmp_path, readme="hello"))


def test_a_file_that_unfolds_too_far_is_refused_before_it_is_unfolded(tmp_path):
    with pytest.raises(Unusable, match="unfolds to 301 MB"):
        read(packed(tmp_path, sheet=bytes(301 * 2**20)))


def test_too_many_parts_are_refused(tmp_path):
    with pytest.raises(Unusable, match="2,001 parts"):
        read(packed(tmp_path, **{f"p{place}": "" for place in range(2001)}))


def test_two_cells_at_the_ends_of_the_world_do_not_fill_the_memory(book, tmp_path):
    path = book(Staff=[["number", "name"], [1, "Amina"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'r="B2"', b'r="XFD1048576"').replace(b'<row r="2"', b'<row r="1048576"')
    with pytest.raises(Unusable, match="unfolds to more than is allowed"):
        read(packed(tmp_path, **parts))


def test_a_truncated_spreadsheet_is_refused(book):
    path = book(Staff=[["number", "name"], *[[place, f"Person {place}"] for place in range(500)]])
    data = path.read_bytes()
    for keep in (8, 100, len(data) // 2, len(data) - 10):
        path.write_bytes(data[:keep])
        with pytest.raises(Unusable):
            read(path)


def test_an_old_spreadsheet_that_is_none(file):
    with pytest.raises(Unusable, match="cannot be read as a spreadsheet"):
        read(file(spreadsheets.OLE + b"\x01" * 5000, "old.xls"))


def test_sheet_is_for_spreadsheets_and_encoding_for_text(book, file):
    with pytest.raises(Unusable, match="--encoding is for text files"):
        read(book(Staff=[["number"]]), encoding="utf-8")
    with pytest.raises(Unusable, match="has no sheets"):
        read(file("number\n1\n"), sheet="Staff")


@pytest.mark.django_db
def test_people_from_a_spreadsheet_have_their_numbers_as_they_look(book, people):
    rows = [["Personnel no", "Name", "Manager", "Hire date"], [100, "Dolores", None, date(2001, 2, 3)],
            [101, "Amina", 100, date(2019, 2, 3)], [102, "Boris", 100, date(3021, 2, 3)]]  # fmt: skip
    report = people(book(Staff=rows))
    assert report.added == ["100", "101"]
    assert [(r.line, r.column, r.value) for r in report.refused] == [(4, "Hire date", "3021-02-03")]
    amina = Person.objects.get(number="101").record(date(2026, 11, 22))
    assert (amina.manager.number, amina.joined_on) == ("100", date(2019, 2, 3))
