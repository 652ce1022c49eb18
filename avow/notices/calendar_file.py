"""A calendar file with the days on which something is due (RFC 5545): whole days, the same everywhere."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

OCTETS = 75
NAME = "due.ics"
"""What the file is called, with a mail and when it is downloaded."""


def calendar(events: Iterable[Mapping[str, str]], at: datetime) -> bytes:
    """The file: one event for each of `uid`, `summary`, `day` and `url`. The same event always has the same UID, so
    that a calendar that took it once changes it instead of adding another."""
    host = urlsplit(settings.ADDRESS).hostname or "avow"
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Avow//Notices//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in events:
        day = date.fromisoformat(one["day"])
        lines += [
            "BEGIN:VEVENT",
            f"UID:{escaped(one['uid'])}@{host}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{escaped(one['summary'])}",
            f"URL:{one['url']}",
            "TRANSP:TRANSPARENT",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) + b"\r\n" for line in lines)


def download(events: Iterable[Mapping[str, str]], at: datetime) -> HttpResponse:
    """The file as an answer that a browser lays down."""
    response = HttpResponse(calendar(events, at), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line breaks are escaped, other control characters left out."""
    kept = "".join(letter for letter in text.replace("\r\n", "\n") if letter == "\n" or letter.isprintable())
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line in UTF-8, broken after at most 75 octets and never inside of a letter."""
    parts, part = [], b""
    for letter in line:
        more = letter.encode()
        if len(part) + len(more) > OCTETS:
            parts.append(part)
            part = b" "
        part += more
    return b"\r\n".join([*parts, part])
