"""One clause for reading: its words, rules, figures with their dates, and worked cases; as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from avow.policy.expressions import Expr
from avow.policy.figures import Figure
from avow.policy.pack import Case, Clause, Pack, Rule
from avow.policy.totals import Total
from avow.policy.values import Type, plain, shown

WIDTH = 100


def clause_as_text(pack: Pack, clause: Clause) -> str:
    """What `avow policy show 4.5` prints."""
    return "\n".join(line.rstrip() for line in _lines(pack, clause))


def _lines(pack: Pack, clause: Clause) -> Iterator[str]:
    yield f"{clause.number}  {clause.title}"
    yield from _part("", clause.summary)
    yield from _part("What it means for you", clause.means)
    if clause.reading:
        day = shown(Type("date"), clause.reading_adopted_on)
        yield from _part("How it is read", f"{clause.reading} (Adopted by {clause.reading_adopted_by}, {day}.)")
    for rule in clause.rules:
        yield from _rule(rule, len(clause.rules) > 1)
    for figure in clause.figures.values():
        yield from _figure(figure)
    for total in clause.totals.values():
        yield from _part(f"Total {total.name}", _total(total))
    if clause.cases:
        yield ""
        yield f"Worked cases ({len(clause.cases)})"
        for case in clause.cases:
            yield from textwrap.wrap(
                f"{_expected(case)}: {case.name}", WIDTH, initial_indent="  ", subsequent_indent="    "
            )
    if not clause.rules:
        yield from _part("Rule", "This clause is carried out, not judged: it has no rule.")
    yield ""
    yield f"{pack.name} {pack.version}, {clause.file}, hash {pack.hash[:16]}"


def _part(heading: str, text: str) -> Iterator[str]:
    yield ""
    if heading:
        yield heading
    for paragraph in text.split("\n"):
        yield from textwrap.wrap(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ") or [""]


def _rule(rule: Rule, several: bool) -> Iterator[str]:
    yield ""
    yield f"Rule {rule.id}" if several else "Rule"
    if rule.applies is not None:
        yield from _code("applies", rule.applies)
    yield from _code("when", rule.when)
    yield f"  finding  {rule.finding}"
    yield from textwrap.wrap(rule.says, WIDTH, initial_indent="  says     ", subsequent_indent=" " * 11)


def _code(key: str, expr: Expr) -> Iterator[str]:
    text = " ".join(expr.text.split())
    yield from textwrap.wrap(
        text, WIDTH, initial_indent=f"  {key:<8} ", subsequent_indent=" " * 11, break_on_hyphens=False
    )


def _figure(figure: Figure) -> Iterator[str]:
    yield ""
    yield f"Figure {figure.name}" + (f" ({figure.reference})" if figure.reference else "")
    for value in figure.values:
        where = f" in {value.country}" if value.country else ""
        yield f"  from {value.since.isoformat()}{where}: {shown(figure.type, value.value)}"


def _total(total: Total) -> str:
    where = f", where {total.where.text}" if total.where else ""
    written = ", parties as they are written" if total.same_party == "as_written" else ""
    window = "the calendar year" if total.months is None else f"{total.months} months"
    window = "1 month" if total.months == 1 else window
    return f"{total.sum.text} added up over {', '.join(total.over)} in {window} up to the day judged{where}{written}"


def _expected(case: Case) -> str:
    words = {"fires": "fires", "none": "nothing", "unknown": "asks"}
    if set(case.expect) == {"main"}:
        return words[case.expect["main"]]
    return ", ".join(f"{rule} {words[outcome]}" for rule, outcome in case.expect.items())


def clause_as_json(pack: Pack, clause: Clause) -> dict[str, object]:
    """The same as data."""
    return {
        "clause": clause.number,
        "title": clause.title,
        "summary": clause.summary,
        "means": clause.means,
        "reading": clause.reading,
        "reading_adopted_by": clause.reading_adopted_by,
        "reading_adopted_on": plain(clause.reading_adopted_on),
        "rules": [
            {
                "rule": rule.id,
                "applies": rule.applies.text if rule.applies else None,
                "when": rule.when.text,
                "reads": list(rule.when.names),
                "finding": rule.finding,
                "says": rule.says,
            }
            for rule in clause.rules
        ],
        "figures": [
            {
                "name": figure.name,
                "unit": figure.unit,
                "reference": figure.reference,
                "values": [
                    {"from": plain(value.since), "value": plain(value.value), "country": value.country}
                    for value in figure.values
                ],
            }
            for figure in clause.figures.values()
        ],
        "totals": [
            {
                "name": total.name,
                "sum": total.sum.text,
                "over": list(total.over),
                "months": total.months,
                "window": total.window,
                "same_party": total.same_party,
                "where": total.where.text if total.where else None,
            }
            for total in clause.totals.values()
        ],
        "cases": [_case_as_json(case) for case in clause.cases],
        "pack": pack.name,
        "version": pack.version,
        "hash": pack.hash,
        "file": clause.file,
    }


def _case_as_json(case: Case) -> dict[str, object]:
    return {
        "name": case.name,
        "on": plain(case.on),
        "facts": {name: plain(value) for name, value in case.facts.items()},
        "past": [{name: plain(value) for name, value in row.items()} for row in case.past],
        "expect": dict(case.expect),
        "asks": None if case.asks is None else list(case.asks),
        "line": case.line,
    }
