# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()
"""The sentences and the values of findings, made in SQL: the same words as judging one says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlglot import exp

from avow.policy import wording
from avow.policy.kleene import Compared, evaluate
from avow.policy.many import figures
from avow.policy.many.engine import Engine, text
from avow.policy.many.plan import Judge, Plan
from avow.policy.many.widths import Width
from avow.policy.many.writing import Value
from avow.policy.pack import Fact
from avow.policy.values import ONE, Type, shown


def says(plan: Plan, judge: Judge) -> str:
    """SQL of the sentence of a rule with its names filled in."""
    template, found, end = judge.rule.says, [], 0
    for start, name in wording.places(template):
        if start - 1 > end:
            found.append(text(template[end : start - 1]))
        found.append(_word(plan, judge, name))
        end = start + len(name) + 1
    if template[end:]:
        found.append(text(template[end:]))
    return " || ".join(found) or text("")


def _word(plan: Plan, judge: Judge, name: str) -> str:
    """The value of a name inside `says`."""
    clause, engine, at = judge.clause, plan.engine, plan.place(judge.clause)
    if name == "party":
        return f"coalesce(nullif({at('other_side').sql}, ''), 'this party')"
    if name == "window_start":
        total = clause.totals_of(judge.rule)[0]
        if total.months is None:
            return "('1 January ' || CAST(year(\"on\") AS VARCHAR))"
        return engine.day_in_words(engine.next_day(engine.months_back('"on"', total.months)))
    if name in clause.figures:
        figure = clause.figures[name]
        where = Value('"on"').sql, at.columns.country()
        return figures.chosen(
            figure, *where, lambda one: text(shown(figure.type, one.value)), text(shown(figure.type, None))
        )
    if name in clause.totals:
        value = at(name)
        words = _number(engine, clause.totals[name].type, value.sql, value.width)
        if value.uncertain in (None, "0"):
            return words
        return f"(CASE WHEN {value.uncertain} > 0 THEN 'at least ' ELSE '' END || {words})"
    if name == "on":
        return engine.day_in_words('"on"')
    fact = plan.pack.facts.get(name)
    return f"coalesce({_fact(engine, fact, at(name))}, 'not known')"


def _fact(engine: Engine, fact: Fact | None, value: Value) -> str:
    if fact is None:
        return value.sql
    type_ = fact.kind_of_value
    if type_.is_number:
        return _number(engine, type_, value.sql, value.width)
    if type_.name == "boolean":
        return f"CASE WHEN {value.sql} THEN 'yes' WHEN NOT {value.sql} THEN 'no' END"
    if type_.name == "date":
        return engine.day_in_words(value.sql)
    if type_.name == "choice" and fact.choices:
        whens = " ".join(f"WHEN {text(choice.value)} THEN {text(choice.label)}" for choice in fact.choices)
        return f"CASE {value.sql} {whens} ELSE {value.sql} END"
    return value.sql


def _number(engine: Engine, type_: Type, sql: str, width: Width | None) -> str:
    """As `shown` writes it: USD 1,250.00, 1.5%, 4 times."""
    if type_.name == "money":
        return _money(engine, type_.unit, sql, width or Width(18, 2))
    words = stripped(sql, width or Width(18, 0))
    if type_.name == "percent":
        return f"({words} || '%')"
    if type_.unit in ("", "any"):
        return words
    unit = text(" " + type_.unit)
    if type_.unit in ONE:
        unit = f"CASE WHEN {words} = '1' THEN {text(' ' + ONE[type_.unit])} ELSE {unit} END"
    return f"({words} || {unit})"


def _money(engine: Engine, unit: str, sql: str, width: Width) -> str:
    digits = f"ltrim({fixed(sql, width)}, '-')"
    whole = f"split_part({digits}, '.', 1)"
    prefix = f"{text(unit + ' ')} || " if unit else ""
    groups = f"CASE WHEN length({whole}) < 4 THEN {whole} ELSE {engine.thousands(whole)} END"
    return f"({prefix}CASE WHEN {sql} < 0 THEN '-' ELSE '' END || {groups} || '.' || split_part({digits}, '.', 2))"


def fixed(sql: str, width: Width) -> str:
    """An amount as text, with cents; with all its places where it is not whole cents."""
    places = max(width.places, 2)
    exact = f"CAST(CAST({sql} AS DECIMAL(38, {places})) AS VARCHAR)"
    if places == 2:
        return exact
    cents = f"CAST(CAST({sql} AS DECIMAL(38, 2)) AS VARCHAR)"
    return f"CASE WHEN right({exact}, {places - 2}) = {text('0' * (places - 2))} THEN {cents} ELSE {exact} END"


def stripped(sql: str, width: Width) -> str:
    """A number as text, without noughts at its end."""
    exact = f"CAST(CAST({sql} AS DECIMAL(38, {width.places})) AS VARCHAR)"
    return f"rtrim(rtrim({exact}, '0'), '.')" if width.places else exact


def values(plan: Plan, judge: Judge) -> str:
    """SQL of the JSON text of what a rule compared, by name: the values of facts and totals as text."""
    at = plan.place(judge.clause)
    pairs = []
    for name in compared(plan, judge):
        total = judge.clause.totals.get(name)
        type_ = total.type if total is not None else plan.pack.facts[name].kind_of_value
        pairs.append((name, _plain(type_, at(name))))
    return plan.engine.as_object(pairs)


def compared(plan: Plan, judge: Judge) -> list[str]:
    """The facts and totals on either side of every comparison of a rule, in the order in which they are compared."""
    heard: list[Compared] = []
    evaluate(judge.rule.when, lambda _: None, heard.append)
    names = dict.fromkeys(name for one in heard for side in _sides(one) for name in _names(side))
    return [name for name in names if name in plan.pack.facts or name in judge.clause.totals]


def _sides(one: Compared) -> Iterator[exp.Expr]:
    if one.operator == "IS":
        yield one.node
        return
    yield one.node.this
    if one.operator == "BETWEEN":
        yield one.node.args["low"]
        yield one.node.args["high"]
    elif one.operator != "IN":
        yield one.node.args["expression"]


def _names(node: exp.Expr) -> list[str]:
    return [column.this.this for column in node.find_all(exp.Column, bfs=False)]


def _plain(type_: Type, value: Value) -> str:
    if type_.name == "money":
        return fixed(value.sql, value.width or Width(18, 2))
    if type_.is_number:
        return stripped(value.sql, value.width or Width(18, 0))
    if type_.name == "boolean":
        return f"CASE WHEN {value.sql} THEN 'true' WHEN NOT {value.sql} THEN 'false' END"
    if type_.name == "date":
        return f"CAST({value.sql} AS VARCHAR)"
    return value.sql


def as_text(type_: Type, value: object) -> str | None:
    """What `values` has for a value that judging one compared: money with cents, numbers without noughts at the end."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, Decimal):
        raise TypeError("values are texts, yes or no, days and decimals")
    if type_.name == "money":
        exact = value == value.quantize(Decimal("0.01"))
        return format(value.quantize(Decimal("0.01")) if exact else value, "f")
    written = format(value, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def finding(plan: Plan, judge: Judge, judged: str) -> str:
    """The findings of one rule: a row for each record in which it fires."""
    return (
        f'SELECT "row", "person", {plan.counterparty()} AS "counterparty", "on", '
        f'{text(judge.clause.number)} AS "clause", {text(judge.rule.id)} AS "rule", '
        f'{text(judge.rule.finding)} AS "finding", {says(plan, judge)} AS "says", {values(plan, judge)} AS "values" '
        f"FROM {judged} WHERE {judge.column}"
    )
