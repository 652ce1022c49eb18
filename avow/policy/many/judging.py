# ruff: noqa: S608  # SQL is what is written here: every name goes through quoted(), every text through text()
"""Judging many records at once, on DuckDB: the same rules as judging one, and the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from avow.policy.many import groups
from avow.policy.many.engine import DUCKDB, quoted, text
from avow.policy.many.judged import Judged
from avow.policy.many.names import Columns
from avow.policy.many.parties import names_by_number
from avow.policy.many.plan import Plan
from avow.policy.many.pools import Numbers
from avow.policy.pack import Pack


class Unfit(ValueError):
    """The records cannot be judged as they are; the message says what is wrong with them."""


class Judging:
    """A place to judge in: a DuckDB in memory that reads nothing but the `files` named here, and spills into `spill`.

    `memory` is how much it may take, such as "4GB"; `threads` how many processors (None: all). `files` are what may be
    read or written, and what lies in a folder among them; nothing else can be, whatever a pack or the data say.
    """

    def __init__(
        self,
        memory: str = "4GB",
        threads: int | None = None,
        spill: Path | str | None = None,
        files: Sequence[Path | str] = (),
    ) -> None:
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "temp_directory": str(Path(spill).resolve()) if spill is not None else "",
        }
        if threads is not None:
            config["threads"] = threads
        self.connection = duckdb.connect(":memory:", config=config)
        folders = [str(Path(file).resolve()) + "/" for file in files if Path(file).is_dir()]
        single = [str(Path(file).resolve()) for file in files if not Path(file).is_dir()]
        if folders:
            self.connection.execute(f"SET allowed_directories = [{', '.join(map(text, folders))}]")
        if single:
            self.connection.execute(f"SET allowed_paths = [{', '.join(map(text, single))}]")
        self.connection.execute("SET enable_progress_bar = true")  # so that query_progress() says how far it is
        self.connection.execute("SET enable_progress_bar_print = false")
        self.connection.execute("SET enable_external_access = false")
        self.connection.execute("SET lock_configuration = true")
        self._made = 0

    def __enter__(self) -> Judging:
        return self

    def __exit__(
        self, type_: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let everything go; relations of what was judged can no longer be read."""
        self.connection.close()

    def judge(self, pack: Pack, table: pa.Table | str, memberships: pa.Table | str | None = None) -> Judged:
        """Judge every record of a table by the whole pack. Raises Unfit for records that cannot be, and TooWide.

        `memberships` (party, party_group, since, until; `until` is the first day that it no longer holds) say in which
        group each `party` was: that of the judged day counts for every record in the window. Where they say nothing,
        the record's own `party_group` does.
        """
        self._made += 1
        source = self._source(table, "records")
        members = None if memberships is None else self._source(memberships, "memberships")
        run = _Run(self.connection, pack, source, f"_judged_{self._made}", members)
        run.check()
        return run.judged()

    def _source(self, table: pa.Table | str, what: str) -> str:
        if isinstance(table, str):
            return quoted(table)
        name = f"_{what}_{self._made}"
        self.connection.register(name, table)
        return quoted(name)


class _Run:
    """One judging, step by step; each step is a table or a question to one."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, pack: Pack, source: str, name: str, members: str | None = None
    ) -> None:
        self.connection, self.pack, self.source, self.name = connection, pack, source, quoted(name)
        self.there, self.members = self._columns(source), members
        for column in ("row", "on", "kind", "person"):
            if column not in self.there:
                raise Unfit(f"The records have no column {column}; each record needs one.")
        if members is not None:
            missing = {*groups.COLUMNS} - self._columns(members)
            if missing:
                raise Unfit(f"The memberships have no column {' and no column '.join(sorted(missing))}.")
            if "party" not in self.there:
                raise Unfit("Memberships say to which group a party belongs, but the records have no column party.")

    def _columns(self, source: str) -> set[str]:
        return {str(row[0]) for row in self.connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}

    def check(self) -> None:
        """Refuse what judging one would refuse. Raises Unfit."""
        negative = [name for name in sorted(self.pack.added_up) if name in self.there]
        columns = "".join(f", count(*) FILTER (WHERE {quoted(name)} < 0)" for name in negative)
        rows = self.connection.execute(
            'SELECT "kind", count(*), count(*) FILTER (WHERE "person" IS NULL), count(*) FILTER (WHERE "on" IS NULL)'
            f'{columns} FROM {self.source} GROUP BY "kind"'
        ).fetchall()
        self.count = sum(row[1] for row in rows)
        for i, what in enumerate(("person", "day", *negative), start=2):
            number = sum(row[i] for row in rows)
            if number:
                wrong = f"have a negative {what}; totals add up what is not" if what in negative else f"have no {what}"
                raise Unfit(f"{number} records {wrong}.")
        self.kinds = sorted(str(row[0]) for row in rows if row[0] is not None)
        if len(self.kinds) < len(rows):
            raise Unfit("Some records have no kind.")
        for kind in self.kinds:
            if kind not in self.pack.kinds:
                raise Unfit(f"Some records are of the kind {kind[:80]!r}, which this policy does not have.")

    def judged(self) -> Judged:
        plan = Plan(self.pack, self.there, self.kinds, DUCKDB, self.members is not None)
        self._rows(plan)
        if plan.pools:
            times = self._times(plan) if self.members is not None else None
            numbers = self._numbers(plan, ["_rows", times] if times else ["_rows"])
            self._make("_pooled", plan.pooled('SELECT * FROM "_rows"', numbers))
            if times:
                self._changed(plan, numbers, times)
            self._look(plan, '"_pooled"')
            for column in plan.totals:
                if column.pool in plan.changed:
                    plan.joined[column.number] = f"_joined_{column.number}"
                    members = plan.changed[column.pool]
                    self._make(f"_joined_{column.number}", groups.counted(plan, column, members, '"_pooled"'))
            self._make("_sums", plan.sums('"_pooled"', ["row", *plan.pooled_by()]))
            self._drop("_pooled")
        self._make(self.name, plan.judged(plan.beside('"_rows"', '"_sums"')))
        self._see_that_rows_have_numbers()
        self.connection.execute('DROP VIEW "_rows"')
        used = ("_sums", "_people", "_groups", "_typed", "_written", "_members", "_changed", "_spells", "_times")
        for table in (*used, *plan.joined.values(), *(f"_text_{name}" for name in plan.text_keys())):
            self._drop(table)
        return Judged(self.connection, plan, self.name)

    def _rows(self, plan: Plan) -> None:
        """The records as a view: what is read of them is read where it is needed."""
        if self.members is None:
            select = plan.base(self.source)
        else:
            self._make("_members", groups.memberships(self.members))
            twice = self.connection.execute(groups.overlapping('"_members"')).fetchall()
            if twice:
                raise Unfit(f"{twice[0][0]} is in two groups on one day; until is the first day that a group is left.")
            select = plan.base(self.source, plan.group(), groups.on_the_day('"_members"'))
        self.connection.execute(f'CREATE OR REPLACE TEMP VIEW "_rows" AS {select}')

    def _see_that_rows_have_numbers(self) -> None:
        """Rows with the same number would be mistaken for one another."""
        if self._one(f"SELECT count(*) FROM {self.name}") != self.count:
            raise Unfit("Some records have the same number in the column row, or none; each needs its own.")

    def _times(self, plan: Plan) -> str | None:
        """The records of parties whose group changed, once for each time; None where none did."""
        if not any(pool.by_party and pool.same_party == "group" for pool in plan.pools):
            return None
        self._make("_changed", groups.changed('"_rows"', '"_members"'))
        if not self._one('SELECT count(*) FROM "_changed"'):
            return None
        self._make("_spells", groups.spells('"_members"', '"_changed"'))
        self._make("_times", groups.at_each_time(plan, '"_rows"', '"_spells"'))
        return "_times"

    def _changed(self, plan: Plan, numbers: Numbers, times: str) -> None:
        """Mark the records whose pool changed, and list who belongs to each of these pools and when."""
        self._make("_times", plan.pooled(f"SELECT * FROM {quoted(times)}", numbers, ("_since", "_until")))
        for number, pool in enumerate(plan.pools):
            if pool.by_party and pool.same_party == "group":
                table = f"{self.name.strip(chr(34))}_pool_{number}"
                self._make(table, groups.members_of(plan, number, '"_pooled"', '"_times"'))
                plan.changed[number] = quoted(table)
        self._make("_marked", groups.marked(plan, list(plan.changed), '"_pooled"', '"_times"'))
        self.connection.execute('DROP TABLE "_pooled"; ALTER TABLE "_marked" RENAME TO "_pooled"')

    def _numbers(self, plan: Plan, tables: list[str]) -> Numbers:
        """Number people, parties and texts that rows are pooled by."""

        def every(name: str, where: str = "TRUE") -> str:
            parts = [f'SELECT DISTINCT {quoted(name)} AS "name" FROM {quoted(t)} WHERE {where}' for t in tables]
            return f'SELECT DISTINCT "name" FROM ({" UNION ALL ".join(parts)}) d WHERE "name" IS NOT NULL'

        people = self._number("_people", every("person"))
        parties: dict[str, int] = {}
        texts: dict[str, int] = {}
        for same_party in sorted({pool.same_party for pool in plan.pools if pool.by_party}):
            grouped = same_party == "group" and "party_group" in plan.kept
            parties[same_party] = (
                self._number("_groups", every("party_group", "\"party_group\" <> ''")) if grouped else 0
            )
            if "other_side" in plan.kept:
                where = "coalesce(\"party_group\", '') = ''" if grouped else "TRUE"
                parties[same_party] += self._names(every("other_side", where), same_party, parties[same_party] + 1)
        for name in plan.text_keys():
            texts[name] = self._number("_text_" + name, every(name))
        return Numbers(people, parties, texts)

    def _number(self, table: str, distinct: str) -> int:
        self._make(table, f'SELECT "name", row_number() OVER () AS "number" FROM ({distinct}) n')
        return self._one(f"SELECT count(*) FROM {quoted(table)}")

    def _names(self, distinct: str, same_party: str, first: int) -> int:
        """Number the parties that are only typed: each distinct name is read once."""
        names = self.connection.execute(distinct).fetchall()
        found = names_by_number((str(name) for (name,) in names), same_party, first)
        columns = {
            "name": pa.array([name for name, _ in found], pa.string()),
            "number": pa.array([number for _, number in found], pa.int64()),
        }
        self.connection.register("_given_names", pa.table(columns))
        self._make("_typed" if same_party == "group" else "_written", 'SELECT * FROM "_given_names"')
        self.connection.unregister("_given_names")
        return max((number for _, number in found), default=first - 1) - first + 1

    def _look(self, plan: Plan, rows: str) -> None:
        """See which totals have rows that are uncertain, and which figures those that read any are counted with."""
        for column in plan.totals:
            names = column.counted.figures
            if names:
                which = ", ".join(plan.which(column, name) for name in names)
                cases = self.connection.execute(f"SELECT DISTINCT {which} FROM {rows}").fetchall()
                column.cases = [dict(zip(names, case, strict=True)) for case in cases] or [{}]
        kept = Columns(self.pack.facts, plan.kept)
        plain = [column for column in plan.totals if not column.counted.figures]
        if plain:
            added = [column.counted.added(kept, '"_k"', plan.codes, True).uncertain for column in plain]
            (found,) = self.connection.execute(
                f"SELECT {', '.join(f'coalesce(bool_or({one}), FALSE)' for one in added)} FROM {rows}"
            ).fetchall()
            for column, uncertain in zip(plain, found, strict=True):
                column.certain = not uncertain

    def _make(self, table: str, select: str) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {select}")

    def _drop(self, table: str) -> None:
        self.connection.execute(f"DROP TABLE IF EXISTS {quoted(table)}")

    def _one(self, query: str) -> int:
        ((number,),) = self.connection.execute(query).fetchall()
        return int(number)
