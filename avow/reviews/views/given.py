"""Identifiers as a browser sends them."""


def identifier(text: str | None) -> str:
    """A public id that was sent, or an empty text for anything that cannot be one."""
    return text if text and len(text) <= 12 and text.isascii() and text.isalnum() else ""
