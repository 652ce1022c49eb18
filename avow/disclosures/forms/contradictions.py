"""Answers that cannot both be so, among the facts whose names every pack shares."""

from collections.abc import Mapping
from datetime import date


def found(answers: Mapping[str, object], on: date) -> dict[str, str]:
    """Fact → what is wrong with it, seen from today."""
    wrong: dict[str, str] = {}
    since, learned = _day(answers.get("since")), _day(answers.get("learned_on"))
    if since and answers.get("timing") == "existing" and since > on:
        wrong["since"] = "You said that it has begun, and this day is still to come."
    if since and answers.get("timing") == "contemplated" and since < on:
        wrong["since"] = "You said that it has not begun, and this day is past."
    if learned and learned > on:
        wrong["learned_on"] = "This day is still to come. If you cannot remember, leave it open."
    return wrong


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
