"""The same records judged one by one and in bulk, so that tests can hold the two to each other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

import pyarrow as pa

from avow.policy import Pack, judge
from avow.policy.many import Judging
from avow.policy.many.words import as_text
from avow.policy.pack import Clause
from avow.policy.values import Type

Record = Mapping[str, object]
ARROW = {
    "boolean": pa.bool_(),
    "money": pa.decimal128(18, 2),
    "percent": pa.decimal128(18, 6),
    "decimal": pa.decimal128(18, 6),
    "integer": pa.int64(),
    "date": pa.date32(),
}
KEYS = ("party_group", "other_side", "party", "country")


def table(pack: Pack, records: Sequence[Record], columns: Sequence[str]) -> pa.Table:
    """A typed table of records, numbered from 1, with these facts."""
    made = {
        "row": pa.array(range(1, len(records) + 1), pa.int64()),
        "on": pa.array([one["on"] for one in records], pa.date32()),
        "kind": pa.array([one["kind"] for one in records], pa.string()),
        "person": pa.array([one["person"] for one in records], pa.string()),
    }
    for name in columns:
        if name not in made:
            fact = pack.facts.get(name)
            arrow = ARROW.get(fact.type, pa.string()) if fact else pa.string()
            values = [one.get(name) for one in records]
            if fact is not None and fact.type == "integer":
                values = [None if value is None else int(value) for value in values]  # type: ignore[call-overload]
            made[name] = pa.array(values, arrow)
    return pa.table(made)


Membership = tuple[str, str, date, date | None]
MEMBERSHIPS = pa.schema({"party": pa.string(), "party_group": pa.string(), "since": pa.date32(), "until": pa.date32()})


def memberships_table(memberships: Sequence[Membership]) -> pa.Table:
    return pa.Table.from_pylist([dict(zip(MEMBERSHIPS.names, one, strict=True)) for one in memberships], MEMBERSHIPS)


def grouped(record: Record, on: date, memberships: Sequence[Membership]) -> Record:
    """A record with the group that its party was in on a day."""
    for party, group, since, until in memberships:
        if party == record.get("party") and since <= on and (until is None or on < until):
            return {**record, "party_group": group}
    return record


def one_by_one(
    pack: Pack, records: Sequence[Record], memberships: Sequence[Membership] = ()
) -> dict[str, set[tuple[object, ...]]]:
    """Outcomes, findings and questions of each record, with all others of its person as its past."""
    found: dict[str, set[tuple[object, ...]]] = {"outcomes": set(), "findings": set(), "questions": set()}
    for i, own in enumerate(records):
        record = grouped(own, _day(own), memberships)
        facts = _facts(pack, record)
        others = [(j, other) for j, other in enumerate(records) if j != i and other["person"] == record["person"]]
        on = _day(own)
        past = [{**_facts(pack, grouped(other, on, memberships)), "on": other["on"]} for _, other in others]
        judged = judge(pack, facts, on=_day(record), past=past, country=_text(record.get("country")), explain=False)
        for one in judged.looked:
            if one.outcome != "none":
                found["outcomes"].add((i + 1, one.clause, one.rule, one.outcome))
        for finding in judged.findings:
            clause = pack.clauses[finding.clause]
            values = {c.name: as_text(_type(pack, clause, c.name), c.value) for c in finding.values}
            found["findings"].add(
                (i + 1, finding.clause, finding.rule, finding.finding, finding.says, json.dumps(values))
            )
        for asked in judged.questions:
            found["questions"].add((i + 1, ", ".join(asked.clauses), asked.fact, asked.source, asked.says, asked.rows))
    return found


def in_bulk(pack: Pack, given: pa.Table, memberships: pa.Table | None = None) -> dict[str, set[tuple[object, ...]]]:
    """The same, by one judging of all records."""
    with Judging(memory="500MB", threads=1) as judging:
        judged = judging.judge(pack, given, memberships)
        findings = judged.findings().project('"row", "clause", "rule", "finding", "says", "values"').fetchall()
        questions = judged.questions().project('"row", "clause", "fact", "source", "says", "rows"').fetchall()
        return {
            "questions": {(*row[:-1], tuple(row[-1])) for row in questions},
            "outcomes": set(judged.outcomes().fetchall()),
            "findings": {(*row[:-1], json.dumps(json.loads(row[-1]))) for row in findings},
        }


def _facts(pack: Pack, record: Record) -> dict[str, object]:
    return {name: record[name] for name in record if name in pack.facts or name in ("kind", "person", "party_group")}


def _type(pack: Pack, clause: Clause, name: str) -> Type:
    return clause.totals[name].type if name in clause.totals else pack.facts[name].kind_of_value


def _day(record: Record) -> date:
    on = record["on"]
    assert isinstance(on, date)
    return on


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
