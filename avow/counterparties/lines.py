"""The ways up and down between entries of the register, each in one query however many entries and however deep.

Every entry has at most one entry above it on a day: the one it is merged into, or else its parent (a merged entry's own
parent counts no more). So the way up is a line. UNION keeps a circle in the data from going round for ever.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from avow.counterparties.models import Counterparty

COLUMNS = ("id", "public_id", "number", "name")
GIVEN = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT unnest(CAST(translate(%s, '[]', '{}') AS bigint[]))",
}
PARENT = """(
    SELECT r.parent_id FROM counterparties_counterpartyrecord r
    WHERE r.counterparty_id = c.id AND r.from_day <= %s AND (r.to_day IS NULL OR r.to_day > %s)
    ORDER BY r.from_day, r.id LIMIT 1
)"""
STEP = """
    SELECT c.id, COALESCE(m.into_id, {parent}), CASE WHEN m.id IS NULL THEN 0 ELSE 1 END
    FROM {start} JOIN counterparties_counterparty c ON c.id = {key}
    LEFT JOIN counterparties_merge m ON m.duplicate_id = c.id AND m.to_day IS NULL
"""
UP = """
WITH RECURSIVE given(id) AS ({given}), line(id, above_id, is_merged) AS ({first} UNION {next})
SELECT c.id, c.public_id, c.number, c.name, line.above_id, line.is_merged
FROM line JOIN counterparties_counterparty c ON c.id = line.id
"""
DOWN = """
WITH RECURSIVE given(id) AS ({given}), line(id) AS (
    SELECT id FROM given
    UNION
    SELECT COALESCE(m.duplicate_id, r.counterparty_id)
    FROM line CROSS JOIN (SELECT 1 AS merged UNION ALL SELECT 0) way
    LEFT JOIN counterparties_merge m ON way.merged = 1 AND m.into_id = line.id AND m.to_day IS NULL
    LEFT JOIN counterparties_counterpartyrecord r ON way.merged = 0 AND r.parent_id = line.id
        AND r.from_day <= %s AND (r.to_day IS NULL OR (r.to_day > %s AND r.to_day > r.from_day))
        AND NOT EXISTS (
            SELECT 1 FROM counterparties_merge o WHERE o.duplicate_id = r.counterparty_id AND o.to_day IS NULL
        )
    WHERE m.id IS NOT NULL OR r.id IS NOT NULL
)
SELECT id FROM line
"""


@dataclass(frozen=True)
class Step:
    """An entry and the key of the one above it: the one it `is_merged` into, or its parent on the day, or None."""

    party: Counterparty
    above: int | None
    is_merged: bool


def upward(keys: Iterable[int], on: date | None) -> dict[int, Step]:
    """The steps of these entries and of all above them on that day, by key. Without a day only merges are followed,
    which hold for every day."""
    parent = PARENT if on else "NULL"
    sql = UP.format(
        given=GIVEN[connection.vendor],
        first=STEP.format(start="given", key="given.id", parent=parent),
        next=STEP.format(start="line", key="line.above_id", parent=parent),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [_text(keys), *([on] * 4 if on else [])])
        rows = cursor.fetchall()
    return {row[0]: Step(Counterparty.from_db("default", COLUMNS, row[:4]), row[4], bool(row[5])) for row in rows}


def downward(keys: Iterable[int], since: date, until: date) -> set[int]:
    """These entries and all below them on any day from `since` to `until`, both included."""
    with connection.cursor() as cursor:
        cursor.execute(DOWN.format(given=GIVEN[connection.vendor]), [_text(keys), until, since])
        return {row[0] for row in cursor.fetchall()}


def _text(keys: Iterable[int]) -> str:
    return json.dumps(sorted(set(keys)))
