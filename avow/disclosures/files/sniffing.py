"""What a file is, by its first bytes and its structure; its name and what the browser says of it do not count."""

import io
import zipfile

LARGEST = 10 * 1024 * 1024
"""Bytes."""

NAMES = "PDF, PNG, JPEG, WebP, plain text, CSV, Word (docx) and Excel (xlsx)"
EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/webp": (".webp",),
    "text/plain": (".txt", ".text", ".eml", ".md"),
    "text/csv": (".csv",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
OFFICE = {"word/document.xml": "wordprocessingml.document", "xl/workbook.xml": "spreadsheetml.sheet"}
MOST_PARTS = 2000
MOST_UNPACKED = 200 * 1024 * 1024


class NotAllowed(ValueError):
    """A file that may not be attached; the message is for the person."""


def media_type(name: str, data: bytes) -> str:
    """The media type of the contents. Raises NotAllowed with what is good."""
    if not data:
        raise NotAllowed("This file is empty. Choose the file again.")
    if len(data) > LARGEST:
        raise NotAllowed(f"This file has {megabytes(len(data))} MB. A file may have at most 10 MB.")
    if data.startswith(b"%PDF-"):
        return "application/pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        raise NotAllowed(
            "This is a HEIC picture, as some phones take them, and others could not open it. In the camera’s settings"
            " choose “Most compatible”, or send the picture to yourself as JPEG, and add that."
        )
    if data.startswith(b"PK\x03\x04"):
        return _office(data)
    if _is_text(data):
        return "text/csv" if name.lower().endswith(".csv") else "text/plain"
    raise NotAllowed(f"We cannot tell what this file is. Good files are: {NAMES}. Save it as a PDF and try again.")


def safe_name(name: str, kind: str) -> str:
    """The name for handing the file back: no folders, no control characters, an ending that fits what it is."""
    name = name.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if letter.isprintable()).strip(" .") or "file"
    endings = EXTENSIONS[kind]
    if not name.lower().endswith(endings):
        name += endings[0]
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:150]}{dot}{ending}"


def megabytes(size: int) -> str:
    """12582913 → "12.1", rounded up so that it never reads as the limit itself."""
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10}.{tenths % 10}"


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise NotAllowed("This file is damaged. Open it, save it again and choose the new one.")
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise NotAllowed("This file unpacks to far more than it should. Save it as a PDF and try again.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise NotAllowed("This file contains macros. Save it without them, or as a PDF, and try again.")
    for part, kind in OFFICE.items():
        if part in names and "[Content_Types].xml" in names:
            return f"application/vnd.openxmlformats-officedocument.{kind}"
    raise NotAllowed(f"Packed folders cannot be attached. Good files are: {NAMES}.")


def _is_text(data: bytes) -> bool:
    for encoding in ("utf-8-sig", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(letter.isprintable() or letter in "\r\n\t\f\ufeff" or ord(letter) > 159 for letter in text)
    return False
