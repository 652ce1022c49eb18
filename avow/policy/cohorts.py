"""Who belongs to a cohort, and why: the parts of its expression that made it so, in words.

    members(pack, "certify", {"A1": facts, "B2": facts}, on=day)["A1"].standing   # included, left_out or unknown

What is unknown about a person is never taken for no: whoever cannot be told apart is `unknown`, with what is missing.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlglot import exp

from avow.policy.asking import missing
from avow.policy.explaining import Explainer
from avow.policy.expressions import Expr
from avow.policy.findings import Compared
from avow.policy.kleene import Compared as Heard
from avow.policy.kleene import Truth, evaluate, truth_of, value_of
from avow.policy.pack import Cohort, Fact, Pack
from avow.policy.problems import FactError
from avow.policy.situation import Situation, situation
from avow.policy.totals import History
from avow.policy.values import Value, shown

Key = TypeVar("Key", bound=Hashable)
INCLUDED, LEFT_OUT, UNKNOWN = "included", "left_out", "unknown"
OF: dict[Truth, str] = {True: INCLUDED, False: LEFT_OUT, None: UNKNOWN}
STANDING = {"fires": INCLUDED, "none": LEFT_OUT, "unknown": UNKNOWN}
"""By what the one rule of a cohort comes to."""
WORDS = {INCLUDED: "included", LEFT_OUT: "left out", UNKNOWN: "unknown"}


@dataclass(frozen=True)
class Membership:
    """How a person stands to a cohort. `reasons` are sentences; `missing` are the names of the facts that could still
    settle it, empty unless unknown."""

    standing: str
    reasons: tuple[str, ...]
    missing: tuple[str, ...] = ()


def members(pack: Pack, cohort: str, people: Mapping[Key, Mapping[str, object]], on: date) -> dict[Key, Membership]:
    """How each of these people stands to a cohort on a day, by the same keys and in the same order.

    `people` holds the facts of each, unknown as None or left out. Raises FactError where facts do not fit the pack, and
    KeyError where it has no such cohort.
    """
    one = pack.cohorts[cohort]
    alike: dict[tuple[Value, ...], Membership] = {}  # most people differ in nothing that the cohort reads
    found = {}
    for key, facts in people.items():
        try:
            known = pack.read(facts)
        except FactError as error:
            raise FactError({name: f"{key}: {says}" for name, says in error.problems.items()}) from None
        read = tuple(known.get(name) for name in one.when.names)
        if read not in alike:
            alike[read] = _membership(pack, one, known, on)
        found[key] = alike[read]
    return found


def membership(pack: Pack, cohort: Cohort, facts: Mapping[str, object], on: date) -> Membership:
    """How one person stands to a cohort on a day. Raises FactError."""
    return _membership(pack, cohort, pack.read(facts), on)


def _membership(pack: Pack, cohort: Cohort, known: Mapping[str, Value], on: date) -> Membership:
    at = situation(cohort.judging, known, on, None, History([]))
    heard: list[Heard] = []
    truth = evaluate(cohort.when, at, heard.append)
    if truth is None:
        lacking = tuple(one.fact for one in missing(cohort.when, at, pack.facts))
        return Membership(UNKNOWN, tuple(_lacking(pack.facts[name]) for name in lacking), lacking)
    grounds = {id(node): node for node in _grounds(cohort.when.tree, cohort.when, at)}
    made = [one for one in heard if id(one.node) in grounds]
    told = {id(one.node) for one in made}
    made += _bare([node for key, node in grounds.items() if key not in told], cohort.when, at)
    values = Explainer(pack.facts, at, {}).values(cohort.when, made)
    return Membership(OF[truth], tuple(_reason(one, pack.facts[one.name]) for one in values) or (ALWAYS[truth],))


ALWAYS: dict[bool, str] = {True: "This is so of everyone.", False: "This is so of nobody."}


def _grounds(node: exp.Expr, expr: Expr, at: Situation) -> Iterator[exp.Expr]:
    """The comparisons that made a part what it is: of what is true by OR only the true sides, of AND all, and so on."""
    truth = value_of(node, expr, at)
    if isinstance(node, exp.Paren | exp.Not):
        yield from _grounds(node.this, expr, at)
    elif isinstance(node, exp.And | exp.Or):
        for side in (node.this, node.expression):
            if value_of(side, expr, at) is truth:
                yield from _grounds(side, expr, at)
    else:
        yield node


def _bare(nodes: Iterable[exp.Expr], expr: Expr, at: Situation) -> Iterator[Heard]:
    """A name that stands alone or in brackets is no side of AND, OR or NOT, so that nobody heard of it."""
    for node in nodes:
        if isinstance(node, exp.Column):
            truth = truth_of(node, expr, at)
            yield Heard(node, "IS", truth, True, truth)


def _reason(one: Compared, fact: Fact) -> str:
    """The grade is clerk (not one of: supervisor, manager)."""
    value = shown(fact.kind_of_value, one.value, fact.labels)
    if isinstance(one.value, bool):
        return (fact.so if one.value else fact.not_so) or f"{fact.label} {value}."
    said = f"{_begun(fact.called)} is {value}" if fact.called else f"{fact.label} {value}"
    return f"{said} ({one.comparison.removeprefix('is ') if one.holds else _not(one.comparison)})."


def _lacking(fact: Fact) -> str:
    return f"Nobody has said {fact.called}." if fact.called else f"{fact.label} Nobody has said."


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _not(comparison: str) -> str:
    bare = comparison.removeprefix("is ")
    return bare.removeprefix("not ") if bare.startswith("not ") else f"not {bare}"
