"""The register as a file: every line that was asked for, as text, numbers and days; and on record."""

import csv
import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client

from avow.access.models import Read
from avow.access.testing import sign_in
from avow.gifts import exporting
from avow.ledger.models import Entry
from avow.ledger.verify import verify

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)
FORMULAS = ('=HYPERLINK("https://example.com")', "+1", "-1+2", "@SUM(1)", "#REF!", "\u00a0=1+1", "'quoted")


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def in_csv(answer) -> list[dict[str, str]]:
    data = content(answer)
    assert data.startswith(b"\xef\xbb\xbf"), "Excel knows it by its first bytes"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def in_sheet(answer) -> list[dict[str, openpyxl.cell.Cell]]:
    book = openpyxl.load_workbook(io.BytesIO(content(answer)))
    head, *rows = book.worksheets[0].iter_rows()
    return [dict(zip([cell.value for cell in head], row, strict=True)) for row in rows]


def export(client, form, query=""):
    return client.post("/gifts/export/", {"as": form, "query": query})


def test_both_hold_every_line_that_was_asked_for_and_no_other(here, gift, chen):
    gift(here.amina, MARCH, party=here.delta, description="ham", worth="12.50", contact="Mr Holm", estimated=True)
    gift(here.boris, MAY, party=here.omega, description="drill", worth=None)
    gift(here.chen, MAY, party=here.omega, description="own")
    rows = in_csv(export(chen, "csv"))
    assert [row["What"] for row in rows] == ["drill", "ham"]
    assert (rows[1]["Day"], rows[1]["Worth each"], rows[1]["Their number"]) == ("2026-03-02", "12.50", "D")
    assert rows[0]["Worth each"] == "" and rows[0]["Open questions"] == "yes"
    assert [row["What"] for row in in_csv(export(chen, "csv", "party=delta"))] == ["ham"]
    (row,) = in_sheet(export(chen, "xlsx", "party=delta"))
    assert row["Day"].value.date() == MARCH and row["Day"].is_date
    assert row["Worth each"].value == 12.5 and row["Worth each"].data_type == "n"
    assert (row["Person there"].value, row["Marks"].value) == ("Mr Holm", "estimate")
    assert row["Site"].value == "Gothenburg"


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_in_a_name_stays_text(here, gift, chen, name):
    gift(here.amina, MARCH, other_side=name, description=name, contact=f"{name}\x07")
    (row,) = in_sheet(export(chen, "xlsx"))
    assert row["What"].value == name.strip() or row["What"].value == name
    assert {row[column].data_type for column in ("What", "From or to whom", "Person there")} <= {"s", "inlineStr"}
    if name[0] in "=+-@":
        assert row["From or to whom"].quotePrefix
    (told,) = in_csv(export(chen, "csv"))
    for column in ("What", "From or to whom"):
        assert not told[column].lstrip(" \u00a0").startswith(exporting.LIKE_A_FORMULA)
        assert name.strip("\u00a0") in told[column]


def test_tabs_and_returns_do_not_begin_a_cell_of_a_csv_file():
    made = b"".join(exporting.as_csv([["\t=1", "\r=1", " =1", "plain"]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(made)))[1] == ["'\t=1", "'\r=1", "' =1", "plain"]


def test_taking_it_out_is_on_record_and_counts_as_reading(here, gift, chen):
    gift(here.amina)
    export(chen, "csv", "person=amina&sort=-amount")
    entry = Entry.objects.get(verb="register exported")
    (attested,) = entry.attested.all()
    body = attested.open()
    assert (entry.actor, entry.subject, attested.key) == (here.chen.key, "register:gifts", here.chen.key)
    assert (body["filters"], body["count"], body["form"]) == ({"person": "amina", "sort": "-amount"}, 1, "csv")
    assert Read.objects.get().what == "export of 1 lines"
    assert [one.says for one in verify().findings if one.kind != "head"] == []


def test_nobody_else_takes_it_and_nothing_is_recorded_then(here, client):
    for person in (here.amina, here.dolores, here.goran):
        assert export(sign_in(client, person), "csv").status_code == 404
    assert export(sign_in(client, here.chen), "pdf").status_code == 404
    assert sign_in(client, here.chen).get("/gifts/export/").status_code == 405
    assert not Entry.objects.filter(verb="register exported").exists()


def test_nothing_is_a_file_with_its_headings(here, chen):
    assert in_csv(export(chen, "csv")) == []
    assert in_sheet(export(chen, "xlsx")) == []


def test_the_sheet_can_be_read_and_filtered_as_it_opens(here, gift, chen):
    gift(here.amina, MARCH, worth="1250.50")
    sheet = openpyxl.load_workbook(io.BytesIO(content(export(chen, "xlsx")))).active
    cells = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", sheet.dimensions)
    assert (cells["Worth as said"].value, cells["Worth as said"].number_format) == (1250.5, "#,##0.00")
    assert cells["Day"].is_date and cells["Day"].number_format == "yyyy-mm-dd"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width >= len("2026-03-02")


def test_more_than_a_sheet_holds_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    book = openpyxl.load_workbook(exporting.as_spreadsheet([[Decimal(place)] for place in range(5)]))
    assert [sheet.max_row for sheet in book] == [3, 3, 2]
    assert book.sheetnames == ["Register", "Register 2", "Register 3"]


@pytest.mark.parametrize("sort", ["-on", "amount", "-amount", "person"])
def test_the_order_is_that_of_the_register(here, gift, chen, sort):
    for place, worth in enumerate(["5.00", None, "9.00"]):
        gift(here.amina if place % 2 else here.boris, MARCH, description=f"gift {place}", worth=worth)
    shown = [row.what for row in chen.get(f"/gifts/?sort={sort}").context["rows"]]
    assert [row["What"] for row in in_csv(export(chen, "csv", f"sort={sort}"))] == shown


def test_no_further_cell_begins_as_a_formula_where_semicolons_or_tabs_end_cells():
    made = b"".join(exporting.as_csv([["ham;=1", "ham; @SUM(1)", "ham\t+1", "ham;ham", "\uff1d1", "\u3000=1"]]))
    _, row = csv.reader(io.StringIO(made.decode("utf-8-sig")))
    assert row == ["ham;'=1", "ham; '@SUM(1)", "ham\t'+1", "ham;ham", "'\uff1d1", "'\u3000=1"]
