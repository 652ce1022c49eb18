"""Reminding those who are missing at once: an officer everyone, an HR partner their department, each once a day."""

from datetime import UTC, date, datetime

import pytest

from avow.access.models import Role
from avow.access.testing import grant, sign_in
from avow.certifications.campaigns import following, trying
from avow.certifications.campaigns.acts import Refused
from avow.certifications.campaigns.testing import DAYS, prepared, put, under_way
from avow.certifications.reminders import topic_of
from avow.certifications.reminding_now import Before, before, remind_now
from avow.config.testing import stand_still
from avow.ledger.models import Entry
from avow.ledger.testing import all_at_once
from avow.notices import gathering, sent_about
from avow.notices.models import MailEnded, Notice
from avow.notices.reading import letter
from avow.notices.sending import work
from avow.notices.sources import SOURCES

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 7)  # a Tuesday, before any step of the policy


def moment(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


NOW = {"on": DAY, "at": moment(DAY)}


@pytest.fixture
def house(monkeypatch):
    monkeypatch.delitem(SOURCES, "acknowledge")  # the policy itself is another subject
    found = under_way()
    for number in range(5):
        put(f"S{number}", date(2026, 3, 2), email=f"s{number}@example.com" if number else "", manager="B1")
    grant(found.cast.farah, Role.HR_PARTNER, date(2026, 1, 1), department="Sever HR")
    return found


def a_day(day):
    gathering.gather(moment(day))
    work.work_through(lambda: moment(day), None)
    return {one.to.number: letter(one) for one in MailEnded.objects.filter(on=day).select_related("to", "attested")}


def test_an_officer_reminds_everyone_once_a_day_and_it_is_on_record_and_counted(house):
    chen, campaign = house.cast.chen, house.campaign
    assert before(campaign, DAY) == Before(by_mail=6, on_paper=1, today=0, last=None)
    assert remind_now(campaign, by=chen, **NOW).people == 7
    assert remind_now(campaign, by=chen, **NOW).people == 0
    assert Entry.objects.filter(verb="reminder asked for").count() == 1
    assert len(a_day(DAY)) == 7
    assert before(campaign, DAY) == Before(by_mail=0, on_paper=0, today=7, last=moment(DAY))
    (one,) = sent_about([house.cast.boris], topic_of(campaign)).values()
    assert (one.times, one.last) == (1, moment(DAY))


def test_an_hr_partner_reminds_their_department_and_the_officer_the_rest_of_the_day(house):
    campaign, farah = house.campaign, house.cast.farah
    assert remind_now(campaign, by=farah, departments=["Sever HR"], **NOW).people == 5
    assert before(campaign, DAY) == Before(by_mail=2, on_paper=0, today=5, last=None)
    assert remind_now(campaign, by=house.cast.chen, **NOW).people == 2
    assert Notice.objects.count() == 7


def test_only_who_looks_after_them_may_and_only_while_it_is_open(house):
    campaign, chen, farah = house.campaign, house.cast.chen, house.cast.farah
    for departments in (None, ["Works HR"], ["Sever HR", ""]):
        with pytest.raises(Refused, match="Only the compliance officer"):
            remind_now(campaign, by=farah, departments=departments, **NOW)
    with pytest.raises(Refused, match="closed"):
        remind_now(campaign, by=chen, on=DAYS["closes"], at=moment(DAY))


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(house):

    def act() -> int:
        return remind_now(house.campaign, by=house.cast.chen, **NOW).people

    assert sorted(all_at_once(act, act)) == [0, 7]
    assert Entry.objects.filter(verb="reminder asked for").count() == 1


def test_who_came_later_reads_their_own_day(house):
    late = date(2026, 4, 20)
    put("N1", late, name="New One", email="n1@example.com", grade="supervisor", hr_department="Sever HR",
        worker_type="full_time", joined_on=late)  # fmt: skip
    following.work_through(late, lambda: moment(late))
    remind_now(house.campaign, by=house.cast.chen, on=late, at=moment(late))
    mails = a_day(late)
    assert "by 19 May 2026" in mails["N1"].subject
    assert "by 30 April 2026" in mails["B1"].subject


def test_the_page_asks_once_and_says_how_many(client, house, monkeypatch):
    stand_still(monkeypatch, moment(DAY))
    address = f"/campaigns/{house.campaign.public_id}/"
    sign_in(client, house.cast.chen)
    assert f"{address}remind/" in client.get(address).content.decode()
    page = client.get(f"{address}remind/").content.decode()
    assert "6 people get a mail." in page and "None about this has gone yet." in page
    assert "1 person has no e-mail address." in page
    assert not Notice.objects.exists()
    done = client.post(f"{address}remind/", follow=True).content.decode()
    assert "6 people get a mail. 1 person has no e-mail address; local HR is told instead." in done
    assert "7 people were reminded today already" in client.get(f"{address}remind/").content.decode()
    assert "Nobody was left to remind" in client.post(f"{address}remind/", follow=True).content.decode()


def test_the_page_of_a_department(client, house, monkeypatch):
    stand_still(monkeypatch, moment(DAY))
    address = f"/hr/{house.campaign.public_id}/"
    sign_in(client, house.cast.farah)
    assert f"{address}remind/" in client.get(address).content.decode()
    page = client.get(f"{address}remind/", {"department": "Sever HR"}).content.decode()
    assert "Sever HR only." in page and "4 people get a mail." in page
    assert client.get(f"{address}remind/", {"department": "Works HR"}).status_code == 404
    assert client.get(f"/campaigns/{house.campaign.public_id}/remind/").status_code == 404
    client.post(f"{address}remind/", {"department": "Sever HR"})
    assert Notice.objects.count() == 5
    sign_in(client, house.cast.boris)
    assert client.post(f"{address}remind/").status_code == 404


def test_an_officer_reminds_one_department_from_the_list_of_its_missing(client, house, monkeypatch):
    stand_still(monkeypatch, moment(DAY))
    sign_in(client, house.cast.chen)
    campaign, hr = f"/campaigns/{house.campaign.public_id}/", f"/hr/{house.campaign.public_id}/"
    page = client.get(campaign).content.decode()
    theirs = f"{hr}?department=Sever+HR&amp;show=missing#people"
    assert f'<a href="{theirs}">Sever HR: 5 not signed yet</a>' in page
    assert f'<a href="{theirs}">Sever HR</a>' in page, "in the table of the picture"
    assert f'<a href="{hr}?show=missing#people">not signed yet</a>' in page
    page = client.get(f"{hr}?department=Sever+HR&show=missing").content.decode()
    assert f"{hr}remind/?department=Sever%20HR" in page
    assert "Sever HR only." in client.get(f"{hr}remind/?department=Sever%20HR").content.decode()
    client.post(f"{hr}remind/", {"department": "Sever HR"})
    assert Notice.objects.count() == 5


def test_a_trial_sends_its_mails_to_those_who_try_it_marked_and_to_nobody_else(monkeypatch):
    monkeypatch.delitem(SOURCES, "acknowledge")
    house, on = prepared(), date(2026, 3, 2)
    put("S0", on, email="s0@example.com", manager="B1", language="de")
    put("S1", on, email="")
    grant(house.cast.farah, Role.HR_PARTNER, department="Sever HR")
    people = trying.named(["A1", "S0", "S1"], "", on)
    trial = trying.try_out(house.campaign, people, by=house.cast.chen, on=on, at=moment(on))
    mails = a_day(on)
    assert sorted(mails) == ["A1", "S0"]
    assert mails["A1"].subject == "Trial: Please sign your form by 9 March 2026"
    assert mails["A1"].text.startswith("This is a trial. What you sign counts for nothing")
    assert mails["S0"].subject.startswith("Probe: ")
    assert mails["A1"].events[0]["summary"].startswith("Trial: ")
    for day in (4, 8, 10, 12):
        assert set(a_day(date(2026, 3, 2 + day))) <= {"A1", "S0"}
    assert sent_about(people, topic_of(house.campaign)) == {}
    with pytest.raises(Refused, match="A trial sends its mails by itself"):
        remind_now(trial, by=house.cast.chen, on=on, at=moment(on))
