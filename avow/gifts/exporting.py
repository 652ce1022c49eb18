"""The register as a spreadsheet or a CSV file, every line that was asked for, some hundred in memory at a time.

What people wrote stays text: a name that begins like a formula is never one. Money is numbers, days are days.
"""

import csv
import io
import re
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from avow.gifts.models import Gift
from avow.gifts.paging import stretches
from avow.gifts.showing import Line, lines

AT_ONCE = 500
MOST_ROWS = 1_000_000
"""Rows of a sheet; a spreadsheet holds 1,048,576."""
LONGEST = 32_000
"""Characters of a cell; a spreadsheet holds 32,767."""
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""The last four are wide ones, which some spreadsheets read like the first four."""
FURTHER_CELL = re.compile(r"(?s)(?<=.)([;\t\r\n]\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""Where a spreadsheet that takes semicolons or tabs for the ends of cells would begin a further one, as a formula."""
BOM = "\ufeff"
WIDE, NARROW = 32, 16
"""Characters that a column of a sheet shows."""
WIDE_ONES = ("Person", "What", "From or to whom", "Person there", "What became of it", "Marks", "Entry")
MONEY, DAY = "#,##0.00", "yyyy-mm-dd"
Cell = str | Decimal | date | None

COLUMNS: dict[str, Callable[[Line], Cell]] = {
    "Day": lambda line: line.gift.on,
    "Person": lambda line: line.gift.person.name,
    "Number": lambda line: line.gift.person.number,
    "Employer": lambda line: line.gift.employer,
    "Site": lambda line: line.gift.site,
    "Country": lambda line: line.gift.country,
    "Received or given": lambda line: line.gift.way,
    "Gift or invitation": lambda line: {"hospitality": "invitation"}.get(line.gift.what, line.gift.what),
    "What": lambda line: line.what,
    "From or to whom": lambda line: line.gift.party_name,
    "Their number": lambda line: line.gift.counterparty.number if line.gift.counterparty else "",
    "Person there": lambda line: line.contact,
    "Worth each": lambda line: line.gift.amount,
    "Currency": lambda line: line.currency,
    "Paid for": lambda line: line.gift.paid_back or None,
    "Worth as said": lambda line: line.gift.worth,
    "Currency as said": lambda line: line.gift.currency,
    "Counts": lambda line: _yes(line.gift.counts),
    "Taken back": lambda line: _yes(line.gift.is_withdrawn),
    "What became of it": lambda line: "; ".join(line.became),
    "Gravest finding": lambda line: line.finding,
    "Open questions": lambda line: _yes(line.gift.is_open),
    "Marks": lambda line: ", ".join(line.marks),
    "Entry": lambda line: line.gift.disclosure.public_id,
}


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def chosen(gifts: QuerySet[Gift], sort: str) -> Sequence[int]:
    """The primary keys of these lines in that order, in eight bytes each: what is exported is what was counted."""
    keys = array("q")
    for part in stretches(gifts, sort):
        order = [f"-{column}" if part.is_backwards else column for column in part.columns]
        keys.extend(part.lines.order_by(*order).values_list("pk", flat=True).iterator(10_000))
    return keys


def rows(keys: Sequence[int]) -> Iterator[list[Cell]]:
    """The cells of each line, in the order of the keys."""
    loaded = Gift.objects.select_related("person", "counterparty", "disclosure", "version__attested")
    for start in range(0, len(keys), AT_ONCE):
        some = loaded.in_bulk(list(keys[start : start + AT_ONCE]))
        found = [some[key] for key in keys[start : start + AT_ONCE] if key in some]
        for line in lines(found):
            yield [cell(line) for cell in COLUMNS.values()]


def as_csv(made: Iterable[list[Cell]], headings: Iterable[str] = COLUMNS) -> Iterator[bytes]:
    """Comma-separated, UTF-8 with a byte order mark, so that Excel knows it; days as 2026-01-31, numbers with a point.
    A text that begins like a formula has an apostrophe before it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BOM)
    writer.writerow(headings)
    for number, row in enumerate(made, start=1):
        writer.writerow([_in_csv(cell) for cell in row])
        if number % AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, str):
        text = cell.replace("\x00", "")
        text = FURTHER_CELL.sub(r"\1'", text)
        return f"'{text}" if text.startswith(LIKE_A_FORMULA) or text.lstrip().startswith(LIKE_A_FORMULA) else text
    return "" if cell is None else format(cell, "f") if isinstance(cell, Decimal) else cell.isoformat()


def as_spreadsheet(made: Iterable[list[Cell]]) -> Any:
    """A file, open at its beginning and gone when it is closed; more sheets where there are more than a million lines.
    A text that begins like a formula is kept as text, and marked so for whoever edits the cell."""
    book = Workbook(write_only=True)
    sheet, rows_here = _sheet(book), 0
    for number, row in enumerate(made):
        if number and number % MOST_ROWS == 0:
            _filtered(sheet, MOST_ROWS)
            sheet = _sheet(book)
        sheet.append([_in_sheet(sheet, cell) for cell in row])
        rows_here = number % MOST_ROWS + 1
    _filtered(sheet, rows_here)
    file = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    book.save(file)
    file.seek(0)
    return file


def _sheet(book: Workbook) -> Any:
    sheet = book.create_sheet(f"Register {len(book.sheetnames) + 1}" if book.sheetnames else "Register")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDE if name in WIDE_ONES else NARROW
    sheet.append(list(COLUMNS))
    return sheet


def _filtered(sheet: Any, how_many: int) -> None:
    """Every column can be filtered in the spreadsheet itself, over all its rows."""
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{how_many + 1}"


def _in_sheet(sheet: Any, cell: Cell) -> Any:
    if cell is None:
        return None
    if not isinstance(cell, str):
        shown = WriteOnlyCell(sheet, value=cell)
        shown.number_format = MONEY if isinstance(cell, Decimal) else DAY
        return shown
    text = ILLEGAL_CHARACTERS_RE.sub("", cell)[:LONGEST]
    if not text.startswith((*LIKE_A_FORMULA, "#")):
        return text or None
    kept = WriteOnlyCell(sheet, value=text)
    kept.data_type = "s"
    kept.quotePrefix = True
    return kept
