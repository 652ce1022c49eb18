"""Reading the worked cases of a clause."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from avow.policy.figures import Figure
from avow.policy.loading.facts import Names
from avow.policy.pack import KEY_COLUMNS, Case
from avow.policy.problems import nearest
from avow.policy.section import Section
from avow.policy.totals import Total
from avow.policy.values import Value, read

EXPECTED = ("fires", "none", "unknown")


def read_cases(
    top: Section, names: Names, rules: Sequence[str], figures: Mapping[str, Figure], totals: Mapping[str, Total]
) -> list[Case]:
    found: list[Case] = []
    table = top.data.get("total")
    written = list(table) if isinstance(table, dict) else []
    called: set[str] = set()
    for section in top.sections("case"):
        name = section.text("name", required=True)
        if name in called:
            section.complain("name", f"there are two cases called {name!r}")
        called.add(name)
        on = section.day("on", required=True)
        facts = facts_of(section.section("facts", required=True), names)
        if "kind" not in facts:
            section.complain("facts", "a case says its kind")
        asks = section.names("asks", names.facts, "fact") if section.has("asks") else None
        case = Case(
            name=name,
            on=on or date.min,
            facts=facts,
            past=tuple(_past(section, names, totals, written)),
            expect=_expect(section, rules),
            asks=None if asks is None else tuple(asks),
            values=_stated(section, "values", [*names.facts, *written]),
            figures=_stated(section, "figures", figures),
            line=section.line(),
        )
        if case.asks is not None and "unknown" not in case.expect.values():
            section.complain("asks", "asks goes with a case that expects unknown")
        section.close()
        if not rules:
            section.complain("", "this clause has no rule, so it can have no cases")
        elif on is not None:
            found.append(case)
    return found


def facts_of(section: Section, names: Names, skip: tuple[str, ...] = ()) -> dict[str, Value]:
    """The facts of a case, each in its one form."""
    found: dict[str, Value] = {}
    for name, value in section.data.items():
        fact = names.facts.get(name)
        if name in skip:
            continue
        if fact is None and name in KEY_COLUMNS:
            if isinstance(value, str) and value.strip():
                found[name] = value
            else:
                section.complain(name, f'{name} is a text in "quotes"')
        elif fact is None:
            known = [*names.facts, *KEY_COLUMNS]
            section.complain(name, f"there is no fact called {name}", nearest(name, known), at_key=True)
        else:
            try:
                found[name] = read(fact.kind_of_value, value)
            except ValueError as error:
                near = nearest(value, fact.kind_of_value.choices) if isinstance(value, str) else None
                section.complain(name, f"{name} {error}", near)
    return found


def _past(
    section: Section, names: Names, totals: Mapping[str, Total], written: Collection[str]
) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for row in section.sections("past"):
        on = row.day("on", required=True)
        found: dict[str, object] = {**facts_of(row, names, skip=("on",)), "on": on}
        if "kind" not in found and any("kind" in total.over for total in totals.values()):
            row.complain("", "a past row says its kind")
        if not written:
            row.complain("", "this clause has no total, so past rows change nothing")
        if on is not None:
            rows.append(found)
    return rows


def _expect(section: Section, rules: Sequence[str]) -> dict[str, str]:
    value = section.raw("expect")
    if isinstance(value, str):
        return {"main": section.one_of("expect", EXPECTED)}
    if not isinstance(value, dict) or not value:
        section.complain("expect" if section.has("expect") else "", 'expect is "fires", "none" or "unknown"')
        return {}
    own = section.section("expect")
    for rule in value:
        if rule not in rules:
            own.complain(rule, f"this clause has no rule called {rule}", nearest(rule, rules), at_key=True)
    return {rule: own.one_of(rule, EXPECTED) for rule in value if rule in rules}


def _stated(section: Section, key: str, known: Collection[str]) -> dict[str, str]:
    """Values that the explanation must show, as text."""
    own = section.section(key)
    found = {}
    for name, value in own.data.items():
        if name not in known:
            own.complain(name, f"nothing here is called {name}", nearest(name, known), at_key=True)
        elif isinstance(value, bool):
            found[name] = "true" if value else "false"
        elif isinstance(value, date | str):
            found[name] = str(value)
        else:
            own.complain(name, f'{name} is given as text, such as "12.50"')
    return found
