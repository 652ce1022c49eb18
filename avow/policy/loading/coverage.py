"""What only shows when the whole pack is read: its parts name each other rightly, and cases cover the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from avow.policy.loading.policy import Policy
from avow.policy.pack import KEY_COLUMNS, Clause, Fact, Kind, Rule
from avow.policy.problems import nearest
from avow.policy.section import Section


def check_pack(
    facts: Mapping[str, Fact],
    kinds: Mapping[str, Kind],
    clauses: Mapping[str, Clause],
    policy: Policy,
    sections: Mapping[str, Section],
    unread: frozenset[str],
) -> None:
    """Complain of what names a clause that is not there, of facts that a rule reads and no form asks for, and of rules
    without their cases. What may stand in the files that are `unread` because they are broken is not missing."""
    there = {*clauses, *(PurePosixPath(name).stem.partition("-")[0] for name in unread)}
    for kind in kinds.values():
        section = sections[f"kinds/{kind.id}.toml"]
        for i, number in enumerate(kind.clauses):
            if number not in there:
                section.complain(("clauses", i), f"there is no clause {number}", nearest(number, clauses))
    for what, number in policy.cites.items():
        if number not in there:
            complaint = f"there is no clause {number}"
            sections["policy.toml"].complain(("cites", what), complaint, nearest(number, clauses))
    for clause in clauses.values():
        section = sections[clause.file]
        if any(problem.file == clause.file for problem in section.problems):
            continue  # what follows from those would only hide them
        for rule in clause.rules:
            if not any(name.startswith("kinds/") for name in unread):
                _check_asked(section, clause, rule, facts, kinds)
            _check_cases(section, clause, rule)


def _check_asked(
    section: Section, clause: Clause, rule: Rule, facts: Mapping[str, Fact], kinds: Mapping[str, Kind]
) -> None:
    judged = [kind for kind in kinds.values() if rule.applies_to(kind.id)]
    if not judged:
        section.complain("applies" if section.has("applies") else "", f"rule {rule.id} applies to no kind")
    for kind in judged:
        keys = [name for total in clause.totals_of(rule) for name in total.over if name in facts and name != "kind"]
        for name in dict.fromkeys([*clause.reads(rule), *keys]):
            fact = facts[name]
            if fact.source == "answer" and fact.unasked is None and name not in kind.asks and name not in KEY_COLUMNS:
                section.complain(
                    _key(clause, rule), f"{name} is read for {kind.id}, but no step of kinds/{kind.id}.toml asks for it"
                )


def _key(clause: Clause, rule: Rule) -> tuple[str | int, ...]:
    index = clause.rules.index(rule)
    return ("when",) if rule.id == "main" else ("also", index - 1, "when")


def _check_cases(section: Section, clause: Clause, rule: Rule) -> None:
    for missing in missing_cases(clause, rule):
        section.complain(_key(clause, rule), f"rule {rule.id} has no worked case {missing}")


def missing_cases(clause: Clause, rule: Rule) -> Iterator[str]:
    """The sorts of worked case that a rule lacks, in words."""
    cases = [case for case in clause.cases if rule.id in case.expect]
    expected = {case.expect[rule.id] for case in cases}
    if "fires" not in expected:
        yield "in which it fires"
    if "none" not in expected and (rule.applies is not None or rule.when.names):
        yield "in which it does not fire"
    unknown = [case for case in cases if case.expect[rule.id] == "unknown"]
    for name in clause.reads(rule):
        if not any(
            (case.facts.get(name) is None or any(row.get(name) is None for row in case.past))
            and (case.asks is None or name in case.asks)
            for case in unknown
        ):
            yield f"in which {name} is unknown"
