"""The rules as people read them: in the words of their site, where they hold, since when, and what follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from avow.disclosures.hints import Hint
from avow.local_rules import holding
from avow.local_rules.models import LocalRule
from avow.people.models import Person
from avow.policy import Kind, Step
from avow.policy.values import Type as ValueType
from avow.policy.values import shown, unit_type

FACT = "forbidden_locally"
ELSE = ("worth", "received_on")
"""The questions beside which a rule stands where the form does not ask what the site has ruled out."""


@dataclass(frozen=True)
class Told:
    """One rule in words. `days` is since when and until when; `does` what follows."""

    rule: LocalRule
    name: str
    text: str
    language: str
    place: str
    days: str
    does: str


def for_person(person: Person, kind: str, on: date) -> list[Told]:
    """The rules of the person's site about entries of this kind on the day, in words."""
    return [told(rule) for rule in holding.about(person, kind, on)]


def told(rule: LocalRule) -> Told:
    """One rule in words."""
    return Told(rule, rule.name, rule.text(), rule.language, rule.place, days_of(rule), does_of(rule))


def hints(person: Person, kind: Kind, step: Step | None, on: date) -> Iterator[Hint]:
    """The rules beside the question whether the site has ruled it out, or else beside what it is worth."""
    place = next((name for name in (FACT, *ELSE) if name in kind.asks), None)
    if step is not None and place not in step.asks:
        return
    for one in for_person(person, kind.id, on):
        heading = f"A rule of {one.place}: {one.name}"
        yield Hint(heading, one.text, one.language, f"{one.does} {one.days[:1].upper()}{one.days[1:]}.")


def does_of(rule: LocalRule) -> str:
    """What follows from it, as a sentence."""
    if rule.does == "above":
        return f"It rules out more than {sum_of(rule)} for each person."
    return "It rules this out." if rule.does == "all" else "Whether it rules this out, you say yourself."


def days_of(rule: LocalRule) -> str:
    """Since when, and until when."""
    since = f"since {day(rule.from_day)}"
    if rule.to_day is None:
        return since
    if rule.to_day == rule.from_day:
        return "taken back; it never held"
    return f"from {day(rule.from_day)} to {day(rule.last_day)}"


def as_source(rule: LocalRule) -> str:
    """Where the answer comes from: the rule, its place, and since when it holds."""
    return f"the rule {rule}, since {day(rule.from_day)}"


def sum_of(rule: LocalRule) -> str:
    """The amount with its currency."""
    return shown(unit_type(rule.currency), rule.amount)


def day(value: date) -> str:
    """3 March 2026."""
    return shown(ValueType("date"), value)
