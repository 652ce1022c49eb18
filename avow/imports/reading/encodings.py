"""Bytes to text: UTF-8 with or without a mark, UTF-16, and Windows-1252 where nothing else can be meant."""

import codecs
import difflib
import re

from avow.imports.reading.table import Unusable

KNOWN = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "ascii",
    *(f"cp{page}" for page in (437, 850, 852, 866, *range(1250, 1259), 932, 936, 949, 950)),
    *(f"iso-8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    "mac-roman", "koi8-r", "koi8-u", "shift_jis", "euc-jp", "euc-kr", "gb18030", "gbk", "big5",
)  # fmt: skip
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
NOT_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
SAMPLE = 4096


def decode(data: bytes, encoding: str | None, what: str) -> tuple[str, list[str]]:
    """The text and notes on how it was read. Raises Unusable with the byte and line where it cannot be read."""
    if encoding is not None:
        return _decode_as(data, chosen(encoding), what), []
    for mark, name in MARKS:
        if data.startswith(mark):
            return _decode_as(data, name, what), [] if name == "utf-8-sig" else [f"{what} is UTF-16."]
    if name := _utf16_without_mark(data):
        return _decode_as(data, name, what), [f"{what} was read as UTF-16."]
    if (place := data.find(b"\0")) >= 0:
        raise Unusable(f"{what} is not a text: there is a zero byte at {_place(data, place)}. Save it as CSV or xlsx.")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _windows(data, error, what)


def chosen(encoding: str) -> str:
    """The encoding's name as Python knows it. Raises Unusable with the nearest one that is known."""
    wanted = encoding.strip().lower().replace(" ", "-")
    aliases = {codecs.lookup(name).name: name for name in KNOWN}
    try:
        found = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        found = ""
    if found in aliases:
        return aliases[found]
    near = difflib.get_close_matches(wanted, KNOWN, n=1)
    hint = f"Did you mean {near[0]}?" if near else "Good ones are utf-8, utf-16, cp1252 and iso-8859-15."
    raise Unusable(f"The encoding {encoding!r} is not known here. {hint}")


def _decode_as(data: bytes, encoding: str, what: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unusable(
            f"{what} is not {encoding}: byte {data[error.start : error.start + 1].hex().upper()} at"
            f" {_place(data, error.start)} cannot be read. Name another with --encoding, or save it as UTF-8."
        )
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Unusable(f"{what} is not a text: there is a zero character on line {line}. Save it as CSV or xlsx.")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows by zeros in every other byte of Latin text; nothing is guessed from less than that."""
    sample = data[:SAMPLE]
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > pairs * 0.7 and first < pairs * 0.05:
        return "utf-16-le"
    if first > pairs * 0.7 and second < pairs * 0.05:
        return "utf-16-be"
    return None


def _windows(data: bytes, error: UnicodeDecodeError, what: str) -> tuple[str, list[str]]:
    """Windows-1252, unless the bytes rather look like damaged UTF-8 or like no text."""
    place = f"byte {data[error.start]:02X} at {_place(data, error.start)}"
    lenient = data.decode("utf-8", errors="surrogateescape")
    stray = len(re.findall("[\udc80-\udcff]", lenient))
    proper = len(re.findall("[^\x00-\x7f\udc80-\udcff]", lenient))
    if proper > stray:
        raise Unusable(
            f"{what} is UTF-8 but for {place}, which is damaged. Mend that line, or save the file as UTF-8 again."
        )
    other = NOT_1252.search(data) or CONTROLS.search(data)
    if other:
        raise Unusable(
            f"{what} is neither UTF-8 ({place}) nor Windows-1252 (byte {other.group().hex().upper()} at"
            f" {_place(data, other.start())}). Say which encoding it has with --encoding, or save it as UTF-8."
        )
    note = f"{what} was read as Windows-1252, since {place} is not UTF-8. If names look wrong, use --encoding."
    return data.decode("cp1252"), [note]


def _place(data: bytes, position: int) -> str:
    line = data.count(b"\n", 0, position) + 1
    return f"position {position:,} (line {line:,})"
