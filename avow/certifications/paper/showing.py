"""Handing a scan to somebody who may read it: to be laid down or shown as a picture, never run."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse


def file_response(file: Mapping[str, Any], data: bytes) -> HttpResponse:
    """The scan as a file; a picture on a page is shown from the same answer."""
    response = HttpResponse(data, content_type=file["type"])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file['name'], safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
