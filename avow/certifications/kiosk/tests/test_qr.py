"""The QR code: the same modules as another encoder makes, and nothing wrong that can be computed."""

import re
from hashlib import sha256

import pytest

from avow.certifications.kiosk import qr

OTHER = {
    # SHA-256 of the modules of all eight masks, row by row, as another encoder (qrcode-terminal 0.12.0) makes them
    "x": "dfb580785d43836c178aa732f5012d8db690067ed5f2c6b1514c6193df090b72",
    "http://127.0.0.1:8000/kiosk/": "40343653637d5e0f57aa1f5f9045fb5b392321377999cf1c49cb23c72360a548",
    "https://avow.example.com/kiosk/": "8570135dc1fc007d8dfce493bb1cbb6d53f3cabd57048cb6631d19582a560caf",
    "https://" + "c" * 40 + "/kiosk/": "417ce0af8e954c7b13d6c6b6be808363c140e581f169d790c875af4e419051c3",
    "https://" + "a" * 70 + "/kiosk/": "ddde55e3c8f0218ecd4c8378d89bffcad60573c609bce588ae0f566fd1a60183",
    "https://" + "b" * 91 + "/kiosk/": "437d99abe643e5a0bc4539c7bd4a5f801cc7516cf63d08a83a9aacac2002356a",
}


def rows(text: str, mask: int) -> str:
    return "\n".join("".join("01"[cell] for cell in row) for row in qr.matrix(text, mask))


@pytest.mark.parametrize("text", OTHER)
def test_every_size_and_mask_is_what_another_encoder_makes(text):
    all_masks = "\n".join(rows(text, mask) for mask in range(8))
    assert sha256(all_masks.encode()).hexdigest() == OTHER[text]


def test_correction_bytes_make_every_syndrome_zero():
    block = list(range(1, 29))
    words = block + qr.remainder(block, 16)
    root = 1
    for _ in range(16):
        value = 0
        for word in words:
            value = qr.multiply(value, root) ^ word
        assert value == 0
        root = qr.multiply(root, 2)


def test_the_best_mask_is_the_one_with_the_least_penalty():
    text = "https://avow.example.com/kiosk/"
    assert qr.penalty(qr.best(text)) == min(qr.penalty(qr.matrix(text, mask)) for mask in range(8))


def test_an_address_that_is_too_long_is_said_to_be():
    assert len(qr.matrix("x" * qr.LONGEST, 0)) == 41
    with pytest.raises(qr.TooLong):
        qr.svg("x" * (qr.LONGEST + 1))


def test_the_picture_has_every_dark_module_and_a_quiet_zone():
    text = "https://avow.example.com/kiosk/"
    side, paths = qr.picture(text)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1", paths)
    drawn = {(int(row), int(left) + place) for left, row, length in runs for place in range(int(length))}
    dark = {(r + 4, c + 4) for r, cells in enumerate(qr.best(text)) for c, cell in enumerate(cells) if cell}
    assert side == 37
    assert drawn == dark
