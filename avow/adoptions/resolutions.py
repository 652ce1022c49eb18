"""The approving resolution: which files may be one, and what is kept of it."""

import base64
from dataclasses import dataclass
from hashlib import sha256

LARGEST = 10 * 1024 * 1024
"""Bytes."""
BEGINNINGS = {
    b"%PDF-": ("application/pdf", ".pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
}
GOOD = "a PDF, a PNG or JPEG picture, or plain text"


class NoResolution(ValueError):
    """A file that cannot be the resolution. The text says which are good."""


@dataclass(frozen=True)
class Approving:
    """A file that can be the resolution: its name without folders, and its bytes."""

    name: str
    data: bytes
    media_type: str

    def body(self) -> dict[str, object]:
        """What is attested of it."""
        return {
            "name": self.name,
            "media_type": self.media_type,
            "size": len(self.data),
            "sha256": sha256(self.data).hexdigest(),
            "contents": base64.b64encode(self.data).decode(),
        }


def approving(name: str, data: bytes) -> Approving:
    """The file, looked at: what it is, is told by its contents and not by its name. Raises NoResolution."""
    if not data:
        raise NoResolution(f"The resolution is an empty file. Give {GOOD}.")
    if len(data) > LARGEST:
        raise NoResolution("The resolution has more than 10 MB. Scan it with fewer dots, or give its text.")
    media_type, ending = _what(data)
    plain = "".join(letter for letter in name.replace("\\", "/").rsplit("/", 1)[-1] if letter.isprintable()).strip(" .")
    stem = (plain or "resolution")[:150]
    good = stem.lower().endswith(ending) or (ending == ".jpg" and stem.lower().endswith(".jpeg"))
    return Approving(stem if good else stem + ending, data, media_type)


def _what(data: bytes) -> tuple[str, str]:
    for beginning, found in BEGINNINGS.items():
        if data.startswith(beginning):
            return found
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if all(letter.isprintable() or letter in "\r\n\t\f" for letter in text):
        return "text/plain", ".txt"
    raise NoResolution(f"We cannot tell what the resolution is. Good files are: {GOOD}.")
