"""avow policy check, cases and show: what they print, and with which exit status."""

import json
import subprocess
import sys

import pytest

from avow.policy.commands import run

ONE = "clauses/9.1-one-gift.toml"


@pytest.fixture
def said(capsys):
    def said(*argv):
        status = run(list(argv))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return said


def test_check_of_a_pack_in_order(said, small):
    status, out, _ = said("check", str(small.folder))
    assert status == 0
    assert "nothing wrong" in out
    assert small.load().hash in out


def test_check_of_a_broken_pack(said, small):
    small.change(ONE, "amount > limit", "amuont > limit")
    status, out, _ = said("check", str(small.folder))
    line, column = small.place(ONE, "amuont")
    assert status == 1
    assert f"{ONE}:{line}:{column}: nothing here is called amuont. Did you mean amount?" in out


def test_check_as_json(said, small):
    assert json.loads(said("check", str(small.folder), "--json")[1])["problems"] == []
    small.change(ONE, "amount > limit", "amuont > limit")
    status, out, _ = said("check", str(small.folder), "--json")
    assert status == 1
    assert json.loads(out)["problems"][0]["nearest"] == "amount"


def test_check_of_a_pack_whose_cases_fail(said, small):
    small.change(ONE, "amount > limit", "amount >= limit")
    status, out, _ = said("check", str(small.folder))
    assert status == 1
    assert "1 of 10 worked cases do not hold; `avow policy cases` names them." in out
    assert "nothing wrong" not in out
    status, out, _ = said("check", str(small.folder), "--json")
    assert (status, json.loads(out)["failed"], json.loads(out)["problems"]) == (1, 1, [])


def test_help_lists_adopting_as_well(said):
    status, out, _ = said("--help")
    assert status == 0
    assert all(f"\n    {word} " in out for word in ("check", "cases", "show", "adopt"))
    assert "avow policy adopt" in said("adopt")[2]


def test_cases(said, small):
    assert said("cases", str(small.folder))[:2] == (0, "All 10 worked cases hold.\n")
    small.change(ONE, "amount > limit", "amount >= limit")
    status, out, _ = said("cases", str(small.folder))
    assert status == 1
    assert "9.1 “Exactly the limit”\n    rule main: expected none, found fires\n" in out
    status, out, _ = said("cases", str(small.folder), "--json")
    data = json.loads(out)
    assert (status, data["cases"], data["failed"]) == (1, 10, 1)


def test_cases_of_a_broken_pack(said, small):
    small.change(ONE, "amount > limit", "amuont > limit")
    assert said("cases", str(small.folder))[0] == 1


def test_show(said, small):
    status, out, _ = said("show", "9.2", "--policy", str(small.folder))
    assert status == 0
    for text in (
        "9.2  Gifts of one party",
        "What it means for you\n  We add up for you.",
        "(Adopted by Chen, 1 December 2025.)",
        "when     sum_12m > limit_12m",
        "from 2000-01-01: USD 200.00",
        "from 2000-01-01 in DE: USD 50.00",
        "from 2026-07-01: USD 300.00",
        "amount added up over person, party_group, kind in 12 months up to the day judged, where NOT declined",
        "fires: Two gifts are more than the limit",
    ):
        assert " ".join(text.split()) in " ".join(out.split())


def test_show_as_json(said, small):
    data = json.loads(said("show", "9.2", "--policy", str(small.folder), "--json")[1])
    assert data["figures"][0]["values"][0] == {"from": "2000-01-01", "value": "200.00", "country": None}
    assert data["rules"][0]["when"] == "sum_12m > limit_12m"
    assert len(data["cases"]) == 4


def test_show_of_a_clause_that_is_not_there_names_the_nearest(said, small):
    status, out, err = said("show", "9.22", "--policy", str(small.folder))
    assert (status, out) == (2, "")
    assert err.startswith("There is no clause '9.22' in this pack. The nearest are:\n  9.2  Gifts of one party\n")
    status, out, _ = said("show", "a large shere", "--policy", str(small.folder), "--json")
    assert status == 2
    assert "9.3  A large share" in json.loads(out)["error"]


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["check", "corprate"], "Did you mean corporate?"),
        (["check", "/nowhere/at/all"], "There is no pack called"),
        (["check", ""], "There is no pack called"),
        (["chek"], "invalid choice"),
        (["show"], "CLAUSE"),
        (["check", "--jsn"], "unrecognized arguments"),
        ([], "usage:"),
    ],
)
def test_bad_usage(said, argv, says):
    status, _, err = said(*argv)
    assert status == 2
    assert says in err


def test_help_is_done(said):
    status, out, _ = said("--help")
    assert status == 0
    assert "worked cases" in out


def test_the_built_in_pack_is_the_default(said):
    status, out, _ = said("check")
    assert status == 0
    assert "27 clauses" in out


def test_further_packs_are_found_by_name_in_the_operators_folder(said, small, monkeypatch):
    monkeypatch.setenv("AVOW_POLICIES", str(small.folder.parent))
    assert said("check", "small")[0] == 0
    assert said("show", "9.1", "--policy", "small")[0] == 0
    assert said("check", "corporate")[0] == 0


def test_no_web_framework_is_loaded():
    code = (
        "import sys\nfrom avow.cli.main import main\n"
        "status = main(['policy', 'show', '4.5'])\n"
        "slow = {'django', 'rich', 'hypothesis'} & set(sys.modules)\n"
        "sys.exit(f'loaded {slow}' if slow else status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("4.5  ")
