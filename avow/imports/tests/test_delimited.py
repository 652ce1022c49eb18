"""Delimited text: which delimiter, which line, and what is wrong with it."""

import pytest

from avow.imports.reading.delimited import read, sniff
from avow.imports.reading.table import MOST_ROWS, Unusable


def rows(text):
    return [(row.line, row.cells) for row in read(text, "f.csv").rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_shows_in_the_first_rows(delimiter):
    text = f"number{delimiter}name\n1{delimiter}Lindqvist, Boris; the elder\n2{delimiter}Amina\n"
    assert sniff(text) == delimiter


def test_excel_may_say_its_delimiter_and_lines_still_count():
    assert rows("sep=;\r\nnumber;name\r\n1;Amina\r\n") == [(3, ["1", "Amina"])]


def test_a_single_column_is_one_column():
    assert read("number\n1\n", "f.csv").columns == ["number"]


def test_rows_know_their_first_line_even_after_cells_that_run_over_several():
    assert rows('number,name\n1,"Amina\nHaddad"\n\n2,Boris\n') == [
        (2, ["1", "Amina\nHaddad"]),
        (4, []),
        (5, ["2", "Boris"]),
    ]


def test_blank_lines_before_the_header_do_not_matter():
    table = read("\n  \nnumber,name\n1,A\n", "f.csv")
    assert (table.columns, table.header_line) == (["number", "name"], 3)


def test_a_quotation_mark_that_is_never_closed_is_told_with_its_line():
    with pytest.raises(Unusable, match="line 3: a quotation mark is opened and never closed"):
        rows('number,name\n1,Amina\n2,"Boris\n3,Chen\n')


def test_a_quotation_mark_inside_a_cell_is_told_with_its_line():
    with pytest.raises(Unusable, match="line 2: a quotation mark stands inside a cell"):
        rows('number,name\n1,"5" pipe"\n')


def test_a_cell_without_end_is_told_with_its_line():
    with pytest.raises(Unusable, match="line 2: a cell has more than 100,000 characters"):
        rows('number,name\n1,"' + "x\n" * 60_000 + '"\n')


def test_too_many_rows_are_refused():
    text = "number,name\n" + "1,a\n" * (MOST_ROWS + 1)
    with pytest.raises(Unusable, match="more than 500,000 rows"):
        for _ in read(text, "f.csv").rows:
            pass


def test_too_many_columns_are_refused():
    with pytest.raises(Unusable, match="501 columns"):
        read(",".join(f"c{place}" for place in range(501)) + "\n", "f.csv")
