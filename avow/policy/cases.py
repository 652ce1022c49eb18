"""Running the worked cases of a pack: does the policy say what its cases say it says?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from avow.policy.cohorts import STANDING, WORDS, membership
from avow.policy.findings import Looked
from avow.policy.judging import OUTCOME, look
from avow.policy.kleene import evaluate
from avow.policy.pack import Case, Clause, Cohort, Pack
from avow.policy.situation import Situation, situation
from avow.policy.totals import History
from avow.policy.values import plain


@dataclass(frozen=True)
class CaseResult:
    """How one case came out; `wrong` holds a sentence for each thing that is not as the case says."""

    clause: str
    name: str
    file: str
    line: int
    wrong: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.wrong

    def as_json(self) -> dict[str, object]:
        return {
            "clause": self.clause,
            "case": self.name,
            "file": self.file,
            "line": self.line,
            "holds": self.holds,
            "wrong": list(self.wrong),
        }


def run_cases(pack: Pack, only: Clause | None = None) -> Iterator[CaseResult]:
    """Every worked case of every clause, in order, and of every cohort; or those of one clause and its cohorts."""
    for clause in [only] if only else pack.clauses.values():
        for case in clause.cases:
            yield CaseResult(clause.number, case.name, clause.file, case.line, tuple(run_case(pack, clause, case)))
    for cohort in pack.cohorts.values():
        if only is None or cohort.clause == only.number:
            of = cohort.judging
            for case in cohort.cases:
                wrong = tuple(run_cohort_case(pack, cohort, case))
                yield CaseResult(of.number, case.name, of.file, case.line, wrong)


def run_cohort_case(pack: Pack, cohort: Cohort, case: Case) -> Iterator[str]:
    """A sentence for each thing about a person that is not as the case says."""
    found = membership(pack, cohort, case.facts, case.on)
    expected = STANDING[case.expect["main"]]
    if found.standing != expected:
        yield f"expected {WORDS[expected]}, found {WORDS[found.standing]}"
    if case.asks is not None and set(found.missing) != set(case.asks):
        yield f"should lack {_listed(sorted(case.asks))}; lacks {_listed(sorted(found.missing))}"


def outcomes(pack: Pack, clause: Clause, case: Case) -> dict[str, Looked | None]:
    """What each rule named in the case makes of it; None where the rule does not apply to the kind."""
    at = situation_of(clause, case)
    found: dict[str, Looked | None] = {}
    for rule in clause.rules:
        if rule.id in case.expect:
            applies = rule.applies_to(str(case.facts.get("kind")))
            found[rule.id] = look(pack, clause, rule, at, {}, explain=False)[0] if applies else None
    return found


def bare_outcomes(clause: Clause, case: Case) -> dict[str, str]:
    """Only fires, none or unknown, for each rule named in the case."""
    at = situation_of(clause, case)
    kind = str(case.facts.get("kind"))
    return {
        rule.id: OUTCOME[evaluate(rule.when, at)] if rule.applies_to(kind) else "none"
        for rule in clause.rules
        if rule.id in case.expect
    }


def situation_of(clause: Clause, case: Case) -> Situation:
    """What the clause sees of a case and of the rows before it."""
    country = case.facts.get("country")
    return situation(clause, case.facts, case.on, country if isinstance(country, str) else None, History(case.past))


def run_case(pack: Pack, clause: Clause, case: Case) -> Iterator[str]:
    """A sentence for each thing that is not as the case says."""
    found = outcomes(pack, clause, case)
    yield from wrong_outcomes(case, found)
    looked = [one for one in found.values() if one is not None]
    for name, stated in case.values.items():
        values = [plain(value.value) for one in looked for value in one.values if value.name == name]
        if not any(_same(stated, value) or stated == _label(pack, name, value) for value in values):
            yield f"{name} should have been compared as {stated}; compared were {_listed(values)}"
    for name, stated in case.figures.items():
        figures = [plain(figure.value) for one in looked for figure in one.figures if figure.name == name]
        if not any(_same(stated, value) for value in figures):
            yield f"the figure {name} should have been {stated}; used were {_listed(figures)}"


def wrong_outcomes(case: Case, found: dict[str, Looked | None]) -> Iterator[str]:
    """Where outcomes and questions are not as expected."""
    asked: set[str] = set()
    for rule, expected in case.expect.items():
        one = found.get(rule)
        outcome = one.outcome if one is not None else "none"
        if outcome != expected:
            yield f"rule {rule}: expected {expected}, found {outcome}"
        if one is not None and expected == "unknown":
            asked.update(one.asks)
    if case.asks is not None and asked != set(case.asks):
        yield f"should ask for {_listed(sorted(case.asks))}; asks for {_listed(sorted(asked))}"


def _listed(values: list[object] | list[str]) -> str:
    return ", ".join(str(value) for value in values) or "nothing"


def _label(pack: Pack, name: str, value: object) -> str | None:
    """How a person reads a choice, which a case may state instead."""
    fact = pack.facts.get(name)
    return fact.labels.get(str(value)) if fact else None


def _same(stated: str, value: object) -> bool:
    if isinstance(value, bool):
        return stated in (("true", "yes") if value else ("false", "no"))
    try:
        return Decimal(stated) == Decimal(str(value))
    except InvalidOperation:
        return stated == str(value)
