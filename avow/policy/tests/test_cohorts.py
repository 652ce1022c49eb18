"""Who certifies and who acknowledges: included with reasons, left out with why, or unknown with what is missing."""

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.policy import FactError, corporate, load
from avow.policy.cases import run_cases
from avow.policy.cohorts import ALWAYS, INCLUDED, LEFT_OUT, UNKNOWN, members

CORPORATE = load(corporate())
DAY = date(2026, 1, 15)
GRADE = "The grade is"
REPORTS = "Others report to the person."
ACTING = "HR has marked the person as acting supervisor."
CLERK = {"grade": "clerk", "has_reports": False, "acting_supervisor": False}
LEADING = {"grade": ["manager", "clerk", None], "has_reports": [True, False, None], "acting_supervisor": [True, False]}
JOINED = """
[joined_on]
type = "date"
source = "register"
audience = ["officer"]
label = "Since when?"
"""
CASES = """
[[certify.case]]
name = "An officer"
on = 2026-03-10
facts = { is_officer = true }
expect = "included"

[[certify.case]]
name = "No officer"
on = 2026-03-10
facts = { is_officer = false }
expect = "left_out"

[[certify.case]]
name = "Nobody has said"
on = 2026-03-10
facts = {}
expect = "unknown"
asks = ["is_officer"]
"""


def of(facts, cohort="certify", pack=CORPORATE, on=DAY):
    return members(pack, cohort, {"A1": facts}, on)["A1"]


def test_only_what_made_it_so_is_a_reason():
    found = of({**CLERK, "has_reports": True})
    assert (found.standing, found.reasons, found.missing) == (INCLUDED, (REPORTS,), ())


def test_each_reason_of_several_is_told():
    found = of({"grade": "manager", "has_reports": False, "acting_supervisor": True})
    assert found.reasons == (
        f"{GRADE} manager (one of: supervisor, manager, senior manager).",
        "HR has marked the person as acting supervisor.",
    )


def test_whoever_is_left_out_reads_each_part_that_does_not_hold():
    found = of(CLERK)
    assert found.standing == LEFT_OUT
    assert found.reasons == (
        f"{GRADE} clerk (not one of: supervisor, manager, senior manager).",
        "Nobody reports to the person.",
        "HR has not marked the person as acting supervisor.",
    )


def test_unknown_is_said_with_what_is_missing_and_never_left_out():
    found = of({**CLERK, "grade": None})
    assert (found.standing, found.missing) == (UNKNOWN, ("grade",))
    assert found.reasons == ("Nobody has said the grade.",)


@pytest.mark.parametrize("when", ["is_officer", "(is_officer)", "NOT (NOT (is_officer))"])
def test_a_fact_without_words_for_a_reason_is_told_with_its_question(small, when):
    small.change("cohorts.toml", 'when = "is_officer"', f'when = "{when}"')
    pack = small.load()
    label = pack.facts["is_officer"].label
    assert of({"is_officer": True}, "certify", pack).reasons == (f"{label} yes.",)
    assert of({"is_officer": False}, "certify", pack).reasons == (f"{label} no.",)
    assert of({}, "certify", pack).reasons == (f"{label} Nobody has said.",)


def test_no_reason_of_the_corporate_policy_is_a_question():
    read = {name for cohort in CORPORATE.cohorts.values() for name in cohort.when.names}
    for fact in (CORPORATE.facts[name] for name in read):
        assert fact.called and (fact.type != "boolean" or (fact.so and fact.not_so)), fact.name


def test_what_is_unknown_does_not_matter_where_something_else_settles_it():
    assert of({"acting_supervisor": True}).standing == INCLUDED


def test_a_cohort_of_everyone(pack):
    assert of({}, "acknowledge", pack).reasons == (ALWAYS[True],)


def test_people_come_back_by_their_keys_in_their_order():
    people = {"C3": CLERK, "A1": {"has_reports": True}, "B2": CLERK}
    found = members(CORPORATE, "certify", people, DAY)
    assert [(key, one.standing) for key, one in found.items()] == [
        ("C3", LEFT_OUT),
        ("A1", INCLUDED),
        ("B2", LEFT_OUT),
    ]


def test_facts_that_do_not_fit_name_the_person():
    with pytest.raises(FactError, match="B2: There is no fact called garde"):
        members(CORPORATE, "certify", {"A1": CLERK, "B2": {"garde": "clerk"}}, DAY)


@given(st.fixed_dictionaries({name: st.sampled_from(values) for name, values in LEADING.items()}))
def test_unknown_is_exactly_what_filling_in_could_turn(facts):
    found = of(facts)
    unknown = [name for name, value in facts.items() if value is None]
    filled = {
        of({**facts, **dict(zip(unknown, values, strict=True))}).standing
        for values in itertools.product(*([v for v in LEADING[name] if v is not None] for name in unknown))
    }
    if found.standing == UNKNOWN:
        assert filled == {INCLUDED, LEFT_OUT}
        assert set(found.missing) == set(unknown)
    else:
        assert filled == {found.standing}
        assert found.reasons and not found.missing


@pytest.mark.parametrize(
    ("when", "joined", "standing", "reason"),
    [
        ("joined_on <= on", date(2026, 1, 15), INCLUDED, "Since when? 15 January 2026 (not after 15 January 2026)."),
        ("joined_on <= on", date(2026, 1, 16), LEFT_OUT, "Since when? 16 January 2026 (after 15 January 2026)."),
        ("joined_on > on", date(2026, 1, 15), LEFT_OUT, "Since when? 15 January 2026 (not after 15 January 2026)."),
        ("NOT joined_on > on", date(2026, 1, 15), INCLUDED, "Since when? 15 January 2026 (not after 15 January 2026)."),
        ("joined_on <= on", None, UNKNOWN, "Since when? Nobody has said."),
    ],
)
def test_the_day_is_read_too(small, when, joined, standing, reason):
    small.write("facts.toml", (small.folder / "facts.toml").read_text() + JOINED)
    small.change("cohorts.toml", 'when = "is_officer"', f'when = "{when}"')
    found = of({"joined_on": joined}, pack=small.load())
    assert (found.standing, found.reasons) == (standing, (reason,))


def test_of_and_only_the_false_side_is_why_somebody_is_left_out(small):
    small.change("cohorts.toml", 'when = "is_officer"', 'when = "is_officer AND NOT is_director"')
    found = of({"is_officer": False, "is_director": False}, pack=small.load())
    assert len(found.reasons) == 1
    assert found.reasons[0].endswith("no.")


def test_the_pack_says_when_and_with_whom():
    certify, acknowledge = CORPORATE.cohorts["certify"], CORPORATE.cohorts["acknowledge"]
    assert (certify.clause, certify.asks, certify.with_) == ("6.1", "certify", "local_hr")
    days = certify.every.days(2026)
    assert (days.opens, days.due, days.closes) == (date(2026, 1, 15), date(2026, 2, 14), date(2026, 3, 31))
    assert (acknowledge.clause, acknowledge.with_) == ("2.1", "")
    assert acknowledge.every.due(DAY) == date(2026, 1, 29)


def test_a_pack_without_cohorts_asks_nobody(small):
    with_them = small.load().hash
    (small.folder / "cohorts.toml").unlink()
    assert small.load().cohorts == {}
    assert small.load().hash != with_them


def test_the_hash_covers_the_file(small):
    before = small.load().hash
    small.change("cohorts.toml", "[certify]", 'title = "Reading it"\n[certify]')
    assert small.load().hash != before


def test_worked_cases_are_run(small):
    small.write("cohorts.toml", (small.folder / "cohorts.toml").read_text() + CASES)
    assert [one.wrong for one in run_cases(small.load()) if one.clause == "cohort certify"] == [(), (), ()]
    small.change("cohorts.toml", 'when = "is_officer"', 'when = "NOT is_officer"')
    wrong = {one.name: one.wrong for one in run_cases(small.load()) if not one.holds}
    assert wrong == {
        "An officer": ("expected included, found left out",),
        "No officer": ("expected left out, found included",),
    }


def test_a_case_that_asks_for_something_else_does_not_hold(small):
    small.write("cohorts.toml", (small.folder / "cohorts.toml").read_text() + CASES)
    small.change("cohorts.toml", 'when = "is_officer"', 'when = "is_officer AND is_director"')
    # is_director has no case of its own now, so the pack is refused before its cases run
    assert [problem.what for problem in small.problems()] == [
        "certify has no worked case in which is_director is unknown"
    ]
    small.change("cohorts.toml", 'asks = ["is_officer"]', 'asks = ["is_officer", "is_director"]')
    small.change("cohorts.toml", "facts = {}", "facts = { is_officer = true }")
    more = '\n[[certify.case]]\nname = "More"\non = 2026-03-10\nfacts = {}\nexpect = "unknown"\n'
    small.write("cohorts.toml", (small.folder / "cohorts.toml").read_text() + more)
    wrong = {one.name: one.wrong for one in run_cases(small.load()) if not one.holds}
    assert wrong["Nobody has said"] == ("should lack is_director, is_officer; lacks is_director",)


ROLLING = 'every = "year"\nopens = "01-15"\ndue_after_days = 30\ncloses_after_days = 75\n'
YEAR = 'when = "is_officer"\nevery = "year"\n'
WRONG = [
    ('asks = "cetify"', "asks is one of acknowledge, certify", "certify", "asks"),
    ('with = "locl_hr"', "with is one of local_hr", "local_hr", "with"),
    ('clause = "9.8"', "there is no clause 9.8", None, "clause"),
    ('every = "month"', "every is one of year, version", None, "every"),
    ('opens = "01-15"', "opens says nothing without every", None, "opens"),
    ('every = "year"\nopens = "02-30"\ndue_after_days = 1\ncloses_after_days = 2', "such as", None, "opens"),
    ('every = "year"\nopens = "02-29"\ndue_after_days = 1\ncloses_after_days = 2', "such as", None, "opens"),
    ('every = "year"\nopens = "1-5"\ndue_after_days = 1\ncloses_after_days = 2', "such as", None, "opens"),
    ('every = "year"\nopens = "01-15"\ndue_after_days = 9\ncloses_after_days = 8', "before it is due", None, "closes"),
    ('every = "version"\ndue_after_days = 9\ncloses_after_days = 9', "says nothing with every", None, "closes"),
    ('joiners = "until_du"', "joiners is one of until_due, until_closes", "until_due", "joiners"),
    ('rolling = "joined_on"', "rolling goes with every = “year”", None, "rolling"),
    (f'{ROLLING}rolling = "joined"', "rolling is one of joined_on", None, "rolling"),
    (f'{ROLLING}rolling = "joined_on"\njoiners = "until_due"', "leave joiners out beside rolling", None, "joiners"),
    ('everry = "year"', "everry is not a key here", "every", "everry"),
]


@pytest.mark.parametrize(("added", "what", "near", "key"), WRONG, ids=[one[0][:30] for one in WRONG])
def test_what_is_wrong_is_said_where_it_stands(small, added, what, near, key):
    small.change("cohorts.toml", 'when = "is_officer"', f'when = "is_officer"\n{added}')
    (problem,) = small.problems()
    assert problem.file == "cohorts.toml"
    assert what in problem.what
    assert near is None or problem.nearest == near
    lines = (small.folder / "cohorts.toml").read_text().split("\n")
    assert lines[problem.line - 1].startswith(key)


@pytest.mark.parametrize("missing", ["opens", "due_after_days", "closes_after_days"])
def test_a_year_has_all_its_days(small, missing):
    days = {"opens": '"01-15"', "due_after_days": "30", "closes_after_days": "75"}
    del days[missing]
    written = "\n".join(f"{key} = {value}" for key, value in days.items())
    small.change("cohorts.toml", 'when = "is_officer"', f"{YEAR}{written}")
    (problem,) = small.problems()
    assert problem.what == f"{missing} is missing: it goes with every = “year”"


def test_each_may_be_asked_on_a_day_of_their_own(small):
    small.change("cohorts.toml", 'when = "is_officer"', f'when = "is_officer"\n{ROLLING}rolling = "joined_on"')
    every = small.load().cohorts["certify"].every
    assert every.rolling == "joined_on"
    days = every.days(2027)
    assert (days.opens, days.due, days.closes) == (date(2027, 1, 15), date(2028, 2, 13), date(2028, 3, 29))


def test_nobody_acknowledges_on_a_day_of_their_own(small):
    asks = f'when = "is_officer"\nasks = "acknowledge"\n{ROLLING}rolling = "joined_on"'
    small.change("cohorts.toml", 'when = "is_officer"', asks)
    assert any("acknowledges each version when it comes" in one.what for one in small.problems())


def test_a_cohort_of_another_name_says_what_it_asks(small):
    small.change("cohorts.toml", "[certify]", '[directors]\nasks = "certify"')
    found = small.load().cohorts["directors"]
    assert (found.name, found.asks) == ("directors", "certify")


def test_nobody_acknowledges_with_somebody(small):
    small.change("cohorts.toml", "[certify]", 'with = "local_hr"\n[certify]')
    (problem,) = small.problems()
    assert "acknowledges alone" in problem.what


def test_who_joins_is_asked_to_acknowledge_whatever_the_pack_says(small):
    small.change("cohorts.toml", "[certify]", 'joiners = "until_due"\n[certify]')
    (problem,) = small.problems()
    assert "asked to acknowledge anyway" in problem.what


def test_who_joins_may_be_asked_meanwhile(small):
    assert small.load().cohorts["certify"].joiners == ""
    small.change("cohorts.toml", 'when = "is_officer"', 'when = "is_officer"\njoiners = "until_closes"')
    assert small.load().cohorts["certify"].joiners == "until_closes"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('name = "No officer"', 'name = "An officer"', "there are two cases called 'An officer'"),
        ("is_officer = false", 'is_officer = false, kind = "gift"', "kind is nothing that the registers say"),
        ('expect = "left_out"', 'expect = "none"', "expect is one of included, left_out, unknown"),
        ('expect = "left_out"', 'expect = "left_out"\nasks = ["is_officer"]', "asks goes with a case"),
        ('expect = "left_out"', 'expect = "included"', "has no worked case of somebody left out"),
    ],
)
def test_what_is_wrong_with_a_case(small, old, new, what):
    small.write("cohorts.toml", (small.folder / "cohorts.toml").read_text() + CASES)
    small.change("cohorts.toml", old, new)
    assert any(what in problem.what for problem in small.problems())
