"""Whatever bytes come, the readers give rows or say why not; whatever texts come, they are kept as text or refused."""

import zipfile

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from avow.imports.cells import clean, shown
from avow.imports.reading import delimited, encodings, files
from avow.imports.reading.table import Unusable
from avow.people.models import Person

MANY = settings(max_examples=200, deadline=None)
FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pieces = st.lists(
    st.sampled_from(
        [b"number", b"name", b",", b";", b"\t", b"\n", b"\r", b'"', b"1", b"\xe9", b"\xc3\xa9", b"\0", b"'"]
    )
    | st.binary(max_size=4),
    max_size=60,
).map(b"".join)


@MANY
@given(data=pieces | st.binary(max_size=400))
@example(data=b"\xff\xfe\x00")
@example(data=b'\xef\xbb\xbf"')
def test_any_bytes_give_rows_or_a_reason(data):
    try:
        text, _ = encodings.decode(data, None, "f.csv")
        table = delimited.read(text, "f.csv")
        lines = [row.line for row in table.rows]
    except Unusable as unusable:
        assert str(unusable).startswith("f.csv")
        return
    assert lines == sorted(lines)
    assert all(line > table.header_line for line in lines)


@FEW
@given(place=st.integers(0, 4000), change=st.binary(min_size=1, max_size=8))
def test_a_spreadsheet_with_changed_bytes_gives_rows_or_a_reason(tmp_path, place, change):
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="A" sheetId="1"/></sheets></workbook>')
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row/></sheetData></worksheet>")
    data = bytearray(path.read_bytes())
    place %= len(data)
    data[place : place + len(change)] = change
    path.write_bytes(data)
    try:
        list(files.open_table(path).table.rows)
    except Unusable as unusable:
        assert "book.xlsx" in str(unusable)


@MANY
@given(text=st.text(max_size=80))
def test_cleaned_text_has_nothing_unseen_and_cleaning_it_again_changes_nothing(text):
    cleaned, removed = clean(text)
    assert clean(cleaned) == (cleaned, [])
    assert not set(cleaned) & set("\0\x1b\u202e\u2066\u200b\ufeff\n\r\t")
    assert bool(removed) == any(ord(mark) in INVISIBLE for mark in text)


INVISIBLE = {
    *range(0x00, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x61C, 0x200B,
    0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
}  # fmt: skip


@MANY
@given(text=st.text(max_size=200))
def test_what_is_shown_steers_no_terminal(text):
    assert all(mark.isprintable() for mark in shown(text))
    assert len(shown(text)) < 60 * 6 + 40


names = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1, max_size=30)


@pytest.mark.django_db
@FEW
@given(given_names=st.lists(names, min_size=1, max_size=6))
@example(given_names=['=HYPERLINK("http://x","y")', "<b>Amina</b>", "+1", "@SUM(A1)", "Robert'); DROP TABLE people;--"])
def test_any_name_is_taken_as_text_or_refused_and_the_second_time_changes_nothing(people, given_names):
    quoted = "".join(f'{place},"{name.replace(chr(34), chr(34) * 2)}"\n' for place, name in enumerate(given_names))
    with transaction.atomic():
        first = people("number,name\n" + quoted)
        assert first.rows == len(given_names)
        refused = {refusal.line for refusal in first.refused}
        vacant = sum(finding.kind == "vacancy" for finding in first.findings)
        assert len(first.added) + len(refused) + vacant == first.rows
        for number, name in enumerate(given_names):
            if str(number) in first.added and not name.casefold().startswith("n/d"):
                assert Person.objects.get(number=str(number)).name == clean(name)[0]
        second = people("number,name\n" + quoted)
        assert (second.added, second.changed, second.unchanged) == ([], {}, len(first.added))
        transaction.set_rollback(True)
