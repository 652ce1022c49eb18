"""avow policy backtest PACK --figure 5.2.limit_12m=100 --since DATE: a question to the past, in one command."""

import csv
import json

import pytest

from avow.access.models import Read
from avow.cli.django_commands import run
from avow.config import clock
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.trials.models import BackTest, JudgedOtherwise
from avow.trials.testing import AT, TODAY, proposed

ASKED = ["backtest", "corporate", "--figure", "5.2.limit_12m=100", "--since", "2016-11-22"]


@pytest.fixture(autouse=True)
def gifts(here, monkeypatch):
    monkeypatch.setattr("avow.trials.management.commands.backtest.today", lambda: TODAY)
    monkeypatch.setattr("avow.trials.management.commands.backtest.now", lambda: AT)
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    disclosed(here.amina, "gift_received", amount="150.00")
    disclosed(here.boris, "gift_received", amount="40.00")
    return here


def test_what_would_a_limit_of_100_have_meant(capsys):
    before = Entry.objects.count()
    assert run(ASKED) == 1
    said = capsys.readouterr().out
    assert "2 records judged, 1 of them otherwise." in said
    assert (
        "1  5.2  newly found" in said
        and "1  gift_received" in said
        and "1  P3" in said
        and "By month\n        1  2026-03" in said
    )
    assert "A1" not in said and "add --by NUMBER" in said
    assert Entry.objects.count() == before and BackTest.objects.get().is_finished


def test_an_officer_reads_which_records_they_are_and_it_is_noted(capsys):
    assert run([*ASKED, "--by", "C1"]) == 1
    assert "2026-03-02  A1  gift_received" in capsys.readouterr().out
    assert Read.objects.get().subject == BackTest.objects.get().subject


def test_a_limit_that_changes_nothing_ends_with_0(capsys):
    assert run([word.replace("=100", "=200") for word in ASKED]) == 0
    assert "2 records judged, 0 of them otherwise." in capsys.readouterr().out


def test_many_months_are_told_by_year(gifts, capsys, monkeypatch):
    monkeypatch.setattr("avow.trials.management.commands.backtest.MOST_MONTHS", 0)
    assert run(ASKED) == 1
    assert "By year\n        1  2026\n" in capsys.readouterr().out


def test_as_json(capsys):
    assert run([*ASKED, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["judged"], said["otherwise"]) == (2, 1)
    assert said["question"]["figures"] == {"5.2.limit_12m": "100"} and said["question"]["since"] == "2016-11-22"
    (cell,) = said["cells"]
    assert cell == {
        "clause": "5.2", "rule": "main", "kind": "gift_received", "grade": "P3", "month": "2026-03",
        "change": "newly_found", "count": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["found.csv", "found.jsonl"])
def test_the_records_in_a_file(tmp_path, name, capsys):
    out = tmp_path / name
    assert run([*ASKED, "--by", "C1", "--out", str(out)]) == 1
    rows = list(csv.DictReader(out.open())) if name.endswith("csv") else [json.loads(line) for line in out.open()]
    (row,) = rows
    assert (row["person"], row["on"], row["clause"], row["change"]) == ("A1", "2026-03-02", "5.2", "newly_found")


def test_a_proposal_is_tried_and_kept_in_the_ledger(gifts, stricter, capsys):
    proposal = proposed(gifts.chen, stricter.folder)
    assert run(["backtest", "--proposal", proposal.public_id, "--by", "C1"]) == 1
    assert Entry.objects.latest("number").verb == "version tried"
    assert JudgedOtherwise.objects.get().disclosure.person == gifts.amina


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            ["corporate", "--figure", "5.2.limit_13m=100"],
            "There is no figure '5.2.limit_13m'. Did you mean 5.2.limit_12m?",
        ),
        (["corporate", "--figure", "5.2.limit_12m=many"], "5.2.limit_12m is an amount in USD"),
        (["corporate", "--figure", "5.2.limit_12m"], "write it as 5.2.limit_12m=100"),
        (["corporate", "--since", "22.11.2016"], "Write it as 2026-01-31"),
        (["corporate", "--since", "2026-02-01", "--until", "2026-01-01"], "is before the first"),
        (["corprate"], "corporate"),
        ([], "Name a pack, or a proposal"),
        (["corporate", "--by", "A1"], "neither compliance officer nor a deputy"),
        (["corporate", "--by", "X9"], "Nobody has the employee number"),
        (["corporate", "--out", "x.csv"], "which officer asks"),
        (["--proposal", "nothing", "--by", "C1"], "There is no proposal 'nothing'"),
        (["corporate", "--groups", "nothing.csv"], "nothing.csv cannot be read"),
        (["corporate", "--groups", "x", "--groups-of-today"], "not both"),
    ],
)
def test_bad_input_ends_with_2_and_leaves_nothing(given, words, capsys):
    assert run(["backtest", *given]) == 2
    assert words in capsys.readouterr().err
    assert not BackTest.objects.exists()
