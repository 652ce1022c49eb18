"""Groups that change, on Spark: as on one machine but for how days are counted there."""

# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()

from __future__ import annotations


def changed(rows: str, members: str) -> str:
    """Parties that were not in one and the same group from the day of their first record to the last day of all."""
    seen = f'SELECT "party", min("on") AS "lo", (SELECT max("on") FROM {rows}) AS "hi" FROM {rows} GROUP BY "party"'
    held = (
        f'SELECT s."party", m."party_group", s."lo", s."hi", greatest(m."since", s."lo") AS "a", '
        f'least(m."until", date_add(s."hi", 1)) AS "b" FROM ({seen}) s JOIN {members} m ON m."party" = s."party" '
        'WHERE m."since" <= s."hi" AND m."until" > s."lo"'
    )
    return (
        f'SELECT "party" FROM ({held}) h GROUP BY "party", "lo", "hi" '
        "HAVING count(DISTINCT coalesce(\"party_group\", '')) > 1 "
        'OR sum(date_diff(\'day\', "a", "b")) < date_diff(\'day\', "lo", "hi") + 1'
    )
