"""`avow import gifts` on the command line: what is printed, JSON, JSON Lines, exit statuses, words that do not fit."""

import json
import stat
from datetime import date

import pytest
from django.core.management.base import CommandError

from avow.adoptions.testing import adopted
from avow.config import clock
from avow.gifts.models import Gift
from avow.imports.tests.conftest import AT, DAY
from avow.imports.tests.gifts_world import LONG_AGO
from avow.imports.tests.test_command import avow_import
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db
RECEIVED = ("--map", "kind:=gift_received")
TEXT = (
    "person,date,party,amount,shoe\nA1,2026-03-01,X,150,41\nA1,2026-03-02,X,~60,\nA1,0021-03-02,X,60,\n"
    "B1,Nil return,Nil return,,\n"
)


@pytest.fixture(autouse=True)
def cast(db, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    people = make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))
    return people


def test_what_is_told(file):
    out, status = avow_import("gifts", file(TEXT), *RECEIVED)
    assert status == 1
    for words in (
        "Judged by the policy in force today (Corporate conflict-of-interest policy 2026.1)",
        "kind is always 'gift_received'",
        "Not used: shoe.",
        "  line 4, date '0021-03-02': The day 0021-03-02 is outside 2000-01-01 to 2026-11-22. Check the year",
        "Above a limit that adds up (1 pair of person and party):",
        "  5.2: A1 and X, first on 2026-03-02 with 210.00, at most 210.00",
        "Gifts: 2 added, 0 there already, 1 nil return, 1 row refused.",
        "0 with a party of the register, 2 with one as it was written; 1 estimated, 0 of unknown worth.",
        "Written as entry ",
    ):
        assert words in out, (words, out)


def test_a_dry_run_says_so_and_the_second_time_says_that_nothing_is_new(file):
    path = file(TEXT)
    out, _ = avow_import("gifts", path, *RECEIVED, "--dry-run")
    assert "This was a dry run: nothing was written." in out
    assert not Gift.objects.exists()
    avow_import("gifts", path, *RECEIVED)
    out, _ = avow_import("gifts", path, *RECEIVED)
    assert "Gifts: 0 added, 2 there already" in out
    assert "Nothing is new; nothing was written." in out


def test_json_and_out_have_everything(file, tmp_path):
    out = tmp_path / "report.jsonl"
    printed, status = avow_import("gifts", file(TEXT), *RECEIVED, "--json", "--out", out)
    said = json.loads(printed)
    assert said["status"] == status == 1
    assert said["counts"] == {
        "rows": 4, "added": 2, "unchanged": 0, "recognised": 0, "nil_returns": 1, "refused": 1, "estimates": 1,
        "unknown_amounts": 0, "in_register": 0, "as_written": 2, "above_a_limit": 1, "seen_again": 0, "findings": 1,
    }  # fmt: skip
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["result"] for line in lines] == [
        "refused", "finding", "nil return", "added", "added", "above a limit",
    ]  # fmt: skip
    assert {line["disclosure"] for line in lines if line["result"] == "added"} == set(
        Gift.objects.values_list("disclosure__public_id", flat=True)
    )
    assert lines[-1] == {
        "result": "above a limit", "clause": "5.2", "person": "A1", "party": "X", "first": "2026-03-02",
        "sum": "210.00", "largest": "210.00",
    }  # fmt: skip
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "No column looks like the gift's kind"),
        ([*RECEIVED, "--on", "2026-01-01"], "each gift has its own day"),
        ([*RECEIVED, "--complete"], "each gift has its own day"),
        ([*RECEIVED, "--standing", "supplier:present"], "--standing is for counterparties"),
        ([*RECEIVED, "amont=amount"], "A gift has no field 'amont'. Did you mean 'amount'?"),
    ],
)
def test_words_that_cannot_be_used(file, words, says):
    with pytest.raises(CommandError) as told:
        avow_import("gifts", file(TEXT), *words)
    assert says in str(told.value)
    assert told.value.returncode == 2
    assert not Gift.objects.exists()


def test_nothing_in_a_file_steers_the_terminal(file):
    text = (
        "person,date,party,amount\nA1,2026-03-01,\x1b[31mX,500\n\x1b[2J,2026-03-01,X,5\nA1,2026-03-01,X,\x1b]0;\x07\n"
    )
    out, _ = avow_import("gifts", file(text), *RECEIVED)
    assert "\x1b" not in out and "\x07" not in out
    assert Gift.objects.count() == 1
