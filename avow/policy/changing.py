"""What would change the answer, in sentences: "If the share were 1% or less, 4.5 would not ask for approval." """

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from avow.policy.alternatives import Region, regions_of, values_of
from avow.policy.expressions import Expr
from avow.policy.kleene import Operand, Truth, evaluate
from avow.policy.pack import Fact, Rule
from avow.policy.situation import Situation
from avow.policy.values import Type, shown

DOES = {
    "approval": "ask for approval",
    "prohibited": "say that this is not allowed",
    "judgement": "ask for the compliance officer's judgement",
    "note": "say this",
}


def would_change(rule: Rule, at: Situation, truth: Truth, facts: Mapping[str, Fact], reads: Sequence[str]) -> list[str]:
    """One sentence for every known fact that alone turns the answer; failing that, for pairs that do together."""
    if truth is None:
        return []
    known = [facts[name] for name in reads if name in facts and at.facts.get(name) is not None]
    end = f"{at.clause.number} would {'not ' if truth else ''}{DOES[rule.finding]}."
    found = [f"If {condition}, {end}" for fact in known for condition in _conditions(fact, rule.when, at, not truth)]
    if found:
        return found
    return [f"If {one} and {other}, {end}" for one, other in _pairs(known, rule.when, at, not truth)]


def _conditions(fact: Fact, expr: Expr, at: Situation, wanted: bool) -> Iterator[str]:
    """How this fact would have to be, in words, for the rule to come out as wanted."""
    if fact.kind_of_value.is_number:
        yield from _numbers(fact, expr, at, wanted)
    elif fact.type in ("boolean", "choice"):
        current = at.facts.get(fact.name)
        fitting = [
            value
            for value in (fact.kind_of_value.choices if fact.type == "choice" else values_of(fact, expr, at))
            if value != current and evaluate(expr, at.given({fact.name: value})) is wanted
        ]
        if fitting:
            yield f"the answer to “{fact.label}” were {_or([_answer(fact, value) for value in fitting])}"


def _answer(fact: Fact, value: Operand) -> str:
    text = shown(fact.kind_of_value, value, fact.labels)
    return text if fact.type == "boolean" else f"“{text}”"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _numbers(fact: Fact, expr: Expr, at: Situation, wanted: bool) -> Iterator[str]:
    current = at.facts.get(fact.name)
    regions = regions_of(fact, expr, at)
    fits = [evaluate(expr, at.given({fact.name: region.sample})) is wanted for region in regions]
    runs: list[list[Region]] = []
    for i, region in enumerate(regions):
        if fits[i]:
            if i and fits[i - 1]:
                runs[-1].append(region)
            else:
                runs.append([region])
    if runs:
        away = [min(_distance(region, current) for region in run) for run in runs]
        close = [_range(run, fact.kind_of_value) for run, far in zip(runs, away, strict=True) if far == min(away)]
        yield f"{fact.short} were {_or(close)}"


def _distance(region: Region, current: Operand) -> Decimal:
    """How far a region is from where the number is now."""
    if not isinstance(current, Decimal):
        return Decimal(0)
    if region.low is not None and current <= region.low:
        return region.low - current
    return current - region.high if region.high is not None and current >= region.high else Decimal(0)


def _range(run: list[Region], type_: Type) -> str:
    first, last = run[0], run[-1]
    low = None if first.low is None or (first.is_point and first.low == 0) else shown(type_, first.low)
    high = None if last.high is None else shown(type_, last.high)
    if first.is_point and last.is_point and len(run) == 1:
        return f"exactly {shown(type_, first.low)}"
    if low is None and high is None:
        return "anything else"
    if low is None:
        return f"{high} or less" if last.is_point else f"less than {high}"
    if high is None:
        return f"{low} or more" if first.is_point else f"more than {low}"
    below = f"{low} or more" if first.is_point else f"more than {low}"
    return f"{below} and {f'{high} or less' if last.is_point else f'less than {high}'}"


def _pairs(known: list[Fact], expr: Expr, at: Situation, wanted: bool) -> Iterator[tuple[str, str]]:
    """Two facts that turn the answer together; the first of the two is a yes or no, or a choice."""
    seen: set[frozenset[str]] = set()
    for one in known:
        if one.type not in ("boolean", "choice"):
            continue
        for value in values_of(one, expr, at):
            if value == at.facts.get(one.name):
                continue
            there = at.given({one.name: value})
            for other in known:
                pair = frozenset({one.name, other.name})
                if len(pair) == 2 and pair not in seen:
                    for condition in _conditions(other, expr, there, wanted):
                        seen.add(pair)
                        yield f"the answer to “{one.label}” were {_answer(one, value)}", condition
