"""Delimited text: comma, semicolon, tab or bar; rows keep the line on which they begin."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from avow.imports.reading.table import LONGEST_CELL, Row, Table, Unusable, with_header

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
SAMPLE_ROWS = 60
SAMPLE = 256 * 1024
EXCEL_SAYS = re.compile(r"sep=([,;\t|])\r?\n?", re.IGNORECASE)


def read(text: str, what: str) -> Table:
    """The table in the text. Raises Unusable, at once for the header and while rows are taken for what comes later."""
    said = EXCEL_SAYS.match(text)
    delimiter = said.group(1) if said else sniff(text)
    notes = [] if delimiter == "," else [f"{what} has {DELIMITERS[delimiter]} between its columns."]
    skip = said.end() if said else 0
    return with_header(_rows(text[skip:], delimiter, what, first_line=2 if said else 1), notes, what)


def sniff(text: str) -> str:
    """The delimiter that splits the first rows into equally many cells, the most of them; a comma where none does."""
    best, best_score = ",", (0.0, 0)
    sample = text[:SAMPLE]
    for delimiter in DELIMITERS:
        widths = []
        try:
            for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                if cells:
                    widths.append(len(cells))
                if len(widths) > SAMPLE_ROWS:
                    break
        except csv.Error:
            continue
        if len(widths) > 1 and len(sample) < len(text):
            widths.pop()
        if not widths or widths[0] < 2:
            continue
        width, times = Counter(widths).most_common(1)[0]
        score = (round(times / len(widths), 1) if width == widths[0] else 0.0, width)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _rows(text: str, delimiter: str, what: str, first_line: int) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = first_line
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Unusable(_why(error, what, line, first_line + reader.line_num - 1))
        last = first_line + reader.line_num - 1
        yield Row(line, last, cells)
        line = last + 1


def _why(error: csv.Error, what: str, line: int, last: int) -> str:
    words = str(error)
    if "unexpected end of data" in words:
        return (
            f"{what}, line {line:,}: a quotation mark is opened and never closed. Close it, or double it inside a cell."
        )
    if "field larger" in words:
        return (
            f"{what}, line {line:,}: a cell has more than {LONGEST_CELL:,} characters; a quotation mark that is never"
            " closed is the usual reason."
        )
    return (
        f"{what}, line {last:,}: a quotation mark stands inside a cell or right behind its end ({words})."
        ' Put the whole cell in quotation marks and double those inside it: "5"" pipe".'
    )
