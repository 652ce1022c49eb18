"""What a new version changes about who is asked: told in sentences, with the worked cases that come out otherwise."""

import shutil

import pytest

from avow.policy import corporate, load
from avow.policy.differences import differences

FILE = "cohorts.toml"
OLD = load(corporate())


@pytest.fixture
def changed(tmp_path):
    """The corporate pack with one place of its cohorts otherwise, compared with what it was."""
    folder = tmp_path / "corporate"
    shutil.copytree(corporate(), folder)

    def compare(old, new):
        text = (folder / FILE).read_text()
        assert old in text
        (folder / FILE).write_text(text.replace(old, new, 1))
        return differences(OLD, load(folder))

    return compare


def test_nothing_changes_in_the_same_pack():
    assert differences(OLD, OLD).is_empty


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('with = "local_hr"', "", "The cohort “certify”: with nobody instead of the local HR department."),
        ('clause = "6.1"', 'clause = "6.2"', "The cohort “certify”: under clause 6.2 instead of clause 6.1."),
        (
            'opens = "01-15"',
            'opens = "02-01"',
            "The cohort “certify”: every year from 1 February, due 30 days later, closed 75 days later; before, every "
            "year from 15 January, due 30 days later, closed 75 days later.",
        ),
        (
            'joiners = "until_due"',
            'rolling = "joined_on"',
            "The cohort “certify”: whoever joins meanwhile is asked the next time; before, until it is due; every year "
            "from 15 January, each person on the day on which they joined, due 30 days later, closed 75 days later; "
            "before, every year from 15 January, due 30 days later, closed 75 days later.",
        ),
        (
            'every = "version"\ndue_after_days = 14',
            "",
            "The cohort “acknowledge”: at no set time; before, for every version and whoever joins, due after 14 days.",
        ),
        (
            'joiners = "until_due"',
            'joiners = "until_closes"',
            "The cohort “certify”: whoever joins meanwhile is asked until it closes; before, until it is due.",
        ),
        (
            '{ days = 3, to = "manager" },',
            '{ days = 2, to = "manager" },',
            "The cohort “certify”: reminded: person 14 days before, person 3 days before, person 1 day after, manager "
            "2 days after, hr 7 days after, officer 14 days after; before, person 14 days before, person 3 days "
            "before, person 1 day after, manager 3 days after, hr 7 days after, officer 14 days after.",
        ),
        (
            'late = "{what}: your form was due',
            'late = "{what}: your paper was due',
            "What “late” of the reminders of “certify” says in en is worded otherwise.",
        ),
        (
            'title = "Yearly certification"',
            'title = "Each year"',
            "The title of the cohort “certify” is worded otherwise.",
        ),
        (
            'says = "You lead people',
            'says = "Leading people',
            "What those asked to certify read is worded otherwise.",
        ),
        (
            'name = "A manager by grade"',
            'name = "A manager"',
            "1 worked case is added (cohort certify): “A manager”.",
        ),
    ],
)
def test_each_change_is_told(changed, old, new, says):
    found = changed(old, new)
    assert says in [change.says for change in found.changes]
    assert not found.cases


def test_who_is_asked_is_told_and_old_cases_come_out_otherwise(changed):
    found = changed("'senior manager') OR has_reports", "'senior manager', 'clerk') OR has_reports")
    (change,) = found.changes
    assert change.says.startswith(
        "Who is asked to certify: when grade IN ('supervisor', 'manager', 'senior manager', 'c"
    )
    assert [case.says for case in found.cases] == [
        "“A clerk who leads nobody”: left out; under the new version included.",
        "“A clerk of whom nobody has said whether they lead”: unknown; under the new version included.",
    ]
    assert {(case.clause, case.found) for case in found.cases} == {("cohort certify", "included")}


def test_a_cohort_under_another_name_is_gone_and_added(changed, tmp_path):
    text = (tmp_path / "corporate" / FILE).read_text()
    renamed = text.replace("[certify.", "[leaders.").replace("[certify]", '[leaders]\nasks = "certify"')
    found = changed(text, renamed)
    assert [change.says for change in found.changes] == [
        "The cohort “leaders” is added.",
        "The cohort “certify” is left out.",
    ]
    assert len(found.cases) == len(OLD.cohorts["certify"].cases)
    assert found.cases[0].says.endswith("under the new version this cannot be asked.")
