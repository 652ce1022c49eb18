# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()
"""The past as a table in DuckDB: every fact once, as text; and for each pack a view of it in that pack's types."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

import pyarrow as pa

from avow.policy.many import Judging
from avow.policy.many.engine import quoted, text
from avow.policy.many.names import type_of
from avow.policy.pack import Fact, Pack
from avow.policy.values import plain
from avow.trials.groups import Membership
from avow.trials.records import Record

CHUNK = 5_000
UNKNOWN = "\uffff"
"""What is kept of a fact that was known to be unknown; one of which nothing was kept is NULL."""
OWN = {"row": "BIGINT", "number": "BIGINT", "on": "DATE"} | dict.fromkeys(
    ("kind", "person", "pack_hash", "country", "party", "other_side", "grade"), "VARCHAR"
)
ARROW = {"BIGINT": pa.int64(), "DATE": pa.date32(), "VARCHAR": pa.string()}
SPANS = pa.schema(
    [("party", pa.string()), ("party_group", pa.string()), ("since", pa.date32()), ("until", pa.date32())]
)
KEYS = ("kind", "person", "party_group", "country", "other_side", "party")


class Past:
    """The records, in a DuckDB of their own; `row` is the disclosure's primary key."""

    def __init__(self, judging: Judging, packs: Iterable[Pack]) -> None:
        self.judging, self.connection = judging, judging.connection
        self.facts = sorted({name for pack in packs for name in pack.facts} - {*KEYS, "grade"})
        self.packs: set[str] = set()
        self.groups: dict[str, str] = {}
        columns = [f"{quoted(name)} {type_}" for name, type_ in OWN.items()]
        columns += [f"{quoted(_kept(name))} VARCHAR" for name in self.facts]
        self.connection.execute(f"CREATE TABLE past ({', '.join(columns)})")

    def add(self, records: Iterable[Record]) -> Iterator[int]:
        """Put records in, some thousand at a time; gives how many are there after each."""
        count, given = 0, iter(records)
        while some := list(islice(given, CHUNK)):
            columns: dict[str, pa.Array] = {
                name: pa.array([_own(one, name) for one in some], ARROW[type_]) for name, type_ in OWN.items()
            }
            for name in self.facts:
                columns[_kept(name)] = pa.array([_told(one.facts, name) for one in some], pa.string())
            self.connection.register("given_records", pa.table(columns))
            self.connection.execute("INSERT INTO past SELECT * FROM given_records")
            self.connection.unregister("given_records")
            count += len(some)
            yield count

    def look_at_all_but(self, disclosures: Iterable[int]) -> None:
        """Mark the records that are looked at; the others only count in totals."""
        rows = pa.table({"row": pa.array(sorted(disclosures), pa.int64())})
        self.connection.register("left_out", rows)
        self.connection.execute("ALTER TABLE past ADD COLUMN looked_at BOOLEAN DEFAULT TRUE")
        self.connection.execute("UPDATE past SET looked_at = FALSE WHERE row IN (SELECT row FROM left_out)")
        self.connection.unregister("left_out")

    def parties(self) -> list[str]:
        """The parties of all records, by public id."""
        found = self.connection.execute("SELECT DISTINCT party FROM past WHERE party IS NOT NULL ORDER BY 1")
        return [party for (party,) in found.fetchall()]

    def group(self, name: str, memberships: Iterable[Membership]) -> None:
        """Let each record have the group of its party on its day, under this name."""
        rows = list(memberships)
        columns = (
            zip(*((one.party, one.group, one.since, one.until) for one in rows), strict=True) if rows else [[]] * 4
        )
        table = pa.table([pa.array(column, field.type) for column, field in zip(columns, SPANS, strict=True)], SPANS)
        self.connection.register("given_spans", table)
        self.connection.execute(f"CREATE TABLE {quoted('spans_' + name)} AS SELECT * FROM given_spans")
        self.connection.unregister("given_spans")
        self.connection.execute(
            f"CREATE TABLE {quoted('group_' + name)} AS SELECT p.row, any_value(s.party_group) AS party_group "
            f'FROM past p JOIN {quoted("spans_" + name)} s ON s.party = p.party AND s.since <= p."on" '
            f'AND (s.until IS NULL OR p."on" < s.until) GROUP BY p.row'
        )
        self.groups[name] = f"spans_{name}"

    def view(self, pack: Pack, group: str) -> str:
        """The records as this pack types them; those of a kind that it does not have are not in it."""
        found = [f"p.{quoted(name)}" for name in ("row", "on", "kind", "person", "country", "party", "other_side")]
        found.append("g.party_group")
        for name, fact in pack.facts.items():
            if name in KEYS or fact.type == "narrative" or fact.sensitive:
                continue
            kept = f"p.{quoted('grade' if name == 'grade' else _kept(name))}"
            there = name == "grade" or name in self.facts
            unasked = {kind: pack.unasked(kind).get(name) for kind in pack.kinds}
            found.append(f"{_typed(fact, kept if there else 'NULL', unasked)} AS {quoted(name)}")
        view = quoted("as_typed")
        self.connection.execute(
            f"CREATE OR REPLACE VIEW {view} AS SELECT {', '.join(found)} FROM past p "
            f"LEFT JOIN {quoted('group_' + group)} g ON g.row = p.row WHERE {of_its_kinds(pack)}"
        )
        return "as_typed"

    def number(self, query: str) -> int:
        """The one number that a query gives."""
        ((found,),) = self.connection.execute(query).fetchall()
        return int(found)


def of_its_kinds(pack: Pack) -> str:
    """The condition on records: of a kind that the pack has."""
    return of_kinds(pack.kinds)


def of_kinds(kinds: Iterable[str]) -> str:
    """The condition on records: of one of these kinds."""
    listed = ", ".join(text(kind) for kind in kinds)
    return f"kind IN ({listed})" if listed else "FALSE"


def _own(record: Record, name: str) -> object:
    return record.disclosure if name == "row" else getattr(record, name)


def _kept(name: str) -> str:
    return f"fact_{name}"


def _told(facts: dict[str, object], name: str) -> str | None:
    if name not in facts:
        return None
    value = facts[name]
    if value is None:
        return UNKNOWN
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def _typed(fact: Fact, kept: str, unasked: dict[str, object]) -> str:
    """One fact in the type of the pack; what does not fit it is unknown, and what was not asked is as the pack says."""
    if fact.type == "boolean":
        value = f"CASE {kept} WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
    elif fact.type == "choice":
        choices = ", ".join(text(choice.value) for choice in fact.choices)
        value = f"CASE WHEN {kept} IN ({choices}) THEN {kept} END"
    elif fact.type == "text":
        value = f"nullif({kept}, {text(UNKNOWN)})"
    else:
        value = f"TRY_CAST({kept} AS {type_of(fact)})"
    given = {kind: value_ for kind, value_ in unasked.items() if value_ is not None}
    if given:
        whens = " ".join(f"WHEN {text(kind)} THEN {_literal(one, fact)}" for kind, one in given.items())
        value = f"CASE WHEN {kept} IS NULL THEN CASE p.kind {whens} END ELSE {value} END"
    return f"CAST({value} AS {type_of(fact)})"


def _literal(value: object, fact: Fact) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE {text(value.isoformat())}"
    return f"CAST({text(str(plain(value)))} AS {type_of(fact)})"
