"""Judging one record: the pack, the facts and a day go in; findings and questions come out. No clock, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Literal

from avow.policy import wording
from avow.policy.asking import Missing, missing, question
from avow.policy.changing import would_change
from avow.policy.explaining import Explainer
from avow.policy.findings import Finding, Judgement, Looked
from avow.policy.kleene import Compared, Operand, Truth, evaluate
from avow.policy.pack import Clause, Pack, Rule, read_facts
from avow.policy.problems import FactError
from avow.policy.situation import Situation, situation
from avow.policy.totals import History
from avow.policy.values import day

OUTCOME: dict[Truth, str] = {True: "fires", False: "none", None: "unknown"}


def judge(
    pack: Pack,
    facts: Mapping[str, object],
    *,
    on: date,
    past: Iterable[Mapping[str, object]] | History = (),
    country: str | None = None,
    sources: Mapping[str, str] | None = None,
    explain: bool | Literal["findings"] = True,
) -> Judgement:
    """What the policy says of one record on the judged day `on`.

    `facts` by name, unknown as None or left out; `kind` must be there. `past` are the person's other rows (each with
    its `on`), without this record, or a `history(...)` made of them once. `country` is that of the person's employer;
    the fact `country` serves when it is left out. `sources` says where single facts came from, if better known than by
    the pack. Raises FactError when facts do not fit the pack. With explain=False, what would change is left out; with
    "findings", rules that did not come out true have their outcome and what they ask, and nothing else: quicker, where
    only findings are kept.
    """
    known = _known(pack, facts)
    rows = past if isinstance(past, History) else history(pack, past)
    where = country if country is not None else _text(known.get("country"))
    looked: list[Looked] = []
    asked: dict[Missing, list[str]] = {}
    for clause, rules in pack.rules_for(str(known["kind"])):
        at = situation(clause, known, on, where, rows)
        for rule in rules:
            one, missed = look(pack, clause, rule, at, sources or {}, explain)
            looked.append(one)
            for missing_one in missed:
                asked.setdefault(missing_one, []).append(clause.number)
    return Judgement(
        findings=tuple(_finding(one) for one in looked if one.outcome == "fires"),
        questions=tuple(question(one, tuple(dict.fromkeys(clauses)), pack.facts, on) for one, clauses in asked.items()),
        on=on,
        pack_hash=pack.hash,
        pack_version=pack.version,
        looked=tuple(looked),
    )


def look(
    pack: Pack,
    clause: Clause,
    rule: Rule,
    at: Situation,
    sources: Mapping[str, str],
    explain: bool | Literal["findings"] = True,
) -> tuple[Looked, list[Missing]]:
    """One rule of one clause: its outcome with the explanation, and what is missing."""
    heard: list[Compared] = []
    found_only = explain == "findings"
    truth = evaluate(rule.when, at, None if found_only else heard.append)
    missed = missing(rule.when, at, pack.facts) if truth is None else []
    looked = Looked(
        clause=clause.number,
        rule=rule.id,
        title=clause.title,
        outcome=OUTCOME[truth],
        finding=rule.finding,
        asks=tuple(dict.fromkeys(one.fact for one in missed)),
        reading=clause.reading,
    )
    if found_only:
        if truth is not True:
            return looked, missed
        evaluate(rule.when, at, heard.append)
    words = Explainer(pack.facts, at, sources)
    explained = replace(
        looked,
        says=wording.fill(rule.says, lambda name: words.word(name, rule.when)),
        values=words.values(rule.when, heard),
        figures=words.figures(rule.when),
        totals=words.totals(rule.when),
        would_change=tuple(would_change(rule, at, truth, pack.facts, clause.reads(rule)) if explain else ()),
    )
    return explained, missed


def history(pack: Pack, rows: Iterable[Mapping[str, object]]) -> History:
    """A person's rows, read in and made ready once for many judgements. Raises FactError."""
    made = []
    for row in rows:
        made.append({**_read(pack, row), "on": _day(row)})
    return History(made)


def _day(row: Mapping[str, object]) -> date:
    try:
        return day(row.get("on"))
    except ValueError:
        raise FactError({"on": "Every earlier row has its day in `on`."}) from None


def _known(pack: Pack, facts: Mapping[str, object]) -> dict[str, Operand]:
    known = _read(pack, facts)
    if known.get("kind") is None:
        raise FactError({"kind": "Without its kind, nothing can be judged."})
    return known


def _read(pack: Pack, facts: Mapping[str, object]) -> dict[str, Operand]:
    found = read_facts(pack.facts, facts, also=("on", "id"))
    for name in pack.added_up:
        value = found.get(name)
        if isinstance(value, Decimal) and value < 0:
            raise FactError({name: f"{name} is negative; totals add up what is not."})
    return dict(found)


def _text(value: Operand) -> str | None:
    return value if isinstance(value, str) else None


def _finding(one: Looked) -> Finding:
    return Finding(
        one.clause,
        one.rule,
        one.title,
        one.finding,
        one.says,
        one.values,
        one.figures,
        one.totals,
        one.would_change,
        one.reading,
    )
