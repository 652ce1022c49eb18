"""Which encoding a text is in, and where it cannot be read."""

import pytest

from avow.imports.reading.encodings import decode
from avow.imports.reading.table import Unusable

NAMES = "number,name\n1,Zoë Łukasiewicz\n2,Jürgen Groß\n"
WESTERN = "number,name\n1,Zoë\n2,Jürgen “Joe” Groß\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_recognised_with_and_without_its_mark(encoding):
    assert decode(NAMES.encode(encoding), None, "f.csv")[0] == NAMES


def test_windows_1252_is_recognised_and_said():
    text, notes = decode(WESTERN.encode("cp1252"), None, "f.csv")
    assert text == WESTERN
    assert notes == [
        "f.csv was read as Windows-1252, since byte EB at position 16 (line 2) is not UTF-8."
        " If names look wrong, use --encoding."
    ]


def test_utf_8_with_a_damaged_letter_is_not_taken_for_windows_1252():
    data = NAMES.encode().replace("Zoë".encode(), b"Zo\xeb")
    with pytest.raises(Unusable, match=r"is UTF-8 but for byte EB at position 16 \(line 2\), which is damaged"):
        decode(data, None, "f.csv")


def test_neither_says_both_bytes_and_where_they_are():
    with pytest.raises(Unusable, match=r"byte E9 at position 6 \(line 2\).*byte 81 at position 11 \(line 3\)"):
        decode(b"name\nJ\xe9r\n\xe9t\x81\n", None, "f.csv")


def test_zero_bytes_are_no_text():
    with pytest.raises(Unusable, match=r"zero byte at position 15 \(line 2\)"):
        decode(b"number,name\n1,A\0mina\n2,Boris and some more text\n", None, "f.csv")
    with pytest.raises(Unusable, match="zero character on line 2"):
        decode("a,b\n1,\0\n".encode("utf-16"), None, "f.csv")


def test_a_named_encoding_is_used_and_a_wrong_one_says_where():
    assert decode("naïve Ω".encode("cp1253", "replace"), "cp1253", "f.csv")[0] == "na?ve Ω"
    with pytest.raises(Unusable, match=r"is not utf-8: byte EB at position 2 \(line 1\)"):
        decode(b"Zo\xeb", "UTF-8", "f.csv")


@pytest.mark.parametrize(("said", "meant"), [("utf8", "utf-8"), ("Latin1", "iso-8859-1"), ("windows-1252", "cp1252")])
def test_usual_names_of_encodings_are_understood(said, meant):
    assert decode(b"plain", said, "f.csv") == decode(b"plain", meant, "f.csv")


@pytest.mark.parametrize("said", ["utf-9", "rot13", "unicode_escape", "idna", "zlib", "\0", ""])
def test_an_unknown_or_dangerous_encoding_is_refused(said):
    with pytest.raises(Unusable, match="is not known here"):
        decode(b"plain", said, "f.csv")
