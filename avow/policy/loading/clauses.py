"""Reading one clause: its words, figures, totals and rules; its worked cases are read by `cases.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

from avow.policy.checking import Scope
from avow.policy.expressions import Expr
from avow.policy.figures import Figure, FigureValue
from avow.policy.loading.cases import read_cases
from avow.policy.loading.facts import Names, check_name
from avow.policy.loading.templates import check_template
from avow.policy.loading.totals import Counting, read_totals
from avow.policy.numbering import is_number
from avow.policy.pack import FINDINGS, Clause, Rule
from avow.policy.section import Section
from avow.policy.totals import Total
from avow.policy.values import Type, read, unit_type
from avow.policy.wording import EXTRA

_COUNTRY = re.compile(r"[A-Z]{2}\Z")


def read_clause(top: Section, names: Names, counting: Counting, in_force_from: date | None) -> Clause:
    number = top.text("clause", required=True)
    stem_number, _, slug = PurePosixPath(top.file).stem.partition("-")
    if number and not is_number(number):
        top.complain("clause", f"a clause number is such as 4.5, 7, A.4 or 2635.204(a); {number[:40]!r} is not")
    elif number and number != stem_number:
        top.complain("clause", f"the file is called {PurePosixPath(top.file).name}, so clause is {stem_number!r}")
    figures = _figures(top.section("figure"), names)
    figure_types = {**_broken(top, "figure"), **{name: figure.type for name, figure in figures.items()}}
    totals = read_totals(top.section("total"), names, figure_types, counting)
    scope = names.rule(
        figure_types,
        {**_broken(top, "total"), **{name: total.type for name, total in totals.items()}},
    )
    applies = top.expression("applies", names.kind)
    called: list[str] = []
    rules = _rules(top, names, scope, applies, called)
    _check_window_starts(top, rules, totals)
    reading = top.text("reading")
    clause = Clause(
        number=number,
        slug=slug,
        title=top.text("title", required=True),
        summary=top.text("summary", required=True),
        means=top.text("means", required=True),
        reading=reading,
        reading_adopted_by=top.text("reading_adopted_by", required=bool(reading)),
        reading_adopted_on=top.day("reading_adopted_on", required=bool(reading)),
        applies=applies,
        rules=tuple(rules),
        figures=figures,
        totals=totals,
        cases=tuple(read_cases(top, names, called, figures, totals)),
        file=top.file,
    )
    _check_days(top, clause, in_force_from)
    top.close()
    return clause


def _broken(top: Section, key: str) -> dict[str, Type]:
    """Types for figures and totals that are written but could not be read: rules that use them are not to blame."""
    written = top.data.get(key)
    return {name: Type("decimal", "any", total=key == "total") for name in written} if isinstance(written, dict) else {}


def _rules(top: Section, names: Names, scope: Scope, applies: Expr | None, called: list[str]) -> list[Rule]:
    """The rules that could be read; `called` receives the ids of all that are written."""
    rules: list[Rule] = []
    extra = [name for name in EXTRA if name != "window_start" or top.has("total")]
    if any(top.has(key) for key in ("when", "finding", "says", "also")):
        called.append("main")
        _add_rule(rules, top, "main", scope, applies, extra)
    for section in top.sections("also"):
        id_ = section.text("id", required=True)
        own = section.expression("applies", names.kind) if section.has("applies") else applies
        if id_ in called:
            section.complain("id", f"there are two rules called {id_}")
        called.append(id_)
        _add_rule(rules, section, id_ or "also", scope, own, extra)
        section.close()
    return rules


def _add_rule(
    rules: list[Rule], section: Section, id_: str, scope: Scope, applies: Expr | None, extra: list[str]
) -> None:
    when = section.expression("when", scope, required=True)
    finding = section.one_of("finding", FINDINGS, required=True)
    says = section.text("says", required=True)
    sealed = [name for name, named in scope.items() if named.sealed]
    check_template(section, "says", says, [*(name for name in scope if name not in sealed), *extra], sealed)
    if when is not None:
        rules.append(Rule(id_, finding, when, says, applies))


def _check_window_starts(top: Section, rules: list[Rule], totals: Mapping[str, Total]) -> None:
    """A sentence that names the first day of the window is about one window."""
    sections = {"main": top, **{str(section.data.get("id")): section for section in top.sections("also")}}
    for rule in rules:
        read = [totals[name] for name in rule.when.named("total") if name in totals]
        if "{window_start}" not in rule.says or len(read) < len(rule.when.named("total")):
            continue
        if not read:
            what = "window_start is the first day of a total's window, and this rule reads no total"
            sections[rule.id].complain("says", what)
        elif len({(total.window, total.months) for total in read}) > 1:
            what = "this rule reads totals with different windows, so window_start would be several days"
            sections[rule.id].complain("says", what)


def _figures(section: Section, names: Names) -> dict[str, Figure]:
    found = {}
    for name, own in section.tables():
        if not check_name(own, name, "a figure"):
            continue
        if name in names.facts:
            own.complain("", f"{name} is already a fact")
        unit = own.text("unit", required=True)
        type_ = unit_type(unit)
        values: list[FigureValue] = []
        for item in own.sections("values", required=True):
            _add_value(values, item, name, type_)
        reference = own.text("reference")
        own.close()
        values.sort(key=lambda value: (value.since, value.country or ""))
        if type_.name == "decimal" and all(value.value == value.value.to_integral_value() for value in values):
            type_ = Type("integer", type_.unit)
        found[name] = Figure(name, unit, type_, tuple(values), reference)
    return found


def _add_value(values: list[FigureValue], item: Section, name: str, type_: Type) -> None:
    since = item.day("from", required=True)
    text = item.text("value", required=True)
    country = item.text("country") or None
    item.close()
    if country and not _COUNTRY.match(country):
        item.complain("country", f"country is a code of two capitals, such as DE; {country!r} is not")
    try:
        value = read(type_, text or "0")
    except ValueError as error:
        return item.complain("value", f"the value of {name} {error}")
    if since is None or not isinstance(value, Decimal):
        return None
    if any(other.since == since and other.country == country for other in values):
        where = f" in {country}" if country else ""
        return item.complain("from", f"{name} has two values from {since.isoformat()}{where}")
    values.append(FigureValue(since, value, country, item.place()))
    return None


def _check_days(top: Section, clause: Clause, in_force_from: date | None) -> None:
    """Every figure has a general value on the policy's first day and on the day of every worked case."""
    days = [case.on for case in clause.cases] + ([in_force_from] if in_force_from else [])
    for name, figure in clause.figures.items():
        for day in sorted(days)[:1]:
            if figure.on(day) is None and figure.values:
                top.complain(("figure", name), f"{name} has no value for {day.isoformat()}, which is judged here")
