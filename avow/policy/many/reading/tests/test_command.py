"""avow judge: what it prints and writes, with which exit status, and that it leaves nothing half done."""

import csv
import io
import json
import os
import pty
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from avow.cli.main import main
from avow.policy.many import out

GIFTS = """\
person,other_side,on,amount
amina,Delta,2026-01-10,140.00
amina,Delta,2026-03-10,60.01
boris,Delta,2026-03-10,200.00
boris,Delta,yesterday,5.00
"""


KIND = ("--kind", "gift_received")


def test_findings_refused_rows_and_counts(judge, file):
    status, summary, findings, refused, _ = judge(file(GIFTS), *KIND)
    assert status == 1
    assert summary["rows"] == {"read": 4, "judged": 3, "refused": 1}
    (one,) = findings
    assert {key: one[key] for key in ("row", "person", "counterparty", "on", "clause", "rule", "finding")} == {
        "row": 2, "person": "amina", "counterparty": "Delta", "on": "2026-03-10", "clause": "5.2", "rule": "main",
        "finding": "approval",
    }  # fmt: skip
    assert one["values"]["same_direction_12m"] == "200.01"
    assert "USD 200.01" in one["says"]
    assert refused == [{"row": 4, "line": 5, "column": "on", "value": "yesterday", "reason": refused[0]["reason"]}]
    assert summary["counts"][-1] == {
        "clause": "5.2", "rule": "main", "finding": "approval", "findings": 1, "unanswered": 0,
    }  # fmt: skip
    assert summary["unasked"] == {"declined": "false", "paid_back": "0.00"}
    assert "is_partner" in summary["unknown"]
    assert summary["refused"] == [{"column": "on", "reason": refused[0]["reason"], "rows": 1}]


def test_nothing_found(said, file):
    status, printed, _ = said(
        file("person,other_side,on,amount\namina,Delta,2026-01-10,5\n"), *KIND, "--set", "declined=yes"
    )
    assert status == 0
    assert "1 row read, 1 judged, 0 refused." in printed
    assert "This is no clearance" in printed


def test_refused_rows_alone_are_something_found(said, file):
    status, printed, _ = said(file("person,on\namina,2026-02-30\n"), *KIND)
    assert status == 1
    assert "row 1, line 2: on '2026-02-30' is not a day such as 2026-01-31" in printed


def test_the_summary_in_words(said, file):
    status, printed, _ = said(file(GIFTS), *KIND)
    assert status == 1
    assert "4 rows read, 3 judged, 1 refused." in printed
    assert "Taken: 4 columns by their own name, kind = gift_received for every row." in printed
    assert "No currency is named, so amounts are taken as USD." in printed
    assert "rows a second" not in printed
    assert "Nobody was asked, so as the policy says: paid_back = 0.00, declined = false." in printed
    assert "No column has, so unknown in every row: " in printed
    assert "Say --out FILE to have each finding" in printed


def test_what_another_limit_would_have_meant_in_the_past(judge, said, file):
    """Not from today on: the gifts of January and March are judged by it too."""
    _, summary, findings, _, _ = judge(file(GIFTS), *KIND, "--figure", "5.2.limit_12m=100")
    assert [one["row"] for one in findings] == [1, 2, 3]
    assert summary["figures"] == {"5.2.limit_12m": "100"}
    printed = said(file(GIFTS), *KIND, "--figure", "5.2.limit_12m=100")[1]
    assert "With other figures than the policy has, as if it had always been so: 5.2.limit_12m = 100." in printed
    assert "With other figures" not in said(file(GIFTS), *KIND)[1]


def test_a_spreadsheet_with_decimal_commas(said, judge, file):
    """The comma is that of the file: what is given for all rows, and what nobody was asked, has a point."""
    gifts = file('person;other_side;on;amount\namina;Delta;2026-01-10;1.250,00\namina;Delta;2026-01-11;"150,00 €"\n')
    _, _, findings, refused, _ = judge(gifts, *KIND, "--decimal", "comma", "--set", "paid_back=50.25")
    assert [one["values"]["same_direction_12m"] for one in findings] == ["1199.75"]
    assert "--set currency=EUR" in refused[0]["reason"]
    refused = judge(gifts, *KIND)[3]
    assert "--decimal comma" in refused[0]["reason"]
    path = file('{"person": "amina", "on": "2026-01-10", "amount": 12.5}\n', "gifts.jsonl")
    status, _, errors = said(path, *KIND, "--decimal", "comma")
    assert (status, "--decimal comma is for CSV" in errors) == (2, True)


def test_columns_with_other_names_are_named_and_so_is_no_currency(said, file):
    gifts = file("Employee,Other side,On\namina,Delta,2026-01-10\n")
    printed = said(gifts, *KIND, "--map", "person=Employee")[1]
    assert "Taken: 2 columns by their own name, person from 'Employee', kind = gift_received" in printed
    assert "No currency" not in printed  # nor is there an amount
    assert "No currency" not in said(file(GIFTS), *KIND, "--set", "currency=EUR")[1]


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_every_form_says_the_same(said, file, tmp_path, ending):
    path = tmp_path / f"found.{ending}"
    assert said(file(GIFTS), *KIND, "--out", path)[0] == 1
    rows = {
        "jsonl": lambda: [json.loads(line) for line in path.read_text().splitlines()],
        "csv": lambda: list(csv.DictReader(io.StringIO(path.read_text(), newline=""))),
        "parquet": lambda: pq.read_table(path).to_pylist(),
    }[ending]()
    assert [(int(one["row"]), one["person"], str(one["on"]), one["clause"]) for one in rows] == [
        (2, "amina", "2026-03-10", "5.2")
    ]
    values = rows[0]["values"] if ending == "jsonl" else json.loads(rows[0]["values"])
    assert values["same_direction_12m"] == "200.01"
    assert list(rows[0]) == ["row", "person", "counterparty", "on", "clause", "rule", "finding", "says", "values"]


def test_questions_are_written(said, file, tmp_path):
    path = tmp_path / "questions.jsonl"
    said(file(GIFTS), *KIND, "--questions", path)
    asked = [json.loads(line) for line in path.read_text().splitlines()]
    assert {"row", "person", "counterparty", "on", "clause", "fact", "source", "says", "rows"} == set(asked[0])
    assert {one["fact"] for one in asked if one["row"] == 1} >= {"is_partner"}


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@sum", "\t=1"])
def test_a_cell_that_would_be_a_formula_stays_text(said, file, tmp_path, name):
    path = tmp_path / "found.csv"
    said(file(f'person,other_side,on,amount\n"p{name}","{name}",2026-01-10,300\n'), *KIND, "--out", path)
    (row,) = csv.DictReader(io.StringIO(path.read_text(), newline=""))
    assert row["counterparty"] == "'" + name.strip()
    assert row["person"] == "p" + name
    assert not any((cell or "")[:1] in tuple("=+-@\t") for cell in row.values())


def test_a_file_is_written_over_only_when_the_new_one_is_whole(said, file, tmp_path, monkeypatch):
    path = tmp_path / "found.jsonl"
    path.write_text("as it was")

    def broken(relation, path, ending):
        path.write_text("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(out, "_write", broken)
    status, _, complaint = said(file(GIFTS), *KIND, "--out", path)
    assert status == 2
    assert "cannot be written: No space left on device" in complaint
    assert path.read_text() == "as it was"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["found.jsonl", "gifts.csv"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--out", "found.xlsx"], "the name ends in .jsonl, .csv or .parquet"),
        (["--out", "nowhere/found.csv"], "there is no folder nowhere"),
        (["--out", "gifts.csv"], "is the file that is read as well"),
        (["--out", "a.csv", "--refused", "a.csv"], "is --out as well"),
        (["--spill", "nowhere"], "there is no such folder"),
        (["--earliest", "2026-01-02", "--latest", "2026-01-01"], "--latest lies before --earliest"),
        (["--map", "amount=a", "--map", "amount=b"], "--map names amount twice"),
        (["--map", "amuont=amount"], "Did you mean amount?"),
        (["--map", "amount=amuont"], "Did you mean 'amount'?"),
        (["--set", "is_partner=perhaps"], "is_partner is given as 'perhaps' for all rows, which is neither yes nor no"),
        (["--set", "on=1999-01-01"], "which is before 2000-01-01"),
        (["--kind", "gift"], "is none of the kinds of this policy"),
        (["--policy", "nowhere"], "nowhere"),
        (["--require", "is_partner"], "no column says is_partner"),
        (["--groups", "gifts.csv"], "--map party=COLUMN"),
        (["--figure", "5.2.limit_12n=100"], "Did you mean 5.2.limit_12m?"),
        (["--figure", "5.2.limit_12m=many"], "5.2.limit_12m"),
        (["--figure", "5.2.limit_12m"], "write it as 5.2.limit_12m=100"),
        (["--figure", "5.2.limit_12m=1", "--figure", "5.2.limit_12m=2"], "--figure names 5.2.limit_12m twice"),
        (["--compare"], "--compare shows what --figure or --groups change"),
        (["--compare", "--engine", "spark", "--figure", "5.2.limit_12m=1"], "--compare is not there on a Spark"),
        (["--decimal", "semicolon"], "invalid choice"),
        (["--rates", "gifts.csv"], "no column currency and no column day"),
        (["--master", "local"], "go with --engine spark"),
        (["--format", "json"], "none of csv, jsonl, parquet, arrow"),
        (["--memory", "4"], "is not a size such as 4GB"),
        (["--threads", "0"], "is not a number of processors"),
        (["--earliest", "1.1.2026"], "is not a day such as 2026-01-31"),
        (["--map", "amount"], "is not of the form FACT="),
    ],
)  # fmt: skip
def test_bad_usage(said, file, monkeypatch, words, complaint):
    path = file(GIFTS)
    monkeypatch.chdir(path.parent)
    kind = () if "--kind" in words else KIND
    status, printed, errors = said("gifts.csv", *kind, *words)
    assert (status, printed) == (2, "")
    assert complaint in errors
    assert [one.name for one in path.parent.iterdir()] == ["gifts.csv"]


def test_bad_usage_as_json(said):
    status, printed, errors = said("nowhere.csv", *KIND, "--json")
    assert (status, errors) == (2, "")
    assert json.loads(printed)["error"].startswith("nowhere.csv cannot be read")


def test_a_pack_that_is_broken(said, file, changed):
    folder = changed(("clauses/5.2-*", "same_direction_12m > limit_12m", "same_direction_12m > limit_12n"))
    status, _, errors = said(file(GIFTS), *KIND, "--policy", folder)
    assert status == 2
    assert "Did you mean limit_12m?" in errors


def test_groups_of_the_judged_day(judge, file):
    gifts = "person,party,on,amount\namina,kwik,2026-01-10,150\namina,delta,2026-03-10,150\namina,kwik,2026-05-10,1\n"
    groups = file("party,party_group,since,until\nkwik,D,2026-02-01,2026-05-01\ndelta,D,2020-01-01,\n", "groups.csv")
    _, _, findings, _, _ = judge(file(gifts), *KIND, "--groups", str(groups))
    assert [one["row"] for one in findings] == [
        2
    ]  # on 10 March the two are one group; on 10 January and May they are not


def test_parties_are_matched_as_totals_match_them(judge, said, file):
    """A party that is written alike in both goes before one that is nearly so."""
    gifts = file("person,party,on,amount\namina,Café Kwik,2026-01-10,150\namina,Delta,2026-03-10,150\n")
    groups = file("party,group\nCAFE KWIK.,D\nDelta,D\ndelta,E\nOmega,D\n", "groups.csv")
    _, summary, findings, _, _ = judge(gifts, *KIND, "--groups", str(groups))
    assert [one["row"] for one in findings] == [2]
    assert summary["parties_in_no_record"] == ["Omega", "delta"]
    printed = said(gifts, *KIND, "--groups", groups)[1]
    assert "2 parties of the groups occur in no record: Omega, delta." in printed
    groups = file("party,group\nCafé Kwik,D\nDelta,D\n", "groups.csv")
    assert "in no record" not in said(gifts, *KIND, "--groups", groups)[1]


def test_a_party_that_would_be_in_two_groups_by_its_nearly_same_names_is_refused(said, file):
    gifts = file("person,party,on,amount\namina,Delta,2026-01-10,150\n")
    groups = file("party,group\nDELTA,D\ndelta,E\n", "groups.csv")
    status, _, errors = said(gifts, *KIND, "--groups", groups)
    assert (status, "Delta is in two groups on one day" in errors) == (2, True)


def test_amounts_in_other_currencies(said, file):
    rates = file("day,currency,rate\n2026-01-09,USD,1.10\n2026-01-09,GBP,0.50\n", "rates.csv")
    gifts = file(
        "person,other_side,on,amount,currency\namina,Delta,2026-01-10,100,GBP\nboris,Delta,2026-02-10,100,GBP\n"
    )
    status, printed, _ = said(gifts, *KIND, "--rates", rates)
    assert status == 1
    assert "1 row in GBP: no rate of the day or of the seven before, so their amounts are unknown." in printed
    assert "The rates are the rates in rates.csv; the last are of 2026-01-09." in printed
    assert "1 finding in all." in printed  # 100 pounds were 220 dollars; nothing can be said of the others


def test_currencies_that_ended_and_cells_without_one(said, file):
    gifts = file("person,other_side,on,amount,currency\namina,Delta,2024-01-10,9,HRK\nboris,Delta,2024-01-10,9,\n")
    printed = said(gifts, *KIND)[1]
    assert "1 row in HRK: its last rate is of 2022-12-30, so their amounts are unknown." in printed
    assert "1 row with no currency: the cell is blank, so their amounts are unknown." in printed
    assert "The rates are the European Central Bank's reference rates; the last are of " in printed


def test_help_is_whole(said):
    status, printed, _ = said("--help")
    assert status == 0
    options = """--map --set --figure --compare --decimal --require --dates --earliest --latest --format --groups
        --rates --out --questions --refused --json --memory --threads --spill --engine --master --policy --kind"""
    for option in options.split():
        assert option in printed
    assert "examples:" in printed


def test_spark_that_is_not_installed_is_said_plainly(said, file, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    status, _, errors = said(file(GIFTS), *KIND, "--engine", "spark", "--master", "local[1]")
    assert status == 2
    assert "pip install 'avow[spark]'" in errors


def test_judging_needs_neither_django_nor_a_database(tmp_path, file):
    code = (
        "import sys; from avow.cli.main import main; status = main(sys.argv[1:]); "
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "judge", str(file(GIFTS)), *KIND],
        capture_output=True, text=True, check=False, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, "")
    assert "1 finding in all." in done.stdout


def test_help_loads_no_engine():
    code = "import sys; from avow.cli.main import main; main(['judge', '--help']); assert 'duckdb' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_day_of_the_command_is_today(file, capsys):
    assert main(["judge", str(file("person,on\namina,2999-01-01\n")), *KIND]) == 1
    assert "is after 20" in capsys.readouterr().out


COMMAND = "from avow.cli.main import main; import sys; sys.exit(main(sys.argv[1:]))"


def test_on_a_terminal_it_says_how_far_it_is(large):
    ours, theirs = pty.openpty()
    words = [sys.executable, "-c", COMMAND, "judge", str(large), *KIND]
    env = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=theirs, env=env) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:
                break
            if not more:
                break
            seen += more
        assert running.wait() == 1
    text = seen.decode(errors="replace")
    assert "Reading large.csv" in text
    assert "Judging" in text
    assert "%" in text


def test_elsewhere_there_is_no_bar(said, file):
    assert said(file(GIFTS), *KIND)[2] == ""


def test_little_memory_spills_and_judges_the_same(large, said, tmp_path):
    printed = [said(large, *KIND, "--json", "--memory", memory)[1] for memory in ("4GB", "200MB")]
    counts = [json.loads(one)["counts"] for one in printed]
    assert counts[0] == counts[1]
    assert sum(one["findings"] for one in counts[0]) > 0
