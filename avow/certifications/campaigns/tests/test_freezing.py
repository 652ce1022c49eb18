"""The rows of everyone asked: whole whatever stops it, each once, and held to the ledger."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connection

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.campaigns import acts, freezing
from avow.certifications.campaigns.standing import standing, state_of, would_be_asked
from avow.certifications.models import CohortFrozen, Included
from avow.ledger import guards
from avow.ledger.models import Entry
from avow.ledger.verify import verify
from avow.people import acts as people
from avow.people.models import Person
from avow.people.testing import cast
from avow.retention.acts import erase

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAYS = {"opens": date(2026, 4, 1), "due": date(2026, 4, 30), "closes": date(2026, 6, 1)}


def clock():
    return AT


def started():
    everyone = cast()
    adopted()
    grant(everyone.chen, Role.COMPLIANCE_OFFICER)
    for number in range(5):
        people.put(
            f"S{number}", on=ON, by="system", at=AT, name=f"Sol {number}", grade="supervisor", hr_department="Sever HR"
        )
    campaign = acts.prepare("Certification 2026", **DAYS, by=everyone.chen, on=ON, at=AT)
    return everyone, acts.start(campaign, by=everyone.chen, on=ON, at=AT, seen=True)


def asked(campaign):
    return sorted(Included.objects.filter(campaign=campaign).values_list("person__number", flat=True))


EVERYONE = ["B1", "D1", "S0", "S1", "S2", "S3", "S4"]


@pytest.mark.django_db
def test_parts_are_an_entry_each_and_the_worker_need_not_come_twice(monkeypatch):
    monkeypatch.setattr(freezing, "AT_ONCE", 3)
    _, begun = started()
    freezing.work_through(clock)
    assert asked(begun.campaign) == EVERYONE
    assert Entry.objects.filter(verb="people asked to certify").count() == 3
    entries = Entry.objects.count()
    freezing.work_through(clock)
    freezing.freeze(begun, clock)
    assert Entry.objects.count() == entries


@pytest.mark.django_db
def test_who_is_stopped_in_the_middle_goes_on_there(monkeypatch):
    monkeypatch.setattr(freezing, "AT_ONCE", 3)
    _, begun = started()
    times = iter([AT])
    with pytest.raises(StopIteration):
        freezing.freeze(begun, lambda: next(times))
    assert len(asked(begun.campaign)) == 3
    assert state_of(begun.campaign, DAYS["opens"]) == "being started"
    freezing.work_through(clock)
    assert asked(begun.campaign) == EVERYONE
    assert CohortFrozen.objects.get().people == begun.people == 7


@pytest.mark.django_db
def test_who_joins_or_leaves_after_the_start_does_not_change_who_is_asked():
    everyone, begun = started()
    people.put("S9", on=ON, by="system", at=AT, name="Late", grade="supervisor")
    people.end(everyone.boris, on=ON, by="system", at=AT)
    freezing.work_through(clock)
    assert asked(begun.campaign) == EVERYONE


@pytest.mark.django_db(transaction=True)
def test_whoever_was_erased_before_their_part_has_no_row_and_is_counted():
    _, begun = started()
    erase(Person.objects.get(number="S1").key, by="command line", at=AT, reason="Five years after leaving.")
    freezing.work_through(clock)
    assert asked(begun.campaign) == [number for number in EVERYONE if number != "S1"]
    frozen = CohortFrozen.objects.get()
    assert (frozen.people, frozen.erased) == (6, 1)
    assert state_of(begun.campaign, DAYS["opens"]) == "open"


@pytest.mark.django_db
def test_states_follow_the_days():
    _, begun = started()
    freezing.work_through(clock)
    campaign = begun.campaign
    days = [date(2026, 3, 31), DAYS["opens"], DAYS["due"], date(2026, 5, 1), date(2026, 5, 31), DAYS["closes"]]
    assert [state_of(campaign, day) for day in days] == ["not open yet", "open", "open", "late", "late", "closed"]
    counted = [(one.department, one.asked) for one in standing(campaign, DAYS["opens"]).departments]
    assert counted == [("Sever HR", 5), ("Works HR", 2)]


@pytest.mark.django_db
def test_who_was_promoted_since_is_shown():
    _, begun = started()
    freezing.work_through(clock)
    assert would_be_asked(begun, date(2026, 4, 3)) == []
    people.put("N1", on=date(2026, 4, 2), by="system", at=AT, name="New", grade="manager", hr_department="Works HR")
    assert [one.hr_department for one in would_be_asked(begun, date(2026, 4, 3))] == ["Works HR"]
    assert would_be_asked(begun, date(2026, 4, 1)) == []
    assert asked(begun.campaign) == EVERYONE


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_row_once(monkeypatch):
    monkeypatch.setattr(freezing, "AT_ONCE", 2)
    _, begun = started()

    def work(_):
        try:
            freezing.freeze(begun, clock)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        list(workers.map(work, range(3)))
    assert asked(begun.campaign) == EVERYONE
    assert CohortFrozen.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_ledger_is_content_and_a_changed_department_is_found():
    started()
    freezing.work_through(clock)
    assert verify().findings == []
    guards.drop(names={Included._meta.db_table})
    Included.objects.filter(person__number="S1").update(hr_department="Works HR")
    guards.install()
    (found,) = verify().findings
    assert (found.table, found.column) == (Included._meta.db_table, "hr_department")
