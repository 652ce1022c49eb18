"""Rows against the documents they were made from: each document has its row, each row its document, each column is
what the document says, and history was ended only where an entry says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Exists, Model, OuterRef, Q, prefetch_related_objects

from .. import keyring, tables
from ..canonical import instant
from ..history import History
from ..models import ENDING, Attested, Projection
from .report import Report

if TYPE_CHECKING:
    from .documents import Opened

NOTHING = "a row that is not there"


class Rows:
    """Compares batch by batch, and what no document leads to at the end."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.models = tables.by_schema()
        self.covered: dict[type[Projection], set[str]] = {}
        self.ended: Counter[type[Projection]] = Counter()

    def check(self, batch: "Iterable[Opened]") -> None:
        """The rows of these documents."""
        groups: dict[type[Projection], list[Opened]] = defaultdict(list)
        endings = []
        for one in batch:
            if one.document.schema == ENDING and one.body:
                endings.append(one)
            model = self.models.get(one.document.schema)
            if model:
                groups[model].append(one)
        for model, given in groups.items():
            self._check_rows(model, given)
        if endings:
            self._check_endings(endings)

    def _check_rows(self, model: type[Projection], given: "list[Opened]") -> None:
        documents = {one.document.pk: one.document for one in given}
        rows = {row.attested_id: row for row in model._base_manager.filter(attested_id__in=documents)}
        for row in rows.values():
            row.attested = documents[row.attested_id]
        expected = {one.document.pk: self._projected(model, one) for one in given if one.body is not None}
        paths = {
            path.rsplit(".", 1)[0].replace(".", "__") for said in expected.values() for path in said if "." in path
        }
        prefetch_related_objects(list(rows.values()), *sorted(paths - {"attested"}))
        for pk, document in documents.items():
            row = rows.get(pk)
            if row is None:
                table = model._meta.db_table
                where = f"document {document.position + 1} of entry {document.entry_id}"
                self.report.add(
                    "row", f"{where}: has no row in {table}", entry=document.entry_id,
                    document=document.position + 1, table=table,
                )  # fmt: skip
                continue
            self.report.rows += 1
            for path, says in expected.get(pk, {}).items():
                self._compare(row, path, says)

    def _projected(self, model: type[Projection], one: "Opened") -> dict[str, object]:
        try:
            said = model.projected(one.body or {})
        except (KeyError, TypeError, ValueError) as error:
            where = f"document {one.document.position + 1} of entry {one.document.entry_id}"
            self.report.add(
                "row", f"{where}: {model._meta.db_table} cannot read it ({type(error).__name__}: {error})",
                entry=one.document.entry_id, document=one.document.position + 1,
            )  # fmt: skip
            return {}
        if model not in self.covered:
            self.covered[model] = {path.split(".")[0] for path in said}
        return said

    def _compare(self, row: Model, path: str, says: object) -> None:
        actual = follow(row, path)
        if same(actual, says):
            return
        self._wrong(row, path.split(".")[0], plain(actual), plain(says))

    def _wrong(self, row: Model, column: str, actual: object, says: object) -> None:
        table = row._meta.db_table
        self.report.add(
            "row",
            f"{table} row {row.pk}: column `{column}` says {_text(actual)}, the attested record says {_text(says)}",
            table=table,
            row=row.pk,
            column=column,
        )

    def _check_endings(self, endings: "list[Opened]") -> None:
        groups: dict[type[Projection], dict[tuple[int, int], Opened]] = defaultdict(dict)
        for one in endings:
            body = one.body or {}
            model = self.models.get(body["schema"])
            if model and issubclass(model, History):
                groups[model][(body["entry"], body["position"])] = one
        for model, wanted in groups.items():
            for row in self._targets(model, wanted):
                one = wanted[(row.attested.entry_id, row.attested.position)]
                self.ended[model] += row.to_day is not None
                self._compare(row, "to_day", (one.body or {})["to_day"])
                if row.to_day is not None and row.ended_by_id != one.document.entry_id:
                    self._wrong(row, "ended_by", f"entry {row.ended_by_id}", f"entry {one.document.entry_id}")

    def _targets(self, model: type[History], wanted: Iterable[tuple[int, int]]) -> Iterator[Any]:
        """The rows whose documents are at these places."""
        positions: dict[int, list[int]] = defaultdict(list)
        for entry, position in wanted:
            positions[entry].append(position)
        for some in _chunks(sorted(positions), 100):
            where = Q()
            for entry in some:
                where |= Q(attested__entry_id=entry, attested__position__in=positions[entry])
            yield from model._base_manager.filter(where).select_related("attested").defer("attested__sealed")

    def finish(self) -> None:
        """What the documents did not lead to."""
        for model in tables.projections():
            self._check_orphans(model)
            if issubclass(model, History):
                self._check_ended(model)
            self._check_columns(model)

    def _check_orphans(self, model: type[Projection]) -> None:
        table = model._meta.db_table
        document = Attested.objects.filter(pk=OuterRef("attested_id"))
        for row in model._base_manager.filter(~Exists(document)).iterator():
            self.report.add("row", f"{table} row {row.pk}: no document attests it", table=table, row=row.pk)
        other = document.exclude(schema=model.schema)
        for row in model._base_manager.filter(Exists(other)).select_related("attested").iterator():
            self.report.add(
                "row",
                f"{table} row {row.pk}: no document attests it; it points at one of {row.attested.schema}",
                table=table,
                row=row.pk,
            )

    def _check_ended(self, model: type[History]) -> None:
        """Rows that are ended although no entry says so; looked for only when more rows are ended than entries say."""
        ended = model._base_manager.exclude(to_day=None)
        if ended.count() == self.ended[model]:
            return
        number, endings = None, {}
        for row in ended.select_related("attested", "ended_by").order_by("ended_by_id").iterator(chunk_size=500):
            if number != row.ended_by_id:
                number, endings = row.ended_by_id, _endings(row.ended_by)
            if (row.attested.entry_id, row.attested.position) not in endings:
                self._wrong(row, "to_day", plain(row.to_day), None)

    def _check_columns(self, model: type[Projection]) -> None:
        if model not in self.covered:
            return
        exempt = {"id", "attested", "to_day", "ended_by", *getattr(model, "unattested", ())}
        for field in model._meta.concrete_fields:
            if field.name not in exempt | self.covered[model] and field.attname not in self.covered[model]:
                self.report.note(f"{model._meta.db_table}: column `{field.name}` is not in what its documents attest")


def _chunks(given: list[int], size: int) -> Iterator[list[int]]:
    for start in range(0, len(given), size):
        yield given[start : start + size]


def _endings(entry: Any) -> dict[tuple[int, int], str]:
    """What an entry ends; nothing when its documents cannot be read (which is reported where they are)."""
    try:
        return entry.endings() if entry else {}
    except (keyring.Erased, keyring.NotSealedSo):
        return {}


def follow(row: Any, path: str) -> Any:
    """The value at a dotted path; None past a missing relation."""
    value = row
    for part in path.split("."):
        if value is None:
            return None
        points = getattr(value, f"{part}_id", None) is not None
        try:
            value = getattr(value, part)
        except ObjectDoesNotExist:
            return NOTHING
        if value is None and points:
            return NOTHING
    return value


def plain(value: Any) -> Any:
    """A value as a document would say it."""
    if isinstance(value, datetime):
        return instant(value) if value.tzinfo else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


def same(actual: Any, says: Any) -> bool:
    """Whether a column holds what the document says, whichever way it writes an instant or a number."""
    if isinstance(actual, Decimal) and says is not None and not isinstance(says, bool):
        try:
            return actual == Decimal(str(says))
        except InvalidOperation:
            return False
    if isinstance(actual, datetime) and isinstance(says, str):
        try:
            return actual == datetime.fromisoformat(says)
        except (ValueError, TypeError):
            return False
    actual, says = plain(actual), plain(says)
    return actual == says and isinstance(actual, bool) == isinstance(says, bool)


def _text(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
