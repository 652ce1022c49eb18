"""Who is asked and since when, found for everyone at once, is what holds of each person alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.duties import duties_for
from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.acknowledging.asked import asked
from avow.certifications.acknowledging.listing import Listing
from avow.certifications.acknowledging.since import asked_since, due_of, with_since
from avow.certifications.acts import acknowledge
from avow.certifications.outstanding import is_asked
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import cast
from avow.policy.expressions import parse

pytestmark = pytest.mark.django_db

BEGIN = date(2026, 1, 1)
ON = date(2026, 3, 10)
GIVEN = 14
CONDITIONS = [
    "worker_type IN ('full_time') OR is_director",
    "is_officer OR is_director",
    "has_reports OR acting_supervisor",
    "is_manager AND grade <> 'M2'",
    "is_compliance_officer OR is_chief_executive",
    "joined_on > DATE '2026-02-01'",
    "hr_department = 'Sever HR' OR legal_entity = 'Sever Stal' OR country = 'BG'",
    "joined_on <= on AND worker_type = 'full_time'",
    "TRUE",
    "FALSE",
]


def at(day):
    return datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)


def put(number, on, **said):
    return people.put(number, on=on, by="system", at=at(on), **({"name": f"Sol {number}"} | said))


@pytest.fixture
def everyone():
    found = cast(BEGIN)
    grant(found.chen, Role.COMPLIANCE_OFFICER)
    grant(found.dolores, Role.CHIEF_EXECUTIVE)
    put("J1", ON, joined_on=date(2026, 3, 5), worker_type="full_time", hr_department="Sever HR")
    put("J2", date(2026, 2, 1), joined_on=date(2020, 5, 1), worker_type="part_time", acting_supervisor=True)
    put("K1", BEGIN, name="Nobody Said")
    put("X1", BEGIN, worker_type="temporary", standing="director")
    put("L1", BEGIN, worker_type="full_time")
    people.end(Person.objects.get(number="L1"), on=date(2026, 2, 1), by="system", at=at(date(2026, 2, 1)))
    return found


@pytest.fixture
def pack(everyone):
    return adopted(BEGIN)


def late(pack, department=None):
    listing = Listing(pack, ON)
    return list(listing.late_lines(listing.late(department)))


@pytest.mark.parametrize("when", CONDITIONS)
def test_everyone_at_once_is_each_alone(pack, when):
    cohort = pack.cohorts["acknowledge"]
    changed = replace(pack, cohorts={"acknowledge": replace(cohort, when=parse(when, cohort.when.scope))})
    found = set(asked(changed, ON).values_list("person__number", flat=True))
    assert found == {person.number for person in Person.objects.all() if is_asked(person, changed, ON)}


def test_a_policy_that_asks_nobody(pack):
    assert not asked(replace(pack, cohorts={}), ON).exists()


def test_since_when_is_the_same_for_each_alone(pack):
    found = dict(with_since(asked(pack, ON), ON).values_list("person__number", "since"))
    assert found == {number: asked_since(Person.objects.get(number=number), ON) for number in found}
    assert found["A1"] == BEGIN
    assert found["J1"] == ON  # joined on the fifth, known from the tenth
    assert found["J2"] == date(2026, 2, 1)


def test_who_joins_later_than_known_is_asked_from_their_first_day(pack):
    put("J3", date(2026, 3, 1), joined_on=date(2026, 3, 9), worker_type="full_time")
    person = Person.objects.get(number="J3")
    assert due_of(person, pack, ON) == date(2026, 3, 23)
    found = dict(with_since(asked(pack, ON), ON).values_list("person__number", "since"))
    assert found["J3"] == date(2026, 3, 9)


def test_overdue_come_first_and_the_last_day_is_in_time(everyone, pack):
    listing = Listing(pack, ON)
    lines = list(listing.lines(listing.outstanding()))
    assert [line.number for line in lines][-2:] == ["J2", "J1"]
    late = {line.number: line.days_late(ON) for line in lines}
    assert late["A1"] == (ON - BEGIN - timedelta(days=GIVEN)).days
    assert late["J1"] == 0
    on_the_day = Listing(pack, BEGIN + timedelta(days=GIVEN))
    assert sum(one.overdue for one in on_the_day.counts()) == 0
    assert sum(one.overdue for one in Listing(pack, BEGIN + timedelta(days=GIVEN + 1)).counts()) == 10


def test_departments_add_up_to_the_list(everyone, pack):
    acknowledge(everyone.amina, pack, on=ON, at=at(ON))
    listing = Listing(pack, ON)
    counts = listing.counts()
    assert sum(one.asked for one in counts) == asked(pack, ON).count() == 11
    assert sum(one.missing for one in counts) == listing.outstanding().count() == 10
    for one in counts:
        lines = list(listing.lines(listing.outstanding(one.department)))
        assert len(lines) == one.missing
        assert sum(line.days_late(ON) > 0 for line in lines) == one.overdue


def test_who_acknowledged_late_is_shown_late(everyone, pack):
    acknowledge(everyone.amina, pack, on=date(2026, 1, 15), at=at(date(2026, 1, 15)))
    acknowledge(everyone.boris, pack, on=date(2026, 1, 18), at=at(date(2026, 1, 18)))
    joiner = Person.objects.get(number="J2")
    acknowledge(joiner, pack, on=date(2026, 2, 15), at=at(date(2026, 2, 15)))
    (line,) = late(pack)
    assert (line.number, line.days_late(ON), line.acknowledged_on) == ("B1", 3, date(2026, 1, 18))


def test_the_latest_comes_first_and_each_department_has_its_own(everyone, pack):
    for person, day in ((everyone.amina, 16), (everyone.chen, 20), (everyone.boris, 20), (everyone.farah, 15)):
        acknowledge(person, pack, on=date(2026, 1, day), at=at(date(2026, 1, day)))
    assert [(line.number, line.days_late(ON)) for line in late(pack)] == [("B1", 5), ("C1", 5), ("A1", 1)]
    departments = {line.department for line in late(pack)}
    by_department = [len(late(pack, department)) for department in departments]
    assert sum(by_department) == 3
    assert late(pack, "Nowhere HR") == []
    count = Listing(pack, ON, ["Nowhere HR"]).late().count()
    assert count == 0


def test_a_new_version_is_asked_for_anew_from_the_day_on_which_it_binds(everyone, pack, tmp_path):
    from avow.adoptions.acts import adopt
    from avow.adoptions.resolutions import approving
    from avow.certifications.tests.test_acknowledging import next_version

    acknowledge(everyone.amina, pack, on=ON, at=at(ON))
    next_version(tmp_path)
    binds = date(2026, 4, 1)
    adopt(
        str(tmp_path / "next"), from_day=binds, proposed_by=everyone.chen, adopted_by=everyone.dolores, at=at(ON),
        resolution=approving("minutes.pdf", b"%PDF-1.7 Resolved."),
    )  # fmt: skip
    from avow.adoptions.current import policy_in_force

    before, after = date(2026, 3, 31), binds
    assert not Listing(policy_in_force(before), before).outstanding().filter(person=everyone.amina).exists()
    listing = Listing(policy_in_force(after), after)
    found = {line.number: line.due for line in listing.lines(listing.outstanding())}
    assert found["A1"] == binds + timedelta(days=GIVEN)


def test_the_home_page_says_until_when(everyone, pack):
    (duty,) = [one for one in duties_for(everyone.amina, ON) if one.under == "acknowledgement"]
    assert duty.due == BEGIN + timedelta(days=GIVEN)


def test_where_the_policy_sets_no_day_nobody_is_late(everyone, pack):
    cohort = replace(pack.cohorts["acknowledge"], every=None)
    listing = Listing(replace(pack, cohorts={"acknowledge": cohort}), ON)
    assert {line.due for line in listing.lines(listing.outstanding())} == {None}
    assert sum(one.overdue for one in listing.counts()) == 0
    assert not listing.late().exists()
