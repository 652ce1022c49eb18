"""Before slips are made it is said who gets one and who has one already; only a second step makes them."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

from avow.access.testing import sign_in
from avow.certifications.kiosk import acts
from avow.certifications.kiosk.testing import make_slips
from avow.certifications.models import CodeMade, OneTimeCode
from avow.certifications.testing import OPEN, house, moment, signed
from avow.config import clock

pytestmark = pytest.mark.django_db
ALL = {"who": "all", "where": "everywhere"}


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(OPEN))
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    return house()


@pytest.fixture
def farah(us):
    return sign_in(Client(), us.farah)


def address(us):
    return f"/hr/{us.campaign.public_id}/slips/"


def plain(page):
    return " ".join(strip_tags(page.text).split())


def give(us, person):
    [(_, code)] = acts.make_codes([us.asked(person)], by=us.farah, on=OPEN, at=moment(OPEN))
    return code


def test_looking_makes_nothing_and_says_how_many_there_will_be(us, farah):
    page = farah.get(address(us), ALL)
    assert "Make 2 slips?" in page.text
    assert "Nobody of them has a slip yet." in page.text
    assert page["Cache-Control"] == "private, no-store"
    assert not CodeMade.objects.exists()


def test_a_press_without_having_looked_makes_nothing(us, farah):
    assert "Make 2 slips?" in farah.post(address(us), ALL).text
    assert not CodeMade.objects.exists()


def test_it_says_who_has_one_already_until_when_and_that_it_ends(us, farah):
    code = give(us, us.boris)
    page = farah.get(address(us), ALL)
    assert "1 has a slip already" in page.text
    assert plain(page).count("good until 1 June 2026") == 1
    assert [one.person for one in page.context["ready"].again] == [us.boris]
    page = make_slips(farah, us.campaign.public_id)
    assert page.context["made"] == 2
    assert acts.enter(code, us.boris.number, on=OPEN, at=moment(OPEN)) is None


def test_those_who_have_one_can_keep_it(us, farah):
    code = give(us, us.boris)
    page = make_slips(farah, us.campaign.public_id, make="new")
    assert [slip.name for _, slips in page.context["piles"] for slip in slips] == [us.amina.name]
    assert acts.enter(code, us.boris.number, on=OPEN, at=moment(OPEN))


def test_one_that_is_dead_is_none(us, farah):
    give(us, us.boris)
    OneTimeCode.objects.update(failed=acts.MOST_FAILED)
    assert farah.get(address(us), ALL).context["ready"].again == []


@pytest.mark.parametrize("meanwhile", [lambda us: give(us, us.boris), lambda us: signed(us.asked(us.boris))])
def test_what_changed_since_one_looked_is_shown_before_anything_is_made(us, farah, meanwhile):
    seen = farah.get(address(us), ALL).context["ready"].seen
    meanwhile(us)
    before = CodeMade.objects.count()
    page = farah.post(address(us), {**ALL, "seen": seen, "make": "all"})
    assert page.status_code == 422
    assert "Somebody signed, came, or got a slip meanwhile." in page.text
    assert CodeMade.objects.count() == before
    again = farah.post(address(us), {**ALL, "seen": page.context["ready"].seen, "make": "all"})
    assert "The slip is made" in again.text or "2 slips are made" in again.text


def test_where_all_have_one_nobody_is_left_who_has_none(us, farah):
    give(us, us.boris)
    give(us, us.amina)
    page = farah.get(address(us), ALL)
    assert "for those who have none" not in page.text
    pressed = farah.post(address(us), {**ALL, "seen": page.context["ready"].seen, "make": "new"})
    assert "Make 2 slips?" in pressed.text
    assert CodeMade.objects.count() == 2


def test_the_page_of_one_person_says_that_they_have_one(us, farah):
    page = f"/hr/{us.campaign.public_id}/people/{us.boris.public_id}/"
    assert "They have a slip already" not in farah.get(page).text
    give(us, us.boris)
    assert "They have a slip already, good until 1 June 2026. A new one makes it worthless." in plain(farah.get(page))
