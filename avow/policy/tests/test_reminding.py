"""Who is reminded when and in which words, as a pack says; and what a pack cannot say."""

from datetime import date

import pytest

from avow.policy import corporate, load
from avow.policy.reminding import Step

DUE = date(2027, 2, 14)
WORDS = (
    '[certify.remind.words.en]\nsubject = "By {due}"\nbefore = "Soon: {what}"\nlate = "Late: {what}"\n'
    'subject_others = "Missing"\nmanager = "Yours"\nhr = "Of your department"\nofficer = "Nobody did"\n'
)
STEPS = '[certify.remind]\nsteps = [ { days = -3, to = "person" }, { days = 2, to = "manager" } ]\n'
GOOD = f"{STEPS}{WORDS}"


def with_reminding(small, text):
    small.write("cohorts.toml", f"{(small.folder / 'cohorts.toml').read_text()}\n{text}")
    return small


def test_the_corporate_pack_reminds_in_four_languages_and_climbs_from_the_person_to_the_officer():
    for cohort in load(corporate()).cohorts.values():
        assert set(cohort.remind.words) == {"en", "de", "fr", "es"}
        assert list(dict.fromkeys(step.to for step in cohort.remind.steps)) == ["person", "manager", "hr", "officer"]


@pytest.mark.parametrize(
    ("on", "steps"),
    [
        (date(2027, 1, 30), []),
        (date(2027, 1, 31), ["person-14"]),
        (date(2027, 2, 13), ["person-3"]),
        (date(2027, 2, 17), ["person+1", "manager+3"]),
        (date(2027, 4, 1), ["person+1", "manager+3", "hr+7", "officer+14"]),
    ],
)
def test_of_the_steps_to_somebody_the_last_whose_day_came_replaces_those_before(on, steps):
    assert [step.name for step in load(corporate()).cohorts["certify"].remind.reached(DUE, on)] == steps


@pytest.mark.parametrize(
    ("language", "found"),
    [("de", "de"), ("de-AT", "de"), ("DE_at", "de"), ("sv", "en"), ("", "en"), ("-", "en"), ("e", "en")],
)
def test_a_language_that_has_no_words_gets_its_parents_or_english(language, found):
    assert load(corporate()).cohorts["certify"].remind.in_language(language)[0] == found


def test_steps_say_what_they_are():
    assert str(Step(-1, "person")) == "person 1 day before"
    assert str(Step(0, "person")) == "person on the day"
    assert str(Step(7, "hr")) == "hr 7 days after"


def test_a_small_pack_may_remind(small):
    found = with_reminding(small, GOOD).load().cohorts["certify"].remind
    assert found.steps == (Step(-3, "person"), Step(2, "manager"))
    assert found.words["en"].late == "Late: {what}"
    assert found.words["en"].subject_late == "Missing", (
        "what names no day to come, where the pack has no subject for it"
    )


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_the_corporate_pack_says_after_the_due_day_that_it_is_late(language):
    marks = {"en": "Late", "de": "Überfällig", "fr": "En retard", "es": "Con retraso"}
    for cohort in load(corporate()).cohorts.values():
        words = cohort.remind.words[language]
        assert words.subject_late.startswith(marks[language]) and "{due}" in words.subject_late
        assert not words.subject.startswith(marks[language])


WRONG = [
    ('to = "person"', 'to = "persn"', "to is one of person, manager, hr, officer", "person"),
    ("days = -3", "days = -3000", "days is between -366 and 366", None),
    ("days = -3", "days = 3", "steps stand in the order of their days", None),
    ("days = -3", "dais = -3", "days is missing", None),
    ('days = -3, to = "person"', 'days = -3, to = "hr"', "the hr would be told before the person was reminded", None),
    (
        '{ days = 2, to = "manager" }',
        '{ days = -3, to = "person" }',
        "two steps “person 3 days before”",
        None,
    ),
    ("steps = [", "steps = []\nmore = [", "steps is empty", None),
    ("words.en]", "words.de]", "words.en is missing", None),
    ("words.en]", 'words."e n"]', "'e n' is not one", None),
    ('late = "Late: {what}"', "", "late is missing", None),
    ("Late: {what}", "Late: {name}", "{name} cannot be filled in; {what} and {due} can", None),
    ("Late: {what}", "Late: {what!r}", "{what} cannot be filled in", None),
    ("Late: {what}", "Late: {what", "late has a brace that is not closed", None),
    ('subject = "By {due}"', 'subject = "By\\n{due}"', "subject is one line", None),
]


@pytest.mark.parametrize(("old", "new", "what", "near"), WRONG, ids=[one[2][:40] for one in WRONG])
def test_what_is_wrong_is_said_with_its_place(small, old, new, what, near):
    assert old in GOOD
    problems = with_reminding(small, GOOD.replace(old, new, 1)).problems()
    (problem,) = [one for one in problems if what in one.what]
    assert problem.file == "cohorts.toml"
    assert problem.line > 1
    assert near is None or problem.nearest == near


def test_nobody_is_told_after_it_was_closed(small):
    small.change(
        "cohorts.toml", 'when = "is_officer"',
        'when = "is_officer"\nevery = "year"\nopens = "01-15"\ndue_after_days = 8\ncloses_after_days = 9',
    )  # fmt: skip
    (problem,) = with_reminding(small, GOOD).problems()
    assert problem.what == "nothing is taken any more 2 days after it was due"
