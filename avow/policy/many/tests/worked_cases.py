"""The worked cases of a pack as one table, each with people of its own, so that none adds up with another."""

from __future__ import annotations

import pyarrow as pa

from avow.policy import Pack
from avow.policy.many.tests.one_by_one import table
from avow.policy.pack import Case


def counted(pack: Pack) -> list[str]:
    """The kinds whose rows totals count."""
    return [kind.id for kind in pack.kinds.values() if kind.register_only]


def worked_cases(pack: Pack) -> tuple[pa.Table, dict[int, tuple[str, Case]]]:
    """The table, and for the row of each judged record its clause and its case. Past rows without a kind get one."""
    rows: list[dict[str, object]] = []
    expected: dict[int, tuple[str, Case]] = {}
    for clause in pack.clauses.values():
        for case in clause.cases:
            own, number = case.facts.get("person"), len(expected)
            for row in case.past:
                rows.append({"kind": counted(pack)[0], **row, "person": f"{row.get('person', own)} {number}"})
            rows.append({**case.facts, "on": case.on, "person": f"{own} {number}"})
            expected[len(rows)] = (clause.number, case)
    columns = [name for name in [*pack.facts, "party_group"] if any(row.get(name) is not None for row in rows)]
    return table(pack, rows, list(dict.fromkeys(columns))), expected
