"""avow policy list, and finding a clause that another pack has."""

import json
import shutil

import pytest

from avow.policy.commands import run


@pytest.fixture
def said(capsys, small, monkeypatch):
    monkeypatch.setenv("AVOW_POLICIES", str(small.folder.parent))

    def said(*argv):
        status = run(list(argv))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return said


def test_list_has_the_built_in_packs_and_the_operators(said, small):
    (small.folder.parent / "notes").mkdir()
    status, out, _ = said("list")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [
        "corporate",
        "small",
        "uk_university_gifts",
        "us_executive_branch_gifts",
        "us_oge278",
    ]
    assert "Corporate conflict-of-interest policy, version 2026.1, 27 clauses" in out


def test_list_says_which_pack_is_broken(said, small):
    small.change("clauses/9.1-one-gift.toml", "amount > limit", "amuont > limit")
    status, out, _ = said("list")
    assert status == 0
    assert "cannot be used; `avow policy check small` says why" in out
    packs = {one["pack"]: one for one in json.loads(said("list", "--json")[1])["packs"]}
    assert (packs["small"]["version"], packs["small"]["problems"]) == (None, 1)
    assert (packs["corporate"]["version"], packs["corporate"]["clauses"]) == ("2026.1", 27)


def test_list_without_a_folder_of_the_operators(said, monkeypatch):
    monkeypatch.delenv("AVOW_POLICIES")
    assert len(said("list")[1].splitlines()) == 4


def test_a_folder_with_the_name_of_a_built_in_pack_is_not_listed_twice(said, small):
    small.folder.rename(small.folder.parent / "corporate")
    _, out, _ = said("list")
    assert out.count("corporate ") == 1
    assert "27 clauses" in out


def test_numbers_that_begin_with_what_was_typed_come_first(said):
    status, _, err = said("show", "2635.204", "--policy", "us_executive_branch_gifts")
    assert status == 2
    assert "The nearest are:\n  2635.204(a)  Small gifts\n  2635.204(b)" in err


def test_a_clause_of_another_pack_is_found_there(said):
    status, _, err = said("show", "2635.204(a)")
    assert status == 2
    told = (
        "The pack us_executive_branch_gifts has it: avow policy show '2635.204(a)' --policy us_executive_branch_gifts"
    )
    assert err.splitlines()[-1] == told
    assert "The pack small has it: avow policy show 9.1 --policy small" in said("show", "9.1")[2]


def test_a_pack_that_was_named_is_the_only_one_looked_at(said):
    assert "has it" not in said("show", "9.1", "--policy", "corporate")[2]


def test_cases_of_one_clause(said, small):
    assert said("cases", "small", "9.2")[:2] == (0, "All 4 worked cases hold.\n")
    small.change("clauses/9.1-one-gift.toml", "amount > limit", "amount >= limit")
    assert said("cases", "small", "9.2")[0] == 0
    status, out, _ = said("cases", "small", "9.1")
    assert status == 1
    assert out.endswith("2 of 3 worked cases hold.\n")
    assert json.loads(said("cases", "small", "9.1", "--json")[1])["cases"] == 3


def test_cases_of_a_clause_that_is_not_there(said):
    status, _, err = said("cases", "small", "9.22")
    assert status == 2
    assert "The nearest are:\n  9.2  Gifts of one party" in err


def test_diff_says_that_two_that_differ_are_called_the_same_version(said, small, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(small.folder, other)
    small.change("clauses/9.1-one-gift.toml", "Ask first.", "Ask Chen first.")
    status, out, _ = said("diff", str(other), "small")
    assert status == 1
    assert "Both are called version 1, although they differ." in out
    assert json.loads(said("diff", str(other), "small", "--json")[1])["same_version"] is True
    small.change("policy.toml", 'version = "1"', 'version = "2"')
    assert "although they differ" not in said("diff", str(other), "small")[1]
    assert "although they differ" not in said("diff", str(other), str(other))[1]
