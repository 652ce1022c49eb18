"""A database administrator with all rights and no key: whatever is changed by hand is found and named."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction

from avow.ledger import guards, keyring
from avow.ledger.acts import Doc, record
from avow.ledger.models import ERASURE, Attested, Entry, Head
from avow.ledger.verify import verify

from .sample.models import Post, Visit
from .telling import AT, posted, visit, visit_doc, visits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told():
    """Twelve entries: nine single visits, one of three, two posts."""
    for number in range(1, 10):
        visit(f"person{number}", "Lagos", day=f"2026-01-0{number}")
    visits(*(visit_doc(f"many{n}", "Accra", day=f"2026-02-0{n}") for n in (1, 2, 3)))
    posted("amina", "Leeds", date(2026, 1, 1))
    posted("amina", "York", date(2026, 2, 1))


def by_hand(*statements: str) -> None:
    """Run SQL as a database administrator would, past the guards and the foreign keys, and put the guards back."""
    guards.drop()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
        else:
            cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=ON")
        else:
            cursor.execute("SET session_replication_role = origin")
    guards.install()


def found() -> list[str]:
    return [finding.says for finding in verify().findings]


def swap(table: str, key: str, one: object, other: object, columns: str) -> list[str]:
    """Statements that let two rows change places in these columns."""
    names = columns.split(", ")
    quoted = ", ".join(names)
    return [
        f"CREATE TABLE held AS SELECT {key} AS place, {quoted} FROM {table} WHERE {key} IN ({one}, {other})",
        *(
            f"UPDATE {table} SET "
            + ", ".join(f"{name} = (SELECT held.{name} FROM held WHERE held.place = {there})" for name in names)
            + f" WHERE {key} = {here}"
            for here, there in ((one, other), (other, one))
        ),
        "DROP TABLE held",
    ]


ENTRY_COLUMNS = "at, actor, acting_as, verb, subject, document_count, content"


def document_of(entry: int) -> Attested:
    return Attested.objects.get(entry=entry, position=0)


def test_a_clean_ledger_has_nothing_to_report():
    report = verify()
    assert (report.findings, report.notes) == ([], [])
    assert (report.entries, report.documents, report.rows, report.heads, report.size) == (12, 15, 14, 12, 12)
    assert report.root == Head.objects.get().root


@pytest.mark.parametrize(
    "column", ["verb = 'other'", "actor = 'person:x'", "acting_as = 'x'", "subject = 'x'", "document_count = 2"]
)
def test_an_altered_entry(column):
    by_hand(f"UPDATE ledger_entry SET {column} WHERE number = 4")
    assert "entry 4: altered" in found()


def test_an_entry_whose_time_is_a_microsecond_off():
    by_hand("UPDATE ledger_entry SET at = '2026-03-02 09:30:00.123457+00:00' WHERE number = 4")
    assert found() == ["entry 4: altered"]


def test_an_altered_content_hash():
    by_hand(f"UPDATE ledger_entry SET content = '{'0' * 64}' WHERE number = 4")
    assert found() == ["entry 4: altered", "entry 4: its documents do not fit it"]


def test_two_altered_entries_are_both_named():
    by_hand("UPDATE ledger_entry SET verb = 'other' WHERE number IN (4, 9)")
    assert found() == ["entry 4: altered", "entry 9: altered"]


def test_a_removed_entry():
    by_hand("DELETE FROM ledger_entry WHERE number = 4")
    assert found() == ["entry 4: missing", "document 1 of entry 4 (sample.visit): its entry is missing"]


def test_an_entry_removed_with_all_that_belongs_to_it():
    pk = document_of(4).pk
    by_hand(
        f"DELETE FROM ledger_sample_visit WHERE attested_id = {pk}",
        f"DELETE FROM ledger_attested WHERE id = {pk}",
        "DELETE FROM ledger_entry WHERE number = 4",
    )
    assert found() == ["entry 4: missing"]


def test_an_entry_removed_and_the_later_ones_renumbered():
    by_hand(
        "DELETE FROM ledger_entry WHERE number = 4",
        *(f"UPDATE ledger_entry SET number = {n - 1} WHERE number = {n}" for n in range(5, 13)),
    )
    says = found()
    assert "entry 4: removed" in says
    assert "entries 4–11: renumbered; signed as entries 5–12" in says
    assert not any(line.endswith("altered") and line.startswith("entry") for line in says)


def test_an_inserted_entry_at_the_end():
    by_hand(
        f"INSERT INTO ledger_entry (number, {ENTRY_COLUMNS}) SELECT 13, {ENTRY_COLUMNS}"
        " FROM ledger_entry WHERE number = 1"
    )
    assert "entry 13: inserted; the head knows 12" in found()


def test_an_inserted_entry_in_the_middle():
    by_hand(
        *(f"UPDATE ledger_entry SET number = {n + 1} WHERE number = {n}" for n in range(12, 6, -1)),
        "INSERT INTO ledger_entry (number, at, actor, acting_as, verb, subject, document_count, content)"
        f" SELECT 7, at, actor, acting_as, 'forged', subject, 0, '{'a' * 64}' FROM ledger_entry WHERE number = 1",
    )
    says = found()
    assert "entry 7: inserted" in says
    assert "entries 8–13: renumbered; signed as entries 7–12" in says


@pytest.mark.parametrize("other", [4, 9])
def test_swapped_entries(other):
    by_hand(*swap("ledger_entry", "number", 3, other, ENTRY_COLUMNS))
    assert f"entries 3 and {other}: swapped" in found()


def test_a_cut_end():
    by_hand("DELETE FROM ledger_entry WHERE number > 9")
    says = found()
    assert any(line.startswith("entries 10–12: cut; heads.log of 20") and line.endswith("knows 12") for line in says)


def test_a_cut_end_with_the_head_wound_back():
    def sizes() -> tuple[str, str, int]:
        row = Head.objects.get()
        return json.dumps(row.frontier), row.root, row.size

    frontier, root, size = sizes()
    visit("late")
    by_hand(
        "DELETE FROM ledger_sample_visit WHERE attested_id IN (SELECT id FROM ledger_attested WHERE entry_id > 12)",
        "DELETE FROM ledger_attested WHERE entry_id > 12",
        "DELETE FROM ledger_entry WHERE number > 12",
        f"UPDATE ledger_head SET size = {size}, root = '{root}', frontier = '{frontier}'",
    )
    says = found()
    assert says[0].startswith("entry 13: cut; heads.log of ") and says[0].endswith("knows 13")
    assert any(line.startswith("the head: altered; its row says 12 entries") for line in says)


def test_an_altered_head():
    by_hand("UPDATE ledger_head SET root = replace(root, substr(root, 1, 1), 'x')")
    assert len(says := found()) == 1 and says[0].startswith("the head: altered")


def test_a_removed_head():
    by_hand("DELETE FROM ledger_head")
    assert "the head: its row is missing" in found()


def test_an_altered_document():
    by_hand(
        "UPDATE ledger_attested SET sealed = (SELECT sealed FROM ledger_attested WHERE entry_id = 2)"
        " WHERE entry_id = 10 AND position = 1"
    )
    assert found() == ["document 2 of entry 10 (sample.visit): altered"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("content_hash = 'ff'", "document 1 of entry 5 (sample.visit): its content hash was altered"),
        ("schema = 'x'", "document 1 of entry 5 (x): column `schema` says x, the attested record says sample.visit"),
        ("key = 'person:person6'", "document 1 of entry 5 (sample.visit): altered"),
        ("key = 'person:nobody'", "key person:nobody: is missing from the key files; one document cannot be read"),
    ],
)
def test_an_altered_column_of_a_document(change, says):
    by_hand(f"UPDATE ledger_attested SET {change} WHERE entry_id = 5")
    assert says in found()


def test_two_documents_whose_contents_were_swapped():
    one, other = document_of(3).pk, document_of(8).pk
    by_hand(*swap("ledger_attested", "id", one, other, "sealed"))
    assert found() == ["document 1 of entry 3 (sample.visit) and document 1 of entry 8 (sample.visit): swapped"]


def test_two_documents_of_one_entry_that_were_swapped_whole():
    one, other = Attested.objects.filter(entry=10).values_list("pk", flat=True)[:2]
    by_hand(*swap("ledger_attested", "id", one, other, "sealed, key, content_hash"))
    assert "document 1 of entry 10 (sample.visit) and document 2 of entry 10 (sample.visit): swapped" in found()


def test_a_removed_document():
    by_hand("DELETE FROM ledger_attested WHERE entry_id = 10 AND position = 1")
    says = found()
    assert "document 2 of entry 10: missing" in says
    assert any(line.endswith("no document attests it") for line in says)


def test_all_documents_of_an_entry_removed():
    by_hand("DELETE FROM ledger_attested WHERE entry_id = 10")
    assert "entry 10: its 3 documents are missing" in found()


def test_an_inserted_document():
    by_hand(
        "INSERT INTO ledger_attested (entry_id, position, schema, key, content_hash, sealed)"
        " SELECT 3, 1, schema, key, content_hash, sealed FROM ledger_attested WHERE entry_id = 5"
    )
    assert "document 2 of entry 3 (sample.visit): inserted; the entry has 1" in found()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("cost = 13", "column `cost` says 13.00, the attested record says 12.50"),
        ("cost = NULL", "column `cost` says nothing, the attested record says 12.50"),
        ("day = '2026-01-08'", "column `day` says 2026-01-08, the attested record says 2026-01-05"),
        ("facts = '{}'", "column `facts` says {}, the attested record says {'by': 'train', 'stops': [1, 2]}"),
        ("town_id = NULL", "column `town` says nothing, the attested record says Lagos"),
        ("town_id = -1", "column `town` says a row that is not there, the attested record says Lagos"),
        (
            "told_at = '2026-03-02 09:30:00.123455+00:00'",
            "column `told_at` says 2026-03-02T09:30:00.123455Z, the attested record says 2026-03-02T09:30:00.123456Z",
        ),
    ],
)
def test_an_altered_row(change, says):
    row = Visit.objects.get(attested__entry=5).pk
    by_hand(f"UPDATE ledger_sample_visit SET {change} WHERE id = {row}")
    assert found() == [f"ledger_sample_visit row {row}: {says}"]


def test_a_removed_row():
    row = Visit.objects.get(attested__entry=5)
    by_hand(f"DELETE FROM ledger_sample_visit WHERE id = {row.pk}")
    assert found() == ["document 1 of entry 5: has no row in ledger_sample_visit"]


def test_an_inserted_row_without_a_document():
    by_hand(
        "INSERT INTO ledger_sample_visit (id, attested_id, day, told_at, cost, facts)"
        " SELECT -1, -1, day, told_at, cost, facts FROM ledger_sample_visit WHERE id = "
        f"{Visit.objects.first().pk}"
    )
    assert found() == ["ledger_sample_visit row -1: no document attests it"]


def test_an_inserted_row_that_borrows_a_document_of_another_kind():
    by_hand(
        "INSERT INTO ledger_sample_visit (id, attested_id, day, told_at, cost, facts)"
        f" SELECT -1, {document_of(11).pk}, day, told_at, cost, facts FROM ledger_sample_visit"
        f" WHERE id = {Visit.objects.first().pk}"
    )
    assert found() == ["ledger_sample_visit row -1: no document attests it; it points at one of sample.post"]


def test_a_row_of_history_ended_on_another_day_by_another_entry_or_by_none():
    ended, running = (Post.objects.get(place=place).pk for place in ("Leeds", "York"))
    table = f"ledger_sample_post row {ended}: column"
    by_hand(f"UPDATE ledger_sample_post SET to_day = '2026-01-15' WHERE id = {ended}")
    assert found() == [f"{table} `to_day` says 2026-01-15, the attested record says 2026-02-01"]
    by_hand(f"UPDATE ledger_sample_post SET to_day = '2026-02-01', ended_by_id = 11 WHERE id = {ended}")
    assert found() == [f"{table} `ended_by` says entry 11, the attested record says entry 12"]
    by_hand(
        f"UPDATE ledger_sample_post SET to_day = '2026-05-01', ended_by_id = 12 WHERE id = {running}",
        f"UPDATE ledger_sample_post SET to_day = NULL, ended_by_id = NULL WHERE id = {ended}",
    )
    assert found() == [
        f"{table} `to_day` says nothing, the attested record says 2026-02-01",
        f"ledger_sample_post row {running}: column `to_day` says 2026-05-01, the attested record says nothing",
    ]


def test_a_missing_guard_is_a_finding():
    guards.drop(names={"ledger_entry"})
    assert found() and all("ledger_entry: the guard" in line for line in found())


def lines() -> list[str]:
    return (settings.AVOW_HOME / "heads.log").read_text().splitlines()


def write(changed: list[str]) -> None:
    (settings.AVOW_HOME / "heads.log").write_text("".join(f"{line}\n" for line in changed))


def test_altered_removed_and_foreign_lines_of_the_head_log():
    kept = lines()
    write([*kept[:3], kept[3].replace('"time":"20', '"time":"19'), *kept[4:]])
    assert found() == ["line 4 of heads.log: altered; its signature does not fit"]
    write([*kept[:3], kept[3].replace('"size":4', '"size":5'), *kept[4:]])
    assert found() == ["line 5 of heads.log: the lines before it, for entry 4, are missing"]
    write([*kept[:3], *kept[4:]])
    assert found() == ["line 4 of heads.log: the lines before it, for entry 4, are missing"]
    write([*kept[:3], *kept[2:]])
    assert found() == ["line 4 of heads.log: goes back to 2, after a head for 3"]
    write(kept)
    (settings.AVOW_HOME / "keys" / "heads.pem").unlink()
    assert len(says := found()) == 13 and "which is not known here" in says[0]


def test_an_entry_altered_where_no_head_gives_its_hash():
    kept = lines()
    write([*kept[:3], *kept[4:]])
    by_hand("UPDATE ledger_entry SET verb = 'other' WHERE number = 4")
    assert any("its root does not fit the 5 entries" in line for line in found())


def test_no_head_log_at_all_is_a_finding():
    (settings.AVOW_HOME / "heads.log").unlink()
    assert found() == ["heads.log: is missing or holds no good line, so that nobody would notice a cut"]


def test_erasing_one_person_leaves_everything_else_verifying():
    keyring.destroy("person:person5")
    assert found() == ["key person:person5: was destroyed, and no entry says so"]
    with transaction.atomic():
        doc = Doc(ERASURE, {"key": "person:person5"}, "register")
        record("erased", actor="system", subject="person:person5", at=AT, docs=[doc])
    report = verify()
    assert (report.findings, report.erased, report.documents) == ([], 1, 16)
    by_hand("UPDATE ledger_attested SET content_hash = 'ff' WHERE entry_id = 5")
    assert found() == ["entry 5: one of its documents that cannot be read (1) was altered"]


def test_an_erased_key_that_came_back_is_a_finding_until_it_is_destroyed_again():
    keyring.make(["person:back"])
    with transaction.atomic():
        doc = Doc(ERASURE, {"key": "person:back"}, "register")
        record("erased", actor="system", subject="person:back", at=AT, docs=[doc])
    assert found() == [
        "key person:back: was erased by entry 13, and is there again; starting the service destroys it again"
    ]


def test_an_act_whose_head_was_not_written_is_a_remark_and_no_finding(monkeypatch):
    monkeypatch.setattr("avow.ledger.heads.keep", lambda size: None)
    visit("late")
    report = verify()
    assert (report.findings, report.notes) == ([], ["entry 13: no signed head covers this yet"])
    monkeypatch.undo()
    visit("later")
    assert (verify().notes, Entry.objects.count()) == ([], 14)


def test_everything_is_counted_and_a_thousand_is_told():
    visits(*(visit_doc("amina", None) for _ in range(1200)))
    by_hand("UPDATE ledger_sample_visit SET cost = 1 WHERE town_id IS NULL")
    report = verify()
    assert (report.count, len(report.findings)) == (1200, 1000)
