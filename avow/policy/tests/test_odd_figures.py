"""What `avow policy check` says is worth a look: it is no mistake, and the pack can be used."""

import json

import pytest

from avow.policy import load
from avow.policy.commands import run
from avow.policy.loading import corporate
from avow.policy.odd_figures import odd_figures

MANY = "clauses/9.2-gifts-of-one-party.toml"
SECOND = "{ from = 2026-07-01, value = "
CASE = """
[[case]]
name = "On the first day of the new limit"
on = 2026-07-01
facts = { kind = "gift", party_group = "delta", amount = "250.00", declined = false }
expect = "none"
"""


def said(small) -> list[str]:
    return [one.what for one in odd_figures(small.load())]


@pytest.fixture
def judged(small):
    """The small pack, with a case for each of its values."""
    small.write(MANY, (small.folder / MANY).read_text() + CASE)
    return small


@pytest.mark.parametrize("pack", sorted(folder.name for folder in corporate().parent.iterdir() if folder.is_dir()))
def test_nothing_is_odd_in_the_packs_that_come_with_avow(pack):
    assert odd_figures(load(corporate().parent / pack)) == []


def test_a_value_without_a_worked_case(small):
    (one,) = odd_figures(small.load())
    assert (one.file, one.line, one.column) == (MANY, *small.place(MANY, SECOND))
    assert one.what == "limit_12m has a value from 2026-07-01, and no worked case is on 2026-07-01 or later"


def test_a_case_on_its_first_day_is_enough_and_one_on_the_day_before_is_not(judged):
    assert said(judged) == []
    judged.change(MANY, "on = 2026-07-01", "on = 2026-06-30")
    assert len(said(judged)) == 1


def test_a_case_after_the_next_value_has_begun_is_about_that_one(judged):
    judged.change(MANY, SECOND, '{ from = 2026-05-01, value = "250.00" }, ' + SECOND)
    assert said(judged) == [
        "limit_12m has a value from 2026-05-01, and no worked case is on 2026-05-01 or later and before 2026-07-01"
    ]


def test_a_value_of_one_country_wants_a_case_of_that_country(judged):
    judged.change(MANY, 'country = "DE" }', 'country = "DE" }, { from = 2026-05-01, value = "40.00", country = "DE" }')
    assert said(judged) == [
        "limit_12m has a value in DE from 2026-05-01, and no worked case in DE is on 2026-05-01 or later"
    ]


def test_a_value_that_is_the_same_again(judged):
    judged.change(MANY, '"300.00"', '"200.00"')
    judged.change(MANY, '"250.00"', '"150.00"')
    assert said(judged) == ["limit_12m is USD 200.00 from 2026-07-01, as it was already from 2000-01-01: no effect"]


def test_the_same_value_in_another_country_or_once_more_after_another_is_meant(judged):
    judged.change(MANY, SECOND, '{ from = 2026-03-01, value = "250.00" }, ' + SECOND)
    judged.change(MANY, '"300.00"', '"200.00"')
    judged.change(MANY, 'value = "50.00"', 'value = "200.00"')
    assert said(judged) == []


def test_a_value_written_after_another_that_begins_before_it(judged):
    judged.change(MANY, SECOND, "{ from = 1926-07-01, value = ")
    assert said(judged)[0] == (
        "limit_12m has a value from 1926-07-01 that is written after another and begins first: "
        "it counts only before 2000-01-01"
    )


@pytest.mark.parametrize(("day", "odd"), [("2036-01-01", False), ("2036-01-02", True)])
def test_a_value_more_than_ten_years_after_the_policy_begins(judged, day, odd):
    judged.change(MANY, "from = 2026-07-01", f"from = {day}")
    judged.change(MANY, "on = 2026-07-01", f"on = {day}")
    told = f"limit_12m has a value from {day}, but the policy begins on 2026-01-01"
    assert said(judged) == ([told] if odd else [])


def test_check_tells_them_apart_from_mistakes(small, capsys):
    assert run(["check", str(small.folder)]) == 0
    printed = capsys.readouterr().out
    assert "nothing wrong." in printed
    assert f"\nWorth a look:\n  {MANY}:" in printed
    assert run(["check", str(small.folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["problems"], len(found["worth_a_look"])) == ([], 1)


def test_check_of_a_pack_without_any_says_nothing_of_it(capsys):
    assert run(["check"]) == 0
    assert "Worth a look" not in capsys.readouterr().out
