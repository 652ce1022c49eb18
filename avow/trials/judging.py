# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()
"""The same past under two sets of rules: which rule says what of which record, and where the two say otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from avow.policy.many.engine import quoted, text
from avow.policy.pack import Pack
from avow.trials.table import Past

OUTCOMES = "(row BIGINT, clause VARCHAR, rule VARCHAR, came VARCHAR)"
CHANGE = """
CASE WHEN was = 'none' AND now = 'unknown' THEN 'newly_asked'
     WHEN was = 'none' THEN 'newly_found'
     WHEN was = 'unknown' AND now = 'none' THEN 'no_longer_asked'
     WHEN was = 'unknown' THEN 'question_becomes_finding'
     WHEN now = 'none' THEN 'no_longer_found'
     WHEN now = 'unknown' THEN 'finding_becomes_question'
     ELSE 'found_as_another' END
"""


@dataclass(frozen=True)
class Rules:
    """A pack and the records it is to judge: a condition on the table `past`."""

    pack: Pack
    where: str = "TRUE"


@dataclass(frozen=True)
class Otherwise:
    """One rule that says otherwise of one record: none, unknown, or what was found."""

    disclosure: int
    clause: str
    rule: str
    change: str
    was: str
    now: str


def judge(past: Past, side: str, group: str, rules: list[Rules]) -> None:
    """Judge the past, each record by the rules whose condition it meets, into a table of that name. All records of the
    past count in the totals of each."""
    past.connection.execute(f"CREATE TABLE {quoted(side)} {OUTCOMES}")
    for one in rules:
        if not past.number(f"SELECT count(*) FROM past WHERE {one.where}"):
            continue
        view = past.view(one.pack, group)
        judged = past.judging.judge(one.pack, view, past.groups[group])
        judged.outcomes().create_view("found_now", replace=True)
        past.connection.execute(
            f"INSERT INTO {quoted(side)} SELECT f.row, f.clause, f.rule, "
            f"CASE f.outcome WHEN 'unknown' THEN 'unknown' ELSE {_finding(one.pack)} END FROM found_now f "
            f"WHERE f.row IN (SELECT row FROM past WHERE {one.where})"
        )
        past.connection.execute("DROP VIEW found_now")
        past.connection.execute(f"DROP TABLE {judged.table}")


def _finding(pack: Pack) -> str:
    whens = [
        f"WHEN f.clause = {text(clause.number)} AND f.rule = {text(rule.id)} THEN {text(rule.finding)}"
        for clause in pack.clauses.values()
        for rule in clause.rules
    ]
    return f"CASE {' '.join(whens)} END" if whens else "'note'"


def compare(past: Past, old: str, new: str, where: str = "TRUE") -> None:
    """Where the two sides say otherwise of records that meet a condition, into the table `otherwise`."""
    past.connection.execute(
        f"CREATE TABLE otherwise AS SELECT *, {CHANGE} AS change FROM ("
        "SELECT row, clause, rule, coalesce(o.came, 'none') AS was, coalesce(n.came, 'none') AS now "
        f"FROM {quoted(old)} o FULL JOIN {quoted(new)} n USING (row, clause, rule)"
        f") d WHERE was <> now AND row IN (SELECT row FROM past WHERE {where})"
    )


def otherwise(past: Past) -> Iterator[Otherwise]:
    """Each of them, in the order of disclosures, clauses and rules, some thousand in memory at a time."""
    found = past.connection.cursor().execute(
        "SELECT row, clause, rule, change, was, now FROM otherwise ORDER BY row, clause, rule"
    )
    while some := found.fetchmany(2000):
        for row in some:
            yield Otherwise(*row)


def cells(past: Past) -> list[dict[str, object]]:
    """Counted by clause, rule, kind, grade, month and change."""
    found = past.connection.execute(
        "SELECT o.clause, o.rule, p.kind, coalesce(p.grade, '') AS grade, strftime(p.\"on\", '%Y-%m') AS month, "
        "o.change, count(*) AS count FROM otherwise o JOIN past p ON p.row = o.row GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    keys = ("clause", "rule", "kind", "grade", "month", "change", "count")
    return [dict(zip(keys, row, strict=True)) for row in found]


def records_otherwise(past: Past) -> int:
    """Of how many records at least one rule says otherwise."""
    return past.number("SELECT count(DISTINCT row) FROM otherwise")
