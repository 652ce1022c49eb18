"""The calendar file as RFC 5545 wants it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from avow.notices.calendar_file import calendar, escaped, folded

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
EVENT = {"uid": "certify:abc:def", "summary": "Sign; now, or\\never\nplease", "day": "2026-04-30", "url": "https://a/"}


def unfolded(file: bytes) -> list[str]:
    return file.replace(b"\r\n ", b"").decode().split("\r\n")


def test_a_whole_day_that_stays_the_same_event():
    lines = unfolded(calendar([EVENT], AT))
    assert "DTSTART;VALUE=DATE:20260430" in lines
    assert "DTEND;VALUE=DATE:20260501" in lines
    assert "SUMMARY:Sign\\; now\\, or\\\\never\\nplease" in lines
    later = unfolded(calendar([EVENT], AT.replace(day=9)))
    assert [line for line in lines if line not in later] == ["DTSTAMP:20260302T093000Z"]


def test_there_is_nothing_in_it_that_a_text_could_end():
    file = calendar([EVENT | {"summary": "x\r\nEND:VEVENT\r\nBEGIN:VALARM"}], AT)
    assert b"\r\nBEGIN:VALARM" not in file
    assert unfolded(file).count("END:VEVENT") == 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_lines_have_at_most_75_octets_and_break_no_letter(text):
    line = f"SUMMARY:{escaped(text)}"
    parts = folded(line).split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert "".join(part.decode()[bool(at) :] for at, part in enumerate(parts)) == line
