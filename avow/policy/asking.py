"""Which missing facts could still change the answer: only those are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product
from math import prod

from sqlglot import exp

from avow.policy.alternatives import FAR, figures_read, one_of_each
from avow.policy.expressions import Expr
from avow.policy.findings import Question
from avow.policy.kleene import Operand, value_of
from avow.policy.pack import Fact
from avow.policy.situation import Situation
from avow.policy.values import Type, shown

MOST_TRIALS = 4_096
EARLIER = " earlier rows"  # stands for the uncertain rows of totals, beside the names of facts


@dataclass(frozen=True)
class Missing:
    """A fact that is not known: in this record, or (with days) in earlier rows. Or a figure without a value."""

    fact: str
    rows: tuple[date, ...] = ()


def missing(expr: Expr, at: Situation, facts: Mapping[str, Fact]) -> list[Missing]:
    """What to ask when the rule's answer is unknown."""
    leaves = list(_undecided(expr.tree, expr, at))
    read = {name for leaf in leaves for name in _names(leaf)}
    unknown = _unknown([name for name in expr.names if name in read], at, facts)
    relevant = _relevant(expr, leaves, at, unknown, facts) or unknown
    found = [Missing(name) for name in relevant if name != EARLIER]
    if EARLIER in relevant:
        found += _earlier(expr, at)
    return found + [Missing(name) for name in figures_read(expr, at.clause) if at.figures[name] is None]


def _undecided(node: exp.Expr, expr: Expr, at: Situation) -> Iterator[exp.Expr]:
    """The comparisons that are unknown, where nothing beside them has settled the matter."""
    if value_of(node, expr, at) is not None:
        return
    if isinstance(node, exp.And | exp.Or | exp.Not | exp.Paren):
        for side in (node.this, node.args.get("expression")):
            if side is not None:
                yield from _undecided(side, expr, at)
    else:
        yield node


def _names(node: exp.Expr) -> list[str]:
    return [column.this.this for column in node.find_all(exp.Column)]


def _unknown(names: list[str], at: Situation, facts: Mapping[str, Fact]) -> list[str]:
    """Those of the names that have no value: facts, also those behind totals, and the uncertain earlier rows."""
    found: dict[str, None] = {}
    for name in names:
        total = at.clause.totals.get(name)
        if total is not None:
            found.update(dict.fromkeys(fact for fact in total.reads() if fact in facts and at.facts.get(fact) is None))
            if at.before[name].uncertain:
                found[EARLIER] = None
        elif name in facts and at.facts.get(name) is None:
            found[name] = None
    return list(found)


def _relevant(
    expr: Expr, leaves: list[exp.Expr], at: Situation, unknown: list[str], facts: Mapping[str, Fact]
) -> list[str]:
    """Those whose value alone can turn the answer, for some values of the others.

    Every combination of values that the rule can tell apart is tried; where each comparison hangs on one name of its
    own, it is enough to try each by itself. Where there are too many, or where none matters (the logic of unknowns
    does not see that two comparisons exclude each other), the answer is empty, and the caller asks for all.
    """
    options: dict[str, list[Operand]] = {
        name: [Decimal(0), FAR] if name == EARLIER else one_of_each(facts[name], expr, at) for name in unknown
    }
    if len(leaves) == len(unknown) and all(len(_unknown(_names(leaf), at, facts)) == 1 for leaf in leaves):
        alone = {}
        for leaf in leaves:
            (name,) = _unknown(_names(leaf), at, facts)
            alone[name] = _turns(leaf, expr, at, {name: options[name]})
        if len(alone) == len(unknown) and all(alone.values()):
            return unknown
    return list(_turns(expr.tree, expr, at, options))


def _turns(node: exp.Expr, expr: Expr, at: Situation, options: Mapping[str, list[Operand]]) -> dict[str, None]:
    """The names that turn this part of the rule alone, whatever the others are."""
    if prod(len(values) for values in options.values()) > MOST_TRIALS:
        return {}
    names = list(options)
    read = _names(node)
    totals = any(name in at.clause.totals for name in read)
    fixed = {} if totals else {name: at(name) for name in read}
    seen: dict[tuple[int, tuple[Operand, ...]], set[Operand]] = defaultdict(set)
    for values in product(*options.values()):
        tried = dict(zip(names, values, strict=True))
        truth = value_of(node, expr, _given(at, tried) if totals else {**fixed, **tried}.get)
        for i in range(len(names)):
            seen[i, values[:i] + values[i + 1 :]].add(truth)
    turning = {i for (i, _), truths in seen.items() if len(truths) > 1}
    return {name: None for i, name in enumerate(names) if i in turning}


def _given(at: Situation, tried: dict[str, Operand]) -> Situation:
    extra = tried.pop(EARLIER, None)
    place = at.given(tried)  # first, as other keys have other rows
    return place.settled(extra) if isinstance(extra, Decimal) else place


def _earlier(expr: Expr, at: Situation) -> list[Missing]:
    """The facts missing in uncertain rows of the windows, with the days of those rows."""
    days: dict[str, dict[date, None]] = defaultdict(dict)
    for name in expr.names:
        total = at.clause.totals.get(name)
        if total is None or not at.before[name].uncertain:
            continue
        for row in at.rows_in(total):
            if at.adds(total, row).uncertain:
                for fact in total.reads():
                    if row.get(fact) is None:
                        days[fact][row["on"]] = None  # type: ignore[index]
    return [Missing(fact, tuple(rows)) for fact, rows in days.items()]


def question(one: Missing, clauses: tuple[str, ...], facts: Mapping[str, Fact], on: date) -> Question:
    """The question, and the sentence that says why it is asked."""
    fact = facts.get(one.fact)
    cited = ", ".join(clauses)
    if fact is None:
        day = shown(Type("date"), on)
        return Question(one.fact, one.fact, clauses, "policy", f"Clause {cited} has no {one.fact} for {day}.")
    if one.rows:
        days = ", ".join(shown(Type("date"), row) for row in one.rows)
        says = f"To judge clause {cited}, this is still missing for your entry of {days}: {fact.label}"
    else:
        says = {
            "answer": f"To judge clause {cited}, your answer is needed: {fact.label}",
            "register": f"To judge clause {cited}, the register has to say: {fact.label}",
            "computed": f"To judge clause {cited}, this is not known yet: {fact.label}",
            "review": f"To judge clause {cited}, a reviewer has to find out: {fact.label}",
        }[fact.source]
    return Question(one.fact, fact.label, clauses, fact.source, says, one.rows)
