"""Several answers about each record in one reading: Spark would read all records for each part of a union."""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations

from collections.abc import Mapping, Sequence

from avow.policy.many.engine import quoted, text

Answers = Sequence[tuple[str, Mapping[str, str]]]
"""When (SQL), and what is answered then: SQL by the name of its column, the same names each time."""


def of_each(answers: Answers, record: str, table: str, columns: Mapping[str, str]) -> str:
    """SQL of a row for each record and each answer that holds of it. `record` is SQL of what says which record it is.

    `columns` are all that come out, with their types.
    """
    if not answers:
        nothing = ", ".join(f"CAST(NULL AS {type_}) AS {quoted(name)}" for name, type_ in columns.items())
        return f"SELECT {nothing} WHERE FALSE"
    parts = []
    for when, answer in answers:
        fields = ", ".join(f"{text(name)}, {sql}" for name, sql in answer.items())
        parts.append(f"CASE WHEN {when} THEN named_struct({fields}) END")
    names = list(answers[0][1])
    found = ", ".join(f"a.{quoted(name)}" for name in names)
    return (
        f"SELECT {', '.join([*(quoted(n) for n in columns if n not in names), found])} FROM "
        f"(SELECT {record}, explode(array_compact([{', '.join(parts)}])) AS a FROM {table}) e"
    )
