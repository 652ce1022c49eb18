"""The QR code on a slip: every module that the code has is drawn, inside its quiet zone, and no code is too fine."""

import re

import pytest
import segno

from avow.certifications.kiosk import qr

ADDRESS = "https://avow.example.com/kiosk/"


def test_every_dark_module_is_drawn_inside_a_quiet_zone():
    side, paths = qr.picture(ADDRESS)
    drawn = {(int(row) - 4, int(column) - 4) for column, row in re.findall(r"M(\d+) (\d+)h1v1h-1z", paths)}
    code = segno.make(ADDRESS, error="m", micro=False)
    assert drawn == {(r, c) for r, cells in enumerate(code.matrix) for c, cell in enumerate(cells) if cell}
    assert side == len(code.matrix) + 8


def test_a_file_holds_the_same_picture():
    side, paths = qr.picture(ADDRESS)
    assert qr.svg(ADDRESS) == f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">{paths}</svg>'


@pytest.mark.parametrize("length", [300, 10_000])
def test_an_address_that_is_too_long_is_said_to_be(length):
    assert qr.picture("https://" + "a" * 150)
    with pytest.raises(qr.TooLong):
        qr.svg("https://" + "a" * length)
