"""Reading facts.toml, and the names that expressions elsewhere may use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from avow.policy.checking import Named, Scope
from avow.policy.lexing import RESERVED
from avow.policy.pack import Choice, Fact
from avow.policy.problems import nearest
from avow.policy.section import Section
from avow.policy.values import FACT_TYPES, NUMBERS, Type, Value, read

SOURCES = ("answer", "register", "computed", "review")
AUDIENCES = ("discloser", "officer", "management", "hr")
NAME = re.compile(r"[a-z][a-z0-9_]{0,59}\Z")
BUILT_IN = ("on",)  # the judged day
COLUMNS = ("row", "line", "record", "sample", "malformed", "problems", "currency")
"""What the tables of judging many call their own columns: a fact of that name would be taken for one."""


class Names:
    """What a name may stand for, by the place in which an expression stands."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        self.all: dict[str, Named] = {name: _named(fact) for name, fact in facts.items()}
        self.row: Scope = self.all
        people = [name for name, fact in facts.items() if fact.source in ("register", "computed") and name != "kind"]
        self.kind: Scope = self._only(["kind"], "applies reads only kind")
        about = self._only(people, "a cohort is about people, so only what the registers say counts")
        self.people: Scope = {**about, "on": Named(Type("date"), "day")}
        self.routing: Scope = self._only([*people, "kind"], "routing reads what the registers say, and kind")

    def _only(self, readable: list[str], reason: str) -> Scope:
        return {name: named if name in readable else replace(named, barred=reason) for name, named in self.all.items()}

    def rule(self, figures: Mapping[str, Type], totals: Mapping[str, Type]) -> Scope:
        return {
            **self.all,
            "on": Named(Type("date"), "day"),
            **{name: Named(type_, "figure") for name, type_ in figures.items()},
            **{name: Named(type_, "total") for name, type_ in totals.items()},
        }


def _named(fact: Fact) -> Named:
    return Named(fact.kind_of_value, "fact", sealed=fact.sensitive or fact.type == "narrative")


def check_name(section: Section, name: str, what: str) -> bool:
    """Whether something may be called this; complains at the name otherwise."""
    if not NAME.match(name):
        section.complain("", f"{what} is named in small letters, digits and _, such as share_percent; {name!r} is not")
    elif name in RESERVED or name in BUILT_IN:
        section.complain("", f"{what} cannot be called {name}: the word means something in expressions")
    else:
        return True
    return False


def read_fact_list(top: Section, kind_ids: Sequence[str], currency: str) -> dict[str, Fact]:
    """Every fact by name. `kind` is always there, its choices are the kinds of the pack."""
    facts: dict[str, Fact] = {}
    for name, section in top.tables():
        if check_name(section, name, "a fact"):
            if name in COLUMNS:
                section.complain("", f"a fact cannot be called {name}: files of records are read by that word")
            facts[name] = _fact(name, section, kind_ids, currency)
    facts = _currencies(facts, top)
    if not facts:
        top.complain("", "there are no facts here")
    if "kind" not in facts:
        choices = tuple(Choice(kind, kind) for kind in kind_ids)
        facts["kind"] = Fact(
            "kind",
            "choice",
            "answer",
            AUDIENCES,
            "What is it about?",
            short="the kind",
            choices=choices,
            required=True,
            kind_of_value=Type("choice", choices=tuple(kind_ids)),
        )
    return facts


def _currencies(facts: dict[str, Fact], top: Section) -> dict[str, Fact]:
    """Mark the facts that name the currency of an amount."""
    named = {}
    for name, fact in facts.items():
        if fact.currency_in:
            other = facts.get(fact.currency_in)
            if fact.type != "money" or fact.unit or other is None or other.type != "text" or other.sensitive:
                what = f"{name} has no unit and names the text fact of its currency; {fact.currency_in} is not one"
                top.complain((name, "currency_in"), what)
            else:
                named[fact.currency_in] = replace(other, is_currency=True)
    return {**facts, **named}


def _fact(name: str, section: Section, kind_ids: Sequence[str], currency: str) -> Fact:
    type_ = section.one_of("type", FACT_TYPES, required=True, default="text")
    unit = section.text("unit")
    source = section.one_of("source", SOURCES, required=True, default="answer")
    audience = section.names("audience", AUDIENCES, "audience", required=True)
    label = section.text("label", required=True)
    sensitive = section.boolean("sensitive")
    choices = _choices(name, section, type_, kind_ids)
    currency_in = section.text("currency_in")
    of_value = _type(type_, unit, choices, "" if currency_in else currency)
    fact = Fact(
        name=name,
        type=type_,
        source=source,
        audience=tuple(audience),
        label=label,
        short=section.text("short") or name.replace("_", " "),
        unit=unit,
        help=section.text("help"),
        choices=choices,
        required=section.boolean("required"),
        sensitive=sensitive,
        unasked=_unasked(name, section, source, sensitive, of_value),
        currency_in=currency_in,
        called=section.text("called"),
        so=section.text("so"),
        not_so=section.text("not_so"),
        kind_of_value=of_value,
    )
    if type_ != "boolean" and (fact.so or fact.not_so):
        section.complain("so" if fact.so else "not_so", f"only yes or no is so or not; {name} is {fact.kind_of_value}")
    if unit and type_ not in NUMBERS:
        section.complain("unit", f"only numbers have a unit; {name} is {fact.kind_of_value}")
    if (sensitive or type_ == "narrative") and (wrong := {"hr", "management"} & set(audience)):
        section.complain("audience", f"{name} is sealed and never shown to {' or '.join(sorted(wrong))}")
    section.close()
    return fact


def _unasked(name: str, section: Section, source: str, sensitive: bool, type_: Type) -> Value:
    """What the fact is where nobody was asked; None where that is left open."""
    if not section.has("unasked"):
        section.raw("unasked")
        return None
    value = section.raw("unasked")
    if source != "answer" or name == "kind":
        section.complain("unasked", f"only what a form may ask can be left unasked; {name} comes from the {source}")
    elif sensitive or type_.name == "narrative":
        section.complain("unasked", f"{name} is sealed: rules do not read it, so it needs no value")
    else:
        try:
            return read(type_, value)
        except ValueError as error:
            near = nearest(value, type_.choices) if isinstance(value, str) else None
            section.complain("unasked", f"the unasked value of {name} {error}", near)
    return None


def _choices(name: str, section: Section, type_: str, kind_ids: Sequence[str]) -> tuple[Choice, ...]:
    found: list[Choice] = []
    values: set[str] = set()
    for item in section.sections("choices"):
        choice = Choice(item.text("value", required=True), item.text("label", required=True))
        if choice.value in values:
            item.complain("value", f"{choice.value!r} is already a choice of {name}")
        values.add(choice.value)
        found.append(choice)
        item.close()
    if name == "kind":
        for choice in found:
            if choice.value not in kind_ids:
                section.complain("choices", f"there is no kind called {choice.value}")
        labels = {choice.value: choice.label for choice in found}
        ordered = [kind for kind in labels if kind in kind_ids]
        ordered += [kind for kind in kind_ids if kind not in labels]
        return tuple(Choice(kind, labels.get(kind, kind)) for kind in ordered)
    if type_ == "choice" and not found:
        section.complain("", "choices are missing")
    if type_ != "choice" and found:
        section.complain("choices", "only a fact of type choice has choices")
    return tuple(found)


def _type(type_: str, unit: str, choices: tuple[Choice, ...], currency: str) -> Type:
    if type_ == "money":
        return Type("money", unit or currency)
    if type_ in ("decimal", "integer"):
        return Type(type_, unit)
    return Type(type_, choices=tuple(choice.value for choice in choices))
