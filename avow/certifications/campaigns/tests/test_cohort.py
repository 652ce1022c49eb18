"""Who belongs to the cohort that certifies, and why; the same as the policy says of each person alone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from avow.access.facts import facts_for_cohorts
from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import acts, cohort
from avow.ledger.acts import size
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import cast
from avow.policy.expressions import parse

pytestmark = pytest.mark.django_db

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def everyone():
    return cast()


@pytest.fixture
def pack(everyone):
    return adopted()


def reasons(found):
    numbers = dict(Person.objects.values_list("pk", "number"))
    return {numbers[one.person]: one.because for one in found}


def put(number, **said):
    return people.put(number, on=ON, by="system", at=AT, name=f"Person {number}", **said)


def test_whoever_has_reports_belongs_and_is_told_why(everyone, pack):
    found = reasons(cohort.of(pack, "certify", ON).members)
    assert set(found) == {"B1", "D1"}
    assert found["B1"] == "Others report to the person."


def test_grade_and_acting_supervisors_belong(everyone, pack):
    put("S1", grade="supervisor", worker_type="full_time")
    put("S2", grade="P1", acting_supervisor=True, worker_type="full_time")
    found = reasons(cohort.of(pack, "certify", ON).members)
    assert found["S1"] == "The grade is supervisor (one of: supervisor, manager, senior manager)."
    assert found["S2"] == "HR has marked the person as acting supervisor."


def test_where_the_grade_is_missing_it_cannot_be_told(everyone, pack):
    put("N1", worker_type="full_time")
    found = cohort.of(pack, "certify", ON)
    assert "N1" not in reasons(found.members)
    assert reasons(found.unknown) == {"N1": "Nobody has said the grade."}


def test_everyone_at_once_is_everyone_one_by_one(everyone, pack):
    put("S1", grade="manager")
    put("N1", worker_type="temporary")
    put("O1", grade="P1", standing="director", worker_type="board")
    put("L1", grade="manager")
    people.end(Person.objects.get(number="L1"), on=date(2026, 3, 3), by="system", at=AT)
    grant(everyone.chen, Role.COMPLIANCE_OFFICER)
    for name in pack.cohorts:
        for on in (ON, date(2026, 3, 3)):
            found = cohort.of(pack, name, on)
            belongs, unknown, out = (reasons(each) for each in (found.members, found.unknown, found.left_out))
            for person in Person.objects.all():
                known = {fact: value for fact, value in facts_for_cohorts(person, on).items() if fact in pack.facts}
                alone = pack.in_cohort(name, known, on) if person.is_here(on) else False
                assert (person.number in belongs, person.number in unknown) == (alone is True, alone is None)
                assert (person.number in out) is (alone is False and person.is_here(on))


def test_the_cohort_is_known_as_it_was(everyone, pack):
    then = size()
    put("S1", grade="supervisor")
    people.end(everyone.boris, on=ON, by="system", at=AT)
    assert set(reasons(cohort.of(pack, "certify", ON, known_at=then).members)) == {"B1", "D1"}
    assert "S1" in reasons(cohort.of(pack, "certify", ON).members)
    assert "B1" not in reasons(cohort.of(pack, "certify", ON).members)


def test_whoever_does_not_belong_is_told_each_part_that_does_not_hold(everyone, pack):
    found = reasons(cohort.of(pack, "certify", ON).left_out)
    assert found["A1"] == (
        "The grade is P3 (not one of: supervisor, manager, senior manager). Nobody reports to the person. "
        "HR has not marked the person as acting supervisor."
    )


@pytest.mark.parametrize(
    ("when", "belong"),
    [
        ("joined_on >= DATE '2026-02-01'", {"S1"}),
        ("hr_department = 'Sever HR'", {"G1"}),
        ("legal_entity = 'Sever Stal'", {"G1"}),
        ("acting_supervisor", {"S1"}),
        ("has_reports AND joined_on < on", {"B1", "D1"}),
    ],
)
def test_a_cohort_may_read_all_that_the_register_says(everyone, pack, when, belong):
    put("S1", acting_supervisor=True, joined_on=date(2026, 2, 1))
    certify = pack.cohorts["certify"]
    changed = replace(pack, cohorts={"certify": replace(certify, when=parse(when, certify.when.scope))})
    assert set(reasons(cohort.of(changed, "certify", ON).members)) == belong


def test_some_people_are_judged_as_everyone_is(everyone, pack):
    put("S1", grade="supervisor")
    some = [everyone.boris.pk, everyone.amina.pk]
    found, of_all = cohort.of(pack, "certify", ON, only=some), cohort.of(pack, "certify", ON)
    assert reasons(found.members) == {"B1": reasons(of_all.members)["B1"]}
    assert reasons(found.left_out) == {"A1": reasons(of_all.left_out)["A1"]}


def test_people_of_different_days_are_judged_together_where_the_day_is_not_read(everyone, pack, monkeypatch):
    for number in range(5):
        put(f"S{number}", grade="supervisor", joined_on=date(2026, 2, 1 + number))
    judged = []
    real = cohort.members
    monkeypatch.setattr(cohort, "members", lambda *given: judged.append(given) or real(*given))
    assert len(cohort.of(pack, "certify", ON).members) == 7
    grades = {"E1", "M2", "M3", "P2", "P3", "P4", "supervisor"}
    assert len(judged) == len(grades)


def test_every_fact_is_told_by_a_column_or_by_what_is_looked_up_beside_it():
    beside = {"has_reports", "is_compliance_officer", "is_chief_executive"}
    assert set(cohort.FACTS) == cohort.COLUMNS.keys() | beside
    assert set(cohort.COLUMNS.values()) <= set(range(len(cohort.OF_PEOPLE)))


def test_looking_before_the_start_asks_the_database_no_more_often_for_more_people(
    everyone, pack, django_assert_max_num_queries
):
    grant(everyone.chen, Role.COMPLIANCE_OFFICER)
    campaign = acts.prepare("2026", by=everyone.chen, on=ON, at=AT)
    put("S0", grade="supervisor", manager="B1")
    with django_assert_max_num_queries(40) as few:
        acts.preview(campaign, ON)
    before = len(few)
    for number in range(1, 30):
        put(f"S{number}", grade="supervisor", manager="B1")
    with django_assert_max_num_queries(before):
        assert len(acts.preview(campaign, ON)[0].members) == 32
