"""Reminding of a campaign: the person, their manager, HR, the officer; whoever is not there, and whoever signed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.models import Role
from avow.access.testing import grant
from avow.certifications.campaigns import following
from avow.certifications.campaigns.testing import DAYS, prepared, put, under_way
from avow.certifications.models import Included, Place
from avow.certifications.reminders import due_of, topic_of
from avow.notices import gathering
from avow.notices.models import MailEnded, Notice
from avow.notices.reading import letter
from avow.notices.sending import work
from avow.notices.sources import SOURCES
from avow.notices.told import on_paper
from avow.people import acts as people

pytestmark = pytest.mark.django_db
DUE = DAYS["due"]  # a Thursday


def moment(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


@pytest.fixture
def house(monkeypatch):
    monkeypatch.delitem(SOURCES, "acknowledge")  # the policy itself is another subject
    found = under_way()
    for number in ("B1", "C1", "D1", "F1"):  # where they are, no day is a holiday
        people.put(number, on=date(2026, 3, 2), by="system", at=moment(date(2026, 3, 2)), country="")
    for number in range(5):
        put(f"S{number}", date(2026, 3, 2), email=f"s{number}@example.com", manager="B1")
    grant(found.cast.farah, Role.HR_PARTNER, department="Sever HR")
    return found


def a_day(day):
    """What the worker does on a day; gives the mails, by reader."""
    gathering.gather(moment(day))
    work.work_through(lambda: moment(day), None)
    return {one.to.number: letter(one) for one in MailEnded.objects.filter(on=day).select_related("to", "attested")}


def move(house, number, state):
    Place.objects.filter(campaign=house.campaign, included__person__number=number).update(state=state)


def test_before_it_is_due_the_person_is_reminded_in_the_steps_of_the_policy(house):
    assert a_day(DUE - timedelta(days=15)) == {}
    mails = a_day(DUE - timedelta(days=14))
    assert sorted(mails) == ["B1", "D1", "S0", "S1", "S2", "S3", "S4"]
    assert mails["S0"].subject == "Please sign your form by 30 April 2026"
    assert "Certification 2026: your form is waiting for you" in mails["S0"].text
    assert [one["day"] for one in mails["S0"].events] == ["2026-04-30"]
    assert a_day(DUE - timedelta(days=13)) == {}
    assert len(a_day(DUE - timedelta(days=3))) == 7


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Late: your form was due on 30 April 2026, please sign it"),
        ("de", "Überfällig: Ihr Formular war am 30. April 2026 fällig, bitte unterschreiben Sie es"),
        ("fr", "En retard : votre formulaire était attendu le 30 avril 2026, merci de le signer"),
        ("es", "Con retraso: su formulario vencía el 30 de abril de 2026, le rogamos que lo firme"),
    ],
)
def test_after_it_was_due_the_subject_says_that_it_is_late(house, language, subject):
    put("S0", date(2026, 3, 3), email="s0@example.com", language=language)
    mail = a_day(DUE + timedelta(days=1))["S0"]
    assert mail.subject == subject
    assert [one["summary"] for one in mail.events] == [subject]


def test_it_climbs_to_the_manager_then_hr_then_the_officer(house):
    for number in ("S1", "S2", "S3", "S4", "B1", "D1"):
        move(house, number, "signed")
    assert list(a_day(DUE + timedelta(days=1))) == ["S0"]
    to_boris = a_day(DUE + timedelta(days=4))["B1"]  # the third day is a Sunday
    assert "who report to you were due on 30 April 2026" in to_boris.text
    assert "- Sol S0 (S0)" in to_boris.text
    assert list(a_day(DUE + timedelta(days=7))) == ["F1"]
    assert list(a_day(DUE + timedelta(days=14))) == ["C1"]
    assert a_day(DUE + timedelta(days=20)) == {}


def test_whoever_signed_or_is_exempt_or_left_is_not_reminded_even_if_it_was_under_way(house):
    gathering.gather(moment(DUE - timedelta(days=14)))
    assert Notice.objects.count() == 7
    for number, state in (("S0", "signed"), ("S1", "exempt"), ("S2", "left"), ("S3", "to_confirm")):
        move(house, number, state)
    assert sorted(a_day(DUE - timedelta(days=14))) == ["B1", "D1", "S4"]


def test_where_all_steps_are_reached_at_once_the_person_is_told_first(house):
    for number in ("S1", "S2", "S3", "S4", "B1", "D1"):
        move(house, number, "signed")
    day = DUE + timedelta(days=18)  # a Monday; the worker stood still until then
    assert list(a_day(day)) == ["S0"]
    assert list(a_day(day + timedelta(days=1))) == []
    assert sorted(a_day(day + timedelta(days=2))) == ["B1", "C1", "F1"]


def test_a_weekend_and_a_closed_campaign_are_quiet(house):
    saturday = DUE + timedelta(days=2)
    gathering.gather(moment(saturday))
    work.work_through(lambda: moment(saturday), None)
    assert not MailEnded.objects.exists()
    assert a_day(DAYS["closes"]) == {}
    assert not Notice.objects.filter(mail=None, needless_on=None).exists()


def test_without_address_hr_reaches_them_on_paper(house):
    put("S0", DUE - timedelta(days=15), email="")
    mails = a_day(DUE - timedelta(days=14))
    assert "S0" not in mails
    assert "These people have no e-mail address. Please reach them on paper or in person." in mails["F1"].text
    assert "- Sol S0 (S0)" in mails["F1"].text
    assert on_paper(topic_of(house.campaign)) == {Included.objects.get(person__number="S0").person_id}


def test_whom_no_mail_reaches_hr_is_told_of_on_the_first_day_with_where_they_work(house):
    opens = DAYS["opens"]
    for number, site, shift in (
        ("S0", "Foundry", "Early"),
        ("S1", "Foundry", "Early"),
        ("S2", "Mill", ""),
        ("S3", "", ""),
    ):
        put(number, opens, email="", site=site, shift=shift)
    mails = a_day(opens)
    assert list(mails) == ["F1"]
    text = mails["F1"].text
    assert "  Foundry, Early: 2\n  Mill: 1\n  No site on record: 1\n\n  - Sol S0 (S0)" in text
    assert f"/hr/{house.campaign.public_id}/#people" in text
    assert "Sol S4" not in text
    assert a_day(opens + timedelta(days=1)) == {}
    again = a_day(DUE - timedelta(days=14))
    assert "- Sol S0 (S0)" in again["F1"].text
    assert "S0" not in again


def test_who_has_signed_or_has_an_address_by_the_time_of_the_mail_is_not_in_it(house):
    opens = DAYS["opens"]
    for number in ("S0", "S1", "S2"):
        put(number, opens, email="")
    gathering.gather(moment(opens))
    move(house, "S0", "signed")
    put("S1", opens, email="s1@example.com")
    text = a_day(opens)["F1"].text
    assert "Sol S2" in text
    assert "Sol S0" not in text
    assert "Sol S1" not in text


def test_of_who_is_asked_later_hr_is_told_when_they_are_asked(house):
    day = DAYS["opens"] + timedelta(days=6)
    a_day(DAYS["opens"])
    put("S9", day, email="", grade="supervisor", hr_department="Sever HR", worker_type="full_time")
    assert a_day(day) == {}
    following.work_through(day, lambda: moment(day))
    assert "- Sol S9 (S9)" in a_day(day)["F1"].text


def test_without_a_manager_hr_is_told_and_without_hr_the_officer_and_both_read_why(house):
    for number in ("S1", "S2", "S3", "S4", "B1"):
        move(house, number, "signed")
    put("S0", DUE, manager=None)
    a_day(DUE + timedelta(days=1))
    mails = a_day(DUE + timedelta(days=4))
    assert "You are told because no manager of theirs can be written to." in mails["F1"].text
    assert "- Sol S0 (S0)" in mails["F1"].text
    assert "- Dolores Vidal (D1)" in mails["C1"].text  # at the top, in a department without partner


def test_a_manager_who_changes_before_it_is_sent_is_the_one_who_is_told(house):
    for number in ("S1", "S2", "S3", "S4", "B1", "D1"):
        move(house, number, "signed")
    day = DUE + timedelta(days=4)
    a_day(DUE + timedelta(days=1))
    gathering.gather(moment(day))
    put("S0", day, manager="D1")
    a_day(day)
    mails = a_day(day)  # the next round takes along who is told instead
    assert list(mails) == ["D1"]
    assert "- Sol S0 (S0)" in mails["D1"].text


def test_the_reader_reads_their_language(house):
    put("S0", date(2026, 3, 2), language="de-AT")
    put("S1", date(2026, 3, 2), language="pl")
    mails = a_day(DUE - timedelta(days=14))
    assert mails["S0"].subject == "Bitte unterschreiben Sie Ihr Formular bis zum 30. April 2026"
    assert mails["S0"].text.startswith("Guten Tag Sol S0,")
    assert mails["S1"].text.startswith("Good day Sol S1,")


def test_who_came_later_has_as_long_as_the_others(house):
    assert due_of(house.campaign, None) == DUE
    assert due_of(house.campaign, DAYS["opens"]) == DUE
    assert due_of(house.campaign, date(2026, 4, 20)) == date(2026, 5, 19)
    assert due_of(house.campaign, date(2026, 5, 20)) == date(2026, 5, 31)


def test_a_campaign_that_is_prepared_reminds_nobody(monkeypatch):
    monkeypatch.delitem(SOURCES, "acknowledge")
    prepared()
    assert a_day(DUE) == {}


def test_gathering_again_writes_nothing_and_takes_few_queries(house, django_assert_max_num_queries):
    day = DUE - timedelta(days=14)
    assert gathering.gather(moment(day)) == 7
    with django_assert_max_num_queries(8):
        assert gathering.gather(moment(day)) == 0
