"""`avow import` on the command line: words, exit statuses, JSON."""

import io
import json
import os
import stat
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.ledger.models import Entry
from avow.people.models import Person

pytestmark = pytest.mark.django_db


def avow_import(*words):
    """What is printed, and the exit status."""
    out = io.StringIO()
    try:
        call_command("import", *map(str, words), stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def test_all_is_well(file):
    out, status = avow_import("people", file("number,name,shoe\n1,Amina,41\n"))
    assert status == 0
    assert "number* from 'number', name* from 'name'" in out
    assert "Not used: shoe." in out
    assert "People: 1 added, 0 changed, 0 unchanged, 0 left, 0 rows refused." in out
    assert "Written as entry 1 of the ledger" in out


def test_refused_rows_are_printed_with_line_why_and_what_to_do(file):
    out, status = avow_import("people", file("number,name,hire date\n1,Amina,0021-05-03\n"))
    assert status == 1
    assert (
        "  line 2, hire date '0021-05-03': The joined on 0021-05-03 is outside 1900-01-01 to" in out
        and "Check the year for a typing error." in out
    )
    assert "Nothing is new; no person was changed and nothing was written." in out


def test_the_second_time_says_that_nothing_is_new(file):
    path = file("number,name\n1,Amina\n")
    avow_import("people", path)
    out, status = avow_import("people", path)
    assert (status, "Nothing is new" in out, "1 unchanged" in out) == (0, True, True)


def test_changes_are_printed_from_and_to(file):
    avow_import("people", file("number,name,grade\n1,Amina,P1\n"))
    out, _ = avow_import("people", file("number,name,grade\n1,Amina,\n"))
    assert "  1: grade P1 → (nothing)" in out


def test_a_dry_run_says_so(file):
    out, status = avow_import("people", file("number,name\n1,Amina\n"), "--dry-run")
    assert (status, "This was a dry run: nothing was written." in out) == (0, True)
    assert not Person.objects.exists()


def test_json_has_everything(file):
    out, status = avow_import("people", file("number,name\n1,Amina\n,Boris\n"), "--json", "--on", "2026-01-05")
    said = json.loads(out)
    assert status == said["status"] == 1
    assert (said["on"], said["added"], said["counts"]["refused"]) == ("2026-01-05", ["1"], 1)
    assert said["refused"] == [
        {"line": 3, "column": "number", "value": "", "why": "The number is empty.",
         "remedy": "Give each person a number of their own that stays the same."}
    ]  # fmt: skip


def test_out_writes_everything_line_by_line_for_its_owner_alone(file, tmp_path):
    avow_import("people", file("number,name\n1,Amina\n2,Boris\n"))
    out = tmp_path / "report.jsonl"
    avow_import("people", file("number,name\n1,Amina Haddad\n3,Chen\n,X\n"), "--out", out)
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["result"] for line in lines] == ["refused", "added", "changed"]
    assert lines[2] == {"result": "changed", "number": "1", "field": "name", "from": "Amina", "to": "Amina Haddad"}
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_who_imports_is_recorded(file):
    avow_import("people", file("number,name\nF1,Farah\n"))
    avow_import("people", file("number,name\n1,Amina\n"), "--by", "F1")
    assert [entry.actor for entry in Entry.objects.order_by("number")] == [
        "command line",
        Person.objects.get(number="F1").key,
    ]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--by", "F9"], "--by 'F9': nobody with this number is with us"),
        (["--on", "tomorrow"], "--on 'tomorrow' is not a day"),
        (["--on", "0021-05-03"], "--on 0021-05-03 is outside 1900-01-01"),
        (["--on", "2923-05-03"], "--on 2923-05-03 is outside"),
        (["--map", "grade=Grad"], "There is no column 'Grad'. Did you mean 'grade'?"),
        (["--standing", "supplier:present"], "--standing is for counterparties"),
        (["--encoding", "klingon"], "The encoding 'klingon' is not known here"),
        (["--sheet", "A"], "has no sheets"),
    ],
)
def test_words_that_cannot_be_used(file, words, says):
    with pytest.raises(CommandError) as told:
        avow_import("people", file("number,name,grade\n1,Amina,P1\n"), *words)
    assert says in str(told.value)
    assert told.value.returncode == 2
    assert not Entry.objects.exists()


def test_out_may_not_be_the_file_itself(file):
    path = file("number,name\n1,Amina\n")
    with pytest.raises(CommandError, match="--out names the file that is imported"):
        avow_import("people", path, "--out", path)
    assert path.read_text() == "number,name\n1,Amina\n"


def test_through_the_one_command_bad_files_and_bad_words_end_with_two(tmp_path):
    (tmp_path / "avow.sqlite3").write_bytes(b"something")
    there = {**os.environ, "AVOW_HOME": str(tmp_path)}

    def avow(*words):
        words = [sys.executable, "-m", "avow.cli.main", *map(str, words)]
        return subprocess.run(words, capture_output=True, text=True, env=there)

    ended = avow("import", "people", tmp_path / "nothing.csv")
    assert ended.returncode == 2
    assert "is not there. Name a CSV file or a spreadsheet." in ended.stderr
    assert avow("import", "robots", "x.csv").returncode == 2


def test_long_lists_are_cut_and_say_so(file):
    out, _ = avow_import("people", file("number,name\n" + "".join(f",N{place}\n" for place in range(25))))
    assert out.count("The number is empty.") == 20
    assert "and 5 more; --out FILE writes all of them." in out


def test_nothing_in_a_file_steers_the_terminal(file):
    out, _ = avow_import("people", file("number,name,country\n1,Amina,\x1b[31mred\n2,Boris,\u202eback\n"))
    assert "\x1b" not in out and "\u202e" not in out
