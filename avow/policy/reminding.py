"""When those who are asked are reminded, who is told after them, and in which words, as a pack says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

TO = ("person", "manager", "hr", "officer")
"""To whom a step goes, in the order in which it climbs."""
FALLBACK = "en"
FILLED = ("what", "due")
"""What the words may name: {what} one is asked for (the name of a campaign), and the day on which it is {due}."""


@dataclass(frozen=True)
class Step:
    """So many calendar days after the due day (before it where negative), one of `TO` is told."""

    days: int
    to: str

    def day(self, due: date) -> date:
        """The day on which it is sent."""
        return due + timedelta(days=self.days)

    @property
    def name(self) -> str:
        """What tells it from the other steps: "person-14", "manager+3"."""
        return f"{self.to}{self.days:+d}"

    def __str__(self) -> str:
        if not self.days:
            return f"{self.to} on the day"
        when = "before" if self.days < 0 else "after"
        return f"{self.to} {abs(self.days)} day{'s' if abs(self.days) > 1 else ''} {when}"


@dataclass(frozen=True)
class Words:
    """The words in one language. `subject` and `before` are for the person who is asked, up to the due day,
    `subject_late` and `late` after it; `subject_others` and one each for those who are told of several people, whose
    names follow."""

    subject: str
    subject_late: str
    before: str
    late: str
    subject_others: str
    manager: str
    hr: str
    officer: str


@dataclass(frozen=True)
class Reminding:
    """The steps in the order of their days, and the words by language; English is always there."""

    steps: tuple[Step, ...]
    words: Mapping[str, Words]

    def in_language(self, language: str) -> tuple[str, Words]:
        """The words in a language such as "pt-BR", or its parent's, or in English; with the language that they are in.
        Small and capital letters, `_` and `-` are one."""
        tag = language.replace("_", "-").lower()
        while tag:
            if tag in self._by_tag:
                return self._by_tag[tag]
            tag = tag.rpartition("-")[0]
        return self._by_tag[FALLBACK]

    @cached_property
    def _by_tag(self) -> dict[str, tuple[str, Words]]:
        return {language.lower(): (language, words) for language, words in self.words.items()}

    def reached(self, due: date, on: date) -> list[Step]:
        """For each of `TO`, the last of its steps whose day has come; nobody is sent what a later step replaces."""
        last = {step.to: step for step in self.steps if step.day(due) <= on}
        return sorted(last.values(), key=lambda step: TO.index(step.to))

    def __str__(self) -> str:
        return ", ".join(str(step) for step in self.steps) or "nobody is reminded"
