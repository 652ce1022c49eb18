"""Yes or no, and one of several. "I don't know" is the last choice wherever it is an honest answer."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from avow.policy import Fact

UNKNOWN = "unknown"
UNKNOWN_WORDS = "I don’t know"
MISSING = "Choose one of the answers."
FEW = 7


class Picked(forms.ChoiceField):
    """Radios up to a handful, a list above. Nothing is chosen beforehand."""

    def __init__(self, fact: Fact, choices: list[tuple[str, str]]) -> None:
        if not fact.required:
            choices = [*choices, (UNKNOWN, UNKNOWN_WORDS)]
        few = len(choices) <= FEW + 1
        super().__init__(
            choices=choices if few else [("", "Choose"), *choices],
            widget=forms.RadioSelect if few else forms.Select,
            label=fact.label,
            help_text=fact.help,
            error_messages={
                "required": MISSING,
                "invalid_choice": "This answer is not one of those offered. Choose one.",
            },
        )


class YesNo(Picked):
    """True, False, or None for "I don't know", and where it may be left open."""

    def __init__(self, fact: Fact, *, on: date) -> None:
        super().__init__(fact, [("yes", "Yes"), ("no", "No")])

    def clean(self, value) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value))

    @staticmethod
    def shown(value: bool | None) -> str:
        """What the form posts for a kept answer."""
        return {True: "yes", False: "no", None: UNKNOWN}.get(value, "")


class Choice(Picked):
    """One of the pack's choices, or None for "I don't know", and where it may be left open."""

    def __init__(self, fact: Fact, *, on: date) -> None:
        super().__init__(fact, [(choice.value, choice.label) for choice in fact.choices])

    def clean(self, value) -> str | None:
        picked = super().clean(value)
        return None if picked in (UNKNOWN, "") else picked

    @staticmethod
    def shown(value: str | None) -> str:
        return UNKNOWN if value is None else value


ENDED = "Ended, for a day in the past"
"""Above the currencies that have no rates any more."""


class Currency(forms.ChoiceField):
    """One of the currencies in use: three capitals. The policy's own is chosen beforehand. Those that have ended stand
    after them where `offer` is told of a day in the past."""

    def __init__(self, fact: Fact, *, on: date) -> None:
        super().__init__(
            choices=[],
            initial=fact.unasked,
            required=False,
            label=fact.label,
            help_text=fact.help,
            error_messages={"invalid_choice": "We have no rates of this currency. Choose one of the list."},
        )
        self.own = str(fact.unasked or "")
        self.offer()

    def offer(
        self, own: str = "", chosen: Iterable[object] = (), *, day: date | None = None, past: bool = False
    ) -> None:
        """Offer the currencies in use and `own`, by default the policy's; after them those that have ended since `day`,
        or with `past` all that have ended, as the day is asked later; and what was `chosen` before, if it is one."""
        self.choices = currency_choices(own or self.own, chosen, day=day, past=past)

    def clean(self, value) -> str | None:
        return super().clean(value) or None

    @staticmethod
    def shown(value: str | None) -> str:
        return value or ""


def currency_choices(
    own: str = "", chosen: Iterable[object] = (), *, day: date | None = None, past: bool = False
) -> list[tuple[str, Any]]:
    """The choices that `Currency.offer` offers."""
    from avow.rates import current

    held = current.held()
    ended = held.ended()
    wanted = ({str(one) for one in chosen} & {*held.rates.currencies}) | ({own} if own else set())
    over = wanted & ended.keys() | (ended.keys() if past else held.ended_since(day).keys() if day else set())
    choices: list[tuple[str, Any]] = [(code, code) for code in sorted({*held.offered()} | (wanted - over))]
    if over:
        choices.append((ENDED, [(code, f"{code}, until {ended[code].year}") for code in sorted(over)]))
    return choices
