"""Nothing is cut off silently: conflicts advised of, and the missing of a return, have further pages."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access.testing import sign_in
from avow.certifications.campaigns import following
from avow.certifications.local_hr import advised, conflicts, counts
from avow.certifications.local_hr.acts import advise, sign_return
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.local_hr.testing import LATE, MONDAY, SEVER, house, moment, taken_on
from avow.certifications.places import count
from avow.certifications.testing import signed
from avow.people.given import among
from avow.people.models import Person

pytestmark = pytest.mark.django_db


def today(monkeypatch, day):
    monkeypatch.setattr("avow.config.clock.today", lambda: day)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(day))


@pytest.fixture
def us(monkeypatch):
    today(monkeypatch, MONDAY)
    return house()


def many(us, number):
    for one in range(number):
        taken_on(f"M{one}", f"Mira {one:03}", SEVER, on=MONDAY)
    following.work_through(MONDAY, lambda: moment(MONDAY))


def advise_of(us, numbers, **said):
    found = []
    for number in numbers:
        rows = list(signed(us.asked(number), ["loan"], on=MONDAY, **said).reported.all())
        found += advise(rows, by=us.greta, note="So.", name=us.greta.name, on=MONDAY, at=moment(MONDAY))
    return found


def get(client, person, url):
    answer = sign_in(client, person).get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def names(page):
    part = page.split('id="advised"')[1].split("</section>")[0] if 'id="advised"' in page else ""
    return re.findall(r'/hr/advice/\w+/">([^<]+)</a>', part)


def link(page, rel):
    part = page.split('id="advised"')[1].split("</section>")[0]
    found = re.search(rf'href="([^"#]+)#advised" rel="{rel}"', part)
    return found and found[1].replace("&amp;", "&")


def test_advised_conflicts_go_on_to_the_oldest_and_back(us, client, monkeypatch):
    monkeypatch.setattr(advised, "ON_A_PAGE", 2)
    many(us, 5)
    advise_of(us, [f"M{one}" for one in range(5)])
    url = f"/hr/{us.campaign.public_id}/"
    for person in (us.greta, us.chen):
        shown, at = [], "?department=Sever+HR"
        while at:
            page = get(client, person, url + at)
            shown.append(names(page))
            assert "department=Sever" in (link(page, "next") or "department=Sever")
            last, at = at, link(page, "next")
        assert shown == [["Mira 004", "Mira 003"], ["Mira 002", "Mira 001"], ["Mira 000"]]
        back = []
        page = get(client, person, url + last)
        while before := link(page, "prev"):
            page = get(client, person, url + before)
            back.append(names(page))
        assert back == [["Mira 002", "Mira 001"], ["Mira 004", "Mira 003"]]


def test_a_page_has_no_gap_where_something_is_kept_from_the_reader(us, client, monkeypatch):
    monkeypatch.setattr(advised, "ON_A_PAGE", 2)
    many(us, 5)
    advise_of(us, ["M0", "M1"])
    advise_of(us, ["M2"], facts={"loan": {"other_side": "Wei, Chen"}})
    advise_of(us, ["M3", "M4"])
    first = advised.advised(looks(us.chen, MONDAY), us.campaign)
    assert [one.person.number for one in first.rows] == ["M4", "M3"] and not first.newer
    second = advised.advised(looks(us.chen, MONDAY), us.campaign, before=first.older)
    assert [one.person.number for one in second.rows] == ["M1", "M0"] and not second.older
    again = advised.advised(looks(us.chen, MONDAY), us.campaign, after=second.newer)
    assert [one.person.number for one in again.rows] == ["M4", "M3"]


@pytest.mark.parametrize("query", ["before=nonsense", "after=%00", "before=&after=", "before=a&after=b"])
def test_a_crafted_place_in_the_list_is_its_beginning(us, client, query):
    many(us, 1)
    advise_of(us, ["M0"])
    assert names(get(client, us.greta, f"/hr/{us.campaign.public_id}/?{query}")) == ["Mira 000"]


def test_advice_of_another_department_is_no_place_in_ones_list(us, client, monkeypatch):
    monkeypatch.setattr(advised, "ON_A_PAGE", 1)
    many(us, 2)
    advise_of(us, ["M0"])
    rows = list(signed(us.asked("B1"), ["loan"], on=MONDAY).reported.all())
    (other,) = advise(rows, by=us.farah, note="So.", name=us.farah.name, on=MONDAY, at=moment(MONDAY))
    advise_of(us, ["M1"])
    page = get(client, us.greta, f"/hr/{us.campaign.public_id}/?before={other.public_id}")
    assert names(page) == ["Mira 001"], "as for a number that never existed"


def test_conflicts_to_advise_of_say_whether_there_are_more(us, client, monkeypatch):
    monkeypatch.setattr("avow.certifications.local_hr.views.campaign.MOST_CONFLICTS", 2)
    many(us, 3)
    for number in range(3):
        signed(us.asked(f"M{number}"), ["loan"], on=MONDAY)
    url = f"/hr/{us.campaign.public_id}/"
    assert "These are the first 2, by name; when" in get(client, us.greta, url)
    assert "These are the first 2, by name." in get(client, us.chen, url)
    taken_on("Q1", "Zora Last", "Quay HR", on=MONDAY)
    following.work_through(MONDAY, lambda: moment(MONDAY))
    signed(us.asked("Q1"), ["loan"], on=MONDAY)
    page = get(client, us.chen, url)
    assert "Zora Last" in page.split("Conflicts to advise of</h2>")[1].split("</section>")[0], "not behind the others"


def test_the_first_conflicts_are_filled_with_what_one_may_read(us, client, monkeypatch):
    monkeypatch.setattr("avow.certifications.local_hr.views.campaign.MOST_CONFLICTS", 2)
    monkeypatch.setattr(conflicts, "AT_ONCE", 2)
    many(us, 5)
    for number in range(5):
        kept = {"facts": {"loan": {"other_side": "Wei, Chen"}}} if number in (0, 1, 3) else {}
        signed(us.asked(f"M{number}"), ["loan"], on=MONDAY, **kept)
    part = get(client, us.chen, f"/hr/{us.campaign.public_id}/").split('id="others"')[1].split("</section>")[0]
    assert re.findall(r"Mira \d+", part) == ["Mira 002"] * 2 + ["Mira 004"] * 2, "a line and its link"
    assert "These are the first" not in part, "nothing tells of what one may not read"


def test_the_missing_of_a_return_have_pages_by_name(us, client, monkeypatch):
    monkeypatch.setattr("avow.certifications.local_hr.views.returning.ON_A_PAGE", 2)
    many(us, 2)
    late = LATE + timedelta(days=10)
    row = sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=late, at=moment(late))
    today(monkeypatch, late)
    url = f"/hr/returns/{row.public_id}/"
    found = []
    for number in (1, 2, 3):
        page = get(client, us.greta, f"{url}?missing={number}")
        assert f"Page {number} of 3" in page and "Who had not signed then: 5" in page
        found += re.findall(r"<li>((?:Mira|Sol) \d+)", page)
    assert found == ["Mira 000", "Mira 001", "Sol 0", "Sol 1", "Sol 2"]
    assert "Page 3 of 3" in get(client, us.greta, f"{url}?missing=99")
    assert "Page 1 of 3" in get(client, us.greta, f"{url}?missing=%00x")


def test_who_of_the_missing_signed_since_is_one_question_however_many(us):
    many(us, 3)
    late = LATE + timedelta(days=10)
    row = sign_return(us.campaign, SEVER, by=us.greta, name=us.greta.name, on=late, at=moment(late))
    signed(us.asked("M0"), on=late)
    now = count(us.campaign, SEVER)
    with CaptureQueriesContext(connection) as found:
        assert counts.since(row, now).signed == 1
    assert len(found) <= 3


def test_people_of_a_long_list_are_found_at_once(us):
    known = [us.boris.public_id, us.greta.public_id]
    found = among([*known, "x'); --", '"', "}", *(f"nobody{number}" for number in range(40_000))])
    assert set(found) == {us.boris, us.greta}
    assert not among([]).exists()
    assert Person.objects.count() > 2
