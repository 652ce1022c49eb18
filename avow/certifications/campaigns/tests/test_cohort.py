"""Who belongs to the cohort that certifies, and why; the same as the policy says of each person alone."""

from datetime import UTC, date, datetime

import pytest

from avow.access.facts import facts_about
from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import cohort
from avow.ledger.acts import size
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import cast

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
    assert found["B1"] == f"{pack.facts['is_manager'].label} Yes."


def test_grade_and_acting_supervisors_belong(everyone, pack):
    put("S1", grade="supervisor", worker_type="full_time")
    put("S2", grade="P1", acting_supervisor=True, worker_type="full_time")
    found = reasons(cohort.of(pack, "certify", ON).members)
    assert found["S1"] == f"{pack.facts['grade'].label} supervisor."
    assert found["S2"] == f"{pack.facts['is_manager'].label} Yes."


def test_where_the_grade_is_missing_it_cannot_be_told(everyone, pack):
    put("N1", worker_type="full_time")
    found = cohort.of(pack, "certify", ON)
    assert "N1" not in reasons(found.members)
    assert reasons(found.unknown) == {"N1": f"{pack.facts['grade'].label} Nobody said."}


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
            belongs, unknown = reasons(found.members), reasons(found.unknown)
            for person in Person.objects.all():
                known = {fact: value for fact, value in facts_about(person, on).items() if fact in pack.facts}
                alone = pack.in_cohort(name, known) if person.is_here(on) else False
                assert (person.number in belongs, person.number in unknown) == (alone is True, alone is None)


def test_the_cohort_is_known_as_it_was(everyone, pack):
    then = size()
    put("S1", grade="supervisor")
    people.end(everyone.boris, on=ON, by="system", at=AT)
    assert set(reasons(cohort.of(pack, "certify", ON, known_at=then).members)) == {"B1", "D1"}
    assert "S1" in reasons(cohort.of(pack, "certify", ON).members)
    assert "B1" not in reasons(cohort.of(pack, "certify", ON).members)
