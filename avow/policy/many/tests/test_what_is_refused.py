"""Records and packs that cannot be judged in bulk are refused beforehand, and nothing in them reaches a file."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from avow.policy import corporate, load
from avow.policy.many import Judging, TooWide, Unfit
from avow.policy.many.tests import every_feature as full
from avow.policy.many.tests.one_by_one import table

CORPORATE = load(corporate())
GIFT = {"on": date(2026, 3, 10), "kind": "gift_received", "person": "amina", "amount": Decimal("300.00")}


def judge(given, pack=CORPORATE):
    with Judging(memory="200MB", threads=1) as judging:
        judged = judging.judge(pack, given)
        return judged.findings().fetchall(), judged.questions().fetchall()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "present"}, "of the kind 'present', which this policy does not have"),
        ({"kind": None}, "have no kind"),
        ({"person": None}, "1 records have no person"),
        ({"on": None}, "1 records have no day"),
        ({"amount": Decimal("-0.01")}, "negative amount; totals add up what is not"),
    ],
)
def test_a_record_that_judging_one_would_refuse(change, says):
    with pytest.raises(Unfit, match=says):
        judge(table(CORPORATE, [{**GIFT, **change}], ["amount"]))


def test_records_with_the_same_number():
    twice = table(CORPORATE, [GIFT, GIFT], ["amount"]).set_column(0, "row", pa.array([1, 1], pa.int64()))
    with pytest.raises(Unfit, match="same number in the column row"):
        judge(twice)


def test_records_without_a_person():
    with pytest.raises(Unfit, match="no column person"):
        judge(table(CORPORATE, [GIFT], []).drop_columns(["person"]))


def test_no_records_at_all():
    assert judge(table(CORPORATE, [], ["amount", "declined"])) == ([], [])


@pytest.mark.parametrize(
    ("number", "old", "new", "where"),
    [
        ("9.1", "weight * pieces * 0.5", "weight * weight_2 * pieces * pieces", "Clause 9.1, rule main"),
        ("9.4", "weight * 0.333 + 1", "weight * weight_2 * pieces * 0.333", "Clause 9.4, total heavy"),
    ],
)
def test_a_number_wider_than_an_engine_counts_is_refused_with_its_clause(
    tmp_path, monkeypatch, number, old, new, where
):
    changed = full.CLAUSES[number].replace(old, new.replace("weight_2", "pieces"))
    monkeypatch.setitem(full.CLAUSES, number, changed)
    pack = full.every_feature(tmp_path / "pack", "group")
    with pytest.raises(TooWide, match=f"{where}: `.*weight \\* pieces \\* pieces.*` can have [0-9]+ digits"):
        judge(table(pack, [{**GIFT, "kind": "gift"}], ["amount"]), pack)


# ---------------------------------------------------------------- what is hostile stays text


@pytest.fixture
def secret(tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("a secret\n")
    return file


def hostile(path: Path) -> list[str]:
    return [
        f"' || (SELECT content FROM read_text('{path}')) || '",
        f"'; COPY (SELECT 1) TO '{path.parent / 'made.csv'}'; --",
        f"{{other_side}} {{amount}} \\' \" -- {path}",
        "a \x00 b \U0001f381 \u202e",
    ]


def test_hostile_text_in_the_records_is_text(secret, tmp_path):
    texts = hostile(secret)
    gifts = [{**GIFT, "other_side": text, "party_group": text, "person": text, "declined": False} for text in texts]
    gifts += [{**GIFT, "other_side": text, "declined": False, "person": "amina"} for text in texts]
    columns = ["other_side", "party_group", "amount", "declined", "paid_back"]
    given = table(CORPORATE, [{**gift, "paid_back": Decimal("0.00")} for gift in gifts], columns)
    findings, _ = judge(given)
    says = {row[0]: row[7] for row in findings if row[4] == "5.2"}
    for row, gift in enumerate(gifts, start=1):
        assert f"given by {gift['other_side']} or its group" in says[row]
    assert not any("a secret" in str(row) for row in findings)
    assert [file.name for file in tmp_path.iterdir()] == ["secret.csv"]


def test_hostile_text_in_a_pack_is_text(secret, tmp_path, monkeypatch):
    plain = full.CLAUSES["9.2"]
    for text in hostile(secret)[:2]:
        wrapped = text.replace("'", "''")
        changed = plain.replace("place = 'a'", f"place = '{wrapped}'")
        changed = changed.replace("Abroad: {abroad}", f"Abroad {text}: {{abroad}}")
        monkeypatch.setitem(full.CLAUSES, "9.2", changed)
        pack = full.every_feature(tmp_path / f"pack_{len(text)}", "group")
        record = {**GIFT, "kind": "gift", "place": text, "abroad": True}
        findings, _ = judge(table(pack, [record], ["place", "abroad", "amount"]), pack)
        said = {(row[4], row[5]): row[7] for row in findings}
        assert ("9.2", "main") in said
        assert said["9.2", "on_its_own"] == f"Abroad {text}: yes; not known; not known."
    assert not (tmp_path / "made.csv").exists()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{secret}')",
        "SELECT * FROM '{secret}'",
        "COPY (SELECT 1) TO '{folder}/made.csv'",
        "ATTACH '{folder}/made.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "SET temp_directory = '{folder}'",
    ],
)
def test_the_connection_reaches_no_file_and_cannot_be_set_otherwise(query, secret, tmp_path):
    with Judging(memory="100MB", threads=1) as judging, pytest.raises(duckdb.Error):
        judging.connection.execute(query.format(secret=secret, folder=tmp_path)).fetchall()


def test_only_files_that_were_named_are_read(secret, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    with Judging(memory="100MB", threads=1, files=[other]) as judging:
        assert judging.connection.execute(f"SELECT * FROM read_csv('{other}')").fetchall() == [(1,)]
        with pytest.raises(duckdb.PermissionException):
            judging.connection.execute(f"SELECT * FROM read_text('{secret}')").fetchall()


def test_memory_and_threads_are_as_given(tmp_path):
    with Judging(memory="300MB", threads=1, spill=tmp_path) as judging:
        ((memory, threads, spill),) = judging.connection.execute(
            "SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('temp_directory')"
        ).fetchall()
    assert (memory, threads, spill) == ("286.1 MiB", 1, str(tmp_path.resolve()))
