"""`avow rates` on the command line: words, exit statuses, JSON."""

import io
import json
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from avow.ledger.models import Entry
from avow.rates.models import RatesFile

pytestmark = pytest.mark.django_db


def avow_rates(*words):
    """What is printed, and the exit status."""
    out = io.StringIO()
    try:
        call_command("rates", *map(str, words), stdout=out)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


@pytest.fixture
def file(tmp_path):
    def write(text, name="ours.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_rates_are_brought_and_the_second_time_nothing_is_new(file):
    path = file("day,currency,rate\n2026-03-03,USD,1.25\n2026-03-04,USD,1.26\n2026-03-03,GBP,0.83\n")
    out, status = avow_rates("import", path)
    assert status == 0
    assert "ours.csv: 1 rate added, 1 corrected, 1 known before; from 2026-03-03 to 2026-03-04, of GBP, USD." in out
    assert "Written as entry 1 of the ledger." in out
    assert avow_rates("import", path) == (
        "Nothing is new: 3 rates of ours.csv are known. Nothing was written.\n", 0
    )  # fmt: skip


def test_a_dry_run_says_so_and_writes_nothing(file):
    out, status = avow_rates("import", file("day,currency,rate\n2026-03-04,USD,1.26\n"), "--dry-run")
    assert (status, "This was a dry run: nothing was written." in out) == (0, True)
    assert not Entry.objects.exists()


def test_every_refused_row_is_named_and_nothing_is_brought(file):
    rows = "".join(f"2026-03-{day},USD,1.3\n" for day in range(10, 31)) + "2026-03-04,usd,1\n" * 20
    out, status = avow_rates("import", file("day,currency,rate\n" + rows))
    assert status == 1
    assert "ours.csv:13: '2026-03-21': The day is to come. Bring rates once they are published." in out
    assert "… and 10 more." in out and "30 rows cannot be taken, so nothing was imported." in out
    assert not RatesFile.objects.exists()


def test_a_slip_is_refused_until_one_says_yes(file):
    path = file("day,currency,rate\n2026-03-04,USD,12.6\n")
    out, status = avow_rates("import", path)
    assert (status, "ours.csv:2: 'USD 12.6': On 2026-03-03 it was 1.25" in out) == (1, True)
    assert avow_rates("import", path, "--yes")[1] == 0


@pytest.mark.parametrize("text", ["", "x,y\n1,2\n"])
def test_what_cannot_be_used_ends_with_2(file, text):
    with pytest.raises(CommandError, match=r"ours\.csv .*Nothing was imported\.") as error:
        avow_rates("import", file(text))
    assert error.value.returncode == 2


def test_json_has_everything(file):
    path = file("day,currency,rate\n2026-03-04,USD,1.26\n")
    said = json.loads(avow_rates("import", path, "--json")[0])
    assert (said["added"], said["entry"], said["days"]) == (1, 1, {"USD": ["2026-03-04", "2026-03-04"]})
    out, status = avow_rates("import", file("day,currency,rate\n2026-03-04,usd,1\n"), "--json")
    said = json.loads(out)
    assert (status, said["refused"], said["entry"]) == (1, 1, None)
    assert said["refusals"] == [
        {"line": 2, "value": "usd", "why": "This is no currency.", "remedy": "Write three capitals, such as GBP."}
    ]


def test_a_name_that_steers_a_terminal_is_shown_plainly(file):
    path = file("day,currency,rate\n2026-03-04,USD,1.26\n", "a\x1b[2J\n\u202eb.csv")
    out, _ = avow_rates("import", path)
    assert "a�[2J��b.csv: 1 rate added" in out
    assert RatesFile.objects.get().name == "a�[2J��b.csv"


def test_without_more_it_says_where_rates_come_from(file):
    out, _ = avow_rates()
    assert "7 rates against the euro, of 4 currencies, from 2025-12-31 to 2026-03-03." in out
    assert "nothing so far" in out and "Currencies that ended, and their last day: BGN 2025-12-31." in out
    assert "Of GBP, SEK, USD there is no rate after 2026-03-10: amounts in them are unknown." in out
    avow_rates("import", file("day,currency,rate\n2026-03-19,USD,1.26\n"))
    out, _ = avow_rates("show")
    assert "  2026-03-20  ours.csv: 1 added, 0 corrected, of 2026-03-19 to 2026-03-19 (entry 1)" in out
    assert "Of GBP, SEK there is no rate after 2026-03-10" in out
    said = json.loads(avow_rates("show", "--json")[0])
    assert (said["rates"], said["last"], said["mark"], said["files"][0]["name"]) == (8, "2026-03-19", 1, "ours.csv")


@pytest.mark.parametrize(
    ("currency", "on", "says"),
    [
        ("usd", "2026-03-08", "1 EUR = 1.25 USD on 2026-03-08: the European Central Bank's reference rate of 3 March"),
        ("USD", "2026-03-11", "There is no rate of USD on 2026-03-11 or in the seven days before it. The last one was"),
        ("BGN", "2026-03-11", "of 31 December 2025, the last there is; it served until 7 January 2026."),
        ("DEM", "2026-03-11", "DEM ended: it became the euro in 1999, 1.95583 for one euro, for ever."),
        ("XAU", "2026-03-11", "There is no rate of XAU on or before 2026-03-11."),
        ("EUR", "2026-03-11", "1 EUR = 1 EUR on 2026-03-11."),
    ],
)
def test_one_currency_on_a_day(currency, on, says):
    out, status = avow_rates("show", "--currency", currency, "--on", on)
    assert (says in out, status) == (True, 0)


def test_one_currency_as_json():
    said = json.loads(avow_rates("show", "--currency", "GBP", "--on", "2026-03-04", "--json")[0])
    assert (said["rate"], said["day"]) == ("0.820000000000", "2026-03-03")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--on", "2026-03-04"], "name it with --currency"),
        (["--currency", "pounds"], "write|Write three letters"),
        (["--currency", "GBP", "--on", "0001-01-01"], "is not a day from 1999 on"),
        (["--currency", "GBP", "--on", "soon"], "is not a day"),
    ],
)
def test_words_that_cannot_be_used(words, says):
    with pytest.raises(CommandError, match=says):
        avow_rates("show", *words)


def test_today_is_that_of_the_company():
    assert json.loads(avow_rates("show", "--currency", "EUR", "--json")[0])["on"] == date(2026, 3, 20).isoformat()


def test_who_waits_too_long_is_told(file, monkeypatch):
    from avow.rates.management.commands import rates

    def busy(*_, **__):
        raise OperationalError("database is locked")

    monkeypatch.setattr(rates, "bring", busy)
    with pytest.raises(
        CommandError, match=r"being written to, perhaps by another import\. Nothing was imported"
    ) as error:
        avow_rates("import", file("day,currency,rate\n2026-03-04,USD,1.26\n"))
    assert error.value.returncode == 2
