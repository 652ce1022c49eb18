"""What changed between two versions, in words a lawyer reads."""

import json

import pytest

from avow.policy import corporate, load
from avow.policy.commands import run
from avow.policy.differences import as_text, differences


@pytest.fixture
def says(small, pack):
    """Change one place of the small pack; gives what is said of it."""

    def change(*changes):
        for name, old, new in changes:
            small.change(name, old, new)
        found = differences(pack, small.load())
        return [change.says for change in found.changes]

    return change


@pytest.fixture
def ours(tmp_path):
    """A copy of the built-in pack and a way to change it."""
    import shutil

    folder = tmp_path / "ours"
    shutil.copytree(corporate(), folder)

    def change(pattern, old, new):
        file = next(folder.glob(pattern))
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))
        return folder

    change.folder = folder
    return change


def told(folder):
    return [change.says for change in differences(load(corporate()), load(folder)).changes]


LIMIT = '{ from = 2000-01-01, value = "200.00" } ]'


def test_nothing_changes(pack):
    found = differences(pack, pack)
    assert found.is_empty and as_text(found).endswith("Nothing changes.")


@pytest.mark.parametrize(
    ("values", "sentences"),
    [
        (
            ', { from = 2027-01-01, value = "100.00" } ]',
            ["falls from USD 200.00 to USD 100.00 from 1 January 2027."],
        ),
        (
            ', { from = 2027-01-01, value = "250.00" }, { from = 2028-01-01, value = "200.00" } ]',
            ["rises from USD 200.00 to USD 250.00 from 1 January 2027 to 31 December 2027."],
        ),
        (
            ', { from = 2027-01-01, value = "80.00", country = "DE" } ]',
            ["falls from USD 200.00 to USD 80.00 in DE from 1 January 2027."],
        ),
        (
            ', { from = 2027-01-01, value = "100.00" }, { from = 2027-01-01, value = "80.00", country = "DE" } ]',
            [
                "falls from USD 200.00 to USD 100.00 from 1 January 2027.",
                "falls from USD 200.00 to USD 80.00 in DE from 1 January 2027.",
            ],
        ),
        (
            ', { from = 2027-01-01, value = "200.00" } ]',
            ["is written otherwise; its values are the same on every day."],
        ),
    ],
)
def test_a_figure_falls_or_rises_from_a_day(ours, values, sentences):
    folder = ours("clauses/5.2-*.toml", LIMIT, LIMIT.replace(" ]", values))
    start = "The figure for one party in any twelve months (5.2) "
    assert told(folder) == [start + end for end in sentences]


def test_a_figure_that_was_overwritten_differs_since_its_first_day(ours):
    folder = ours("clauses/5.2-*.toml", '"200.00" } ]', '"100.00" } ]')
    assert told(folder)[0].endswith("falls from USD 200.00 to USD 100.00 from 1 January 2000.")


def test_a_rule_that_compares_otherwise(ours):
    folder = ours("clauses/5.2-*.toml", "same_direction_12m > limit_12m", "same_direction_12m >= limit_12m")
    (change,) = differences(load(corporate()), load(folder)).changes
    assert change.says == (
        "The rule “main” asks otherwise: no longer whether the total same_direction_12m is more than the figure for "
        "one party in any twelve months; now whether the total same_direction_12m is at least the figure for one party "
        "in any twelve months."
    )
    assert (change.was, change.now) == (
        "NOT declined AND same_direction_12m > limit_12m",
        "NOT declined AND same_direction_12m >= limit_12m",
    )


def test_old_cases_that_come_out_otherwise_are_named(ours):
    folder = ours("clauses/5.2-*.toml", "same_direction_12m > limit_12m", "same_direction_12m >= limit_12m")
    found = differences(load(corporate()), load(folder))
    assert all(case.clause == "5.2" and (case.expected, case.found) == ("none", "fires") for case in found.cases)
    assert "140 so far and 60 more make exactly 200, which is not more than 200" in {case.name for case in found.cases}
    assert all(case.line for case in found.cases)
    assert differences(load(corporate()), load(folder), cases=False).cases == ()


def test_a_rule_is_the_same_however_it_is_written(ours):
    folder = ours("clauses/5.2-*.toml", "NOT declined AND same", "not  declined  and same")
    assert told(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "part", "words"),
    [
        (
            "clauses/4.5-*.toml",
            'finding = "approval"',
            'finding = "prohibited"',
            "rule",
            "came to “needs approval” and now comes to “not allowed”",
        ),
        ("clauses/5.2-*.toml", "months = 12", "months = 24", "total", "over 24 months instead of 12 months"),
        (
            "clauses/5.2-*.toml",
            "months = 12",
            'window = "calendar_year"',
            "total",
            "over the calendar year instead of 12 months",
        ),
        (
            "clauses/5.2-*.toml",
            '["person", "party_group", "kind"]',
            '["person", "party_group"]',
            "total",
            "no longer by kind",
        ),
        (
            "clauses/5.2-*.toml",
            'sum = "amount - paid_back"',
            'sum = "amount"',
            "total",
            "it adds up amount instead of amount - paid_back",
        ),
        (
            "clauses/5.2-*.toml",
            "compliance officer",
            "board",
            "reading",
            "How the clause is read stays, and is adopted anew. Adopted by board",
        ),
        ("clauses/5.2-*.toml", "There are no exceptions.", "Ask first.", "wording", "The summary is worded otherwise."),
        ("policy.toml", 'version = "2026.1"', 'version = "2027.1"', "policy", "The version is 2027.1; it was 2026.1."),
        (
            "routing.toml",
            'decides = "board_committee"',
            'decides = "chief_executive"',
            "routing",
            "the chief executive instead of the board committee",
        ),
        (
            "routing.toml",
            'otherwise = "board_committee"',
            'otherwise = "chief_executive"',
            "routing",
            "Where no row fits, the chief executive decides instead of the board committee",
        ),
    ],
)
def test_each_part_of_a_pack_is_told(ours, file, old, new, part, words):
    folder = ours(file, old, new)
    found = [change for change in differences(load(corporate()), load(folder)).changes if change.part == part]
    assert any(words in change.says for change in found), [change.says for change in found]


def test_a_clause_that_is_added_or_left_out(ours):
    old, new = load(corporate()), load(corporate())
    fewer = {number: clause for number, clause in new.clauses.items() if number != "5.2"}
    from dataclasses import replace

    without = replace(old, clauses=fewer)
    gone = differences(old, without)
    assert gone.changes[0].says == "Clause 5.2 “Gifts to or from one party in any twelve months” is left out."
    assert {case.found for case in gone.cases} == {"none"} and "clause 5.2 is left out" in gone.cases[0].says
    added = differences(without, old)
    assert added.changes[0].says.startswith("Clause 5.2 “Gifts to or from one party in any twelve months” is added.")
    assert any("A rule" in change.says or "The rule" in change.says for change in added.changes)
    assert added.cases == ()


def test_facts_kinds_and_steps(small, pack):
    found = {}
    new = small.load()
    from dataclasses import replace

    kind = next(iter(new.kinds.values()))
    step = replace(kind.steps[0], title="Another title", asks=kind.steps[0].asks[1:])
    other = replace(kind, title="Another kind", steps=(step, *kind.steps[1:]))
    fact = next(fact for fact in new.facts.values() if fact.type == "boolean")
    changed = replace(
        new,
        kinds={**new.kinds, kind.id: other},
        facts={**new.facts, fact.name: replace(fact, label="Really?", required=not fact.required)},
    )
    for change in differences(pack, changed, cases=False).changes:
        found.setdefault(change.part, []).append(change.says)
    assert "“Another kind”: the title is worded otherwise." in found["kind"]
    assert any("asks otherwise: no longer" in says for says in found["step"])
    (says,) = found["fact"]
    assert f"it was asked as “{fact.label}”" in says and "must be answered" in says
    fewer = {name: one for name, one in new.kinds.items() if name != kind.id}
    assert any(
        "is left out" in change.says for change in differences(pack, replace(new, kinds=fewer), cases=False).changes
    )


def test_clauses_come_first_and_in_their_order(ours):
    ours("policy.toml", 'version = "2026.1"', 'version = "2027.1"')
    ours("clauses/5.2-*.toml", "months = 12", "months = 24")
    folder = ours("clauses/4.5-*.toml", 'finding = "approval"', 'finding = "prohibited"')
    found = differences(load(corporate()), load(folder))
    assert list(found.by_clause()) == ["4.5", "5.2", ""] and found.title("4.5") == "Substantial interest"


def test_the_command_prints_it_and_ends_with_1(ours, capsys):
    folder = ours("clauses/5.2-*.toml", LIMIT, LIMIT.replace(" ]", ', { from = 2027-01-01, value = "100.00" } ]'))
    assert run(["diff", "corporate", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "5.2  Gifts to or from one party in any twelve months" in said and "falls from USD 200.00" in said
    assert run(["diff", "corporate", "corporate"]) == 0
    capsys.readouterr()
    assert run(["diff", "corporate", str(folder), "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert [change["part"] for change in data["changes"]] == ["figure"] and data["cases"] == []


def test_a_broken_pack_or_none_is_said(ours, capsys):
    folder = ours("policy.toml", "currency", "curency")
    assert run(["diff", "corporate", str(folder)]) == 1
    assert "policy.toml:" in capsys.readouterr().out
    assert run(["diff", "corporate", "nothing"]) == 2
    assert "There is no pack called 'nothing'" in capsys.readouterr().err
