"""Reminding of a version of the policy: whoever has not acknowledged it, from the day it binds or they joined."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.models import Role
from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.certifications.acts import acknowledge
from avow.notices import gathering
from avow.notices.models import MailEnded, Notice
from avow.notices.reading import letter
from avow.notices.sending import work
from avow.notices.sources import SOURCES
from avow.people import acts as people
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
BEGIN = date(2026, 3, 2)  # a Monday; due on 16 March
EVERYONE = ["A1", "B1", "C1", "D1", "E1", "F1", "G1"]


def moment(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def a_day(day):
    gathering.gather(moment(day))
    work.work_through(lambda: moment(day), None)
    return {one.to.number: letter(one) for one in MailEnded.objects.filter(on=day).select_related("to", "attested")}


@pytest.fixture
def us():
    everyone = cast(BEGIN)
    grant(everyone.chen, Role.COMPLIANCE_OFFICER, BEGIN)
    return everyone, adopted(BEGIN)


def test_everyone_is_reminded_a_week_before_and_who_acknowledged_is_not(us):
    everyone, pack = us
    assert a_day(BEGIN + timedelta(days=4)) == {}
    gathering.gather(moment(BEGIN + timedelta(days=7)))
    assert Notice.objects.count() == 7
    acknowledge(everyone.amina, pack, on=BEGIN, at=moment(BEGIN))
    mails = a_day(BEGIN + timedelta(days=7))
    assert sorted(mails) == EVERYONE[1:]
    assert mails["B1"].subject == "Please read the policy and say that you have, by 16 March 2026"
    assert "/policy/" in mails["B1"].text
    assert a_day(BEGIN + timedelta(days=8)) == {}


def test_whom_no_mail_reaches_hr_is_told_of_on_the_first_day(us):
    everyone, _ = us
    grant(everyone.farah, Role.HR_PARTNER, BEGIN, department="Works HR")
    people.put("A1", on=BEGIN, by="system", at=moment(BEGIN), email="")
    mails = a_day(BEGIN)
    assert list(mails) == ["F1"]
    assert "Please reach them on paper or in person." in mails["F1"].text
    assert "- Amina Haddad (A1)" in mails["F1"].text
    assert a_day(BEGIN + timedelta(days=1)) == {}


def test_it_climbs_to_the_manager(us):
    everyone, pack = us
    for one in (everyone.boris, everyone.chen, everyone.dolores, everyone.emeka, everyone.farah, everyone.goran):
        acknowledge(one, pack, on=BEGIN, at=moment(BEGIN))
    assert list(a_day(BEGIN + timedelta(days=15))) == ["A1"]
    assert "- Amina Haddad (A1)" in a_day(BEGIN + timedelta(days=21))["B1"].text


def test_a_joiner_has_days_of_their_own(us):
    day = BEGIN + timedelta(days=28)
    people.put("N1", on=day, by="system", at=moment(day), name="New", email="new@example.com", joined_on=day,
               worker_type="full_time")  # fmt: skip
    assert "N1" not in a_day(day)
    assert "13 April 2026" in a_day(day + timedelta(days=7))["N1"].subject


def test_nobody_is_judged_again_until_the_day_or_people_or_roles_or_the_version_change(
    us, django_assert_max_num_queries
):
    everyone, _ = us
    day = BEGIN + timedelta(days=7)
    assert gathering.gather(moment(day)) == 7
    with django_assert_max_num_queries(6):
        assert gathering.gather(moment(day)) == 0
    people.put("N1", on=day, by="system", at=moment(day), name="New", email="new@example.com", joined_on=BEGIN,
               worker_type="full_time")  # fmt: skip
    assert gathering.gather(moment(day)) == 1
    people.end(everyone.amina, on=day, by="system", at=moment(day))
    known = SOURCES["acknowledge"].known(day)
    grant(everyone.boris, Role.DEPUTY, day)
    assert SOURCES["acknowledge"].known(day) != known
    assert SOURCES["acknowledge"].known(day + timedelta(days=1)) != known
    assert gathering.gather(moment(BEGIN + timedelta(days=15))) == 7  # who is left of them, the day after it was due
