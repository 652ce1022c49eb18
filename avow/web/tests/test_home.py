"""The home page: what you have to do, and nothing that is not yours."""

from datetime import date, timedelta

import pytest

from avow.access import duties
from avow.access.duties import Duty
from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.disclosures.testing import disclosed
from avow.people.testing import cast
from avow.web.home import MOST
from avow.web.numbers import numbers_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def everyone():
    return cast()


def test_who_is_not_signed_in_comes_to_the_sign_in_page(client):
    assert client.get("/").url == "/sign-in/?next=/"


def test_nothing_to_do_offers_what_people_come_for(client, everyone):
    page = sign_in(client, everyone.amina).get("/").content.decode()
    assert "Nothing is waiting for you" in page
    for address in ("/disclose/", "/gifts/record/", "/policy/"):
        assert f'href="{address}"' in page
    assert page.count('href="/certify/"') == 3, "among the ways, and in each of the two menus"


def test_duties_come_in_the_order_in_which_they_are_due(client, everyone, monkeypatch):
    on = today()
    given = [
        Duty("no day", "/c/", None, 8, "6.5"),
        Duty("next week", "/b/", on + timedelta(days=7), 1),
        Duty("late", "/a/", on - timedelta(days=2), 2, "6.8"),
    ]
    monkeypatch.setattr(duties, "SOURCES", [lambda person, day: given])
    page = sign_in(client, everyone.amina).get("/").content.decode()
    assert page.index("late</a>") < page.index("next week</a>") < page.index("no day</a>")
    assert "2 days late" in page
    assert "about 8 minutes" in page
    assert "about 1 minute<" in page
    assert 'href="/policy/6.8/"' in page


def test_very_many_duties_are_counted(client, everyone, monkeypatch):
    many = [Duty(f"thing {number}", "/x/") for number in range(MOST + 3)]
    monkeypatch.setattr(duties, "SOURCES", [lambda person, day: many])
    page = sign_in(client, everyone.amina).get("/").content.decode()
    assert page.count('href="/x/"') == MOST
    assert "And 3 more" in page


def test_the_desk_in_numbers_is_for_who_has_a_desk(everyone):
    adopted()
    grant(everyone.chen, "compliance_officer")
    disclosed(everyone.amina, on=date(2026, 3, 2))
    waiting, others, breaches = numbers_for(everyone.chen, date(2026, 3, 3))
    assert (waiting.how_many, waiting.late, others.how_many, breaches.how_many) == (1, 0, 0, 0)
    assert numbers_for(everyone.chen, date(2026, 4, 3))[0].late == 1
    for person in (everyone.amina, everyone.boris, everyone.emeka, everyone.farah, everyone.goran):
        assert numbers_for(person, date(2026, 3, 3)) == []


@pytest.mark.parametrize("role", ["management", "auditor", "administrator", "hr_partner"])
def test_other_roles_see_no_desk_and_no_contents(client, everyone, role):
    adopted()
    grant(everyone.chen, "compliance_officer")
    grant(everyone.goran, role, department="Sever HR" if role == "hr_partner" else "")
    disclosed(everyone.amina, other_side="Very Secret Bearings", on=date(2026, 3, 2))
    page = sign_in(client, everyone.goran).get("/").content.decode()
    assert "Your desk" not in page
    assert "Very Secret" not in page
    assert "/desk/" not in page
    assert ('href="/administration/"' in page) == (role == "administrator")


def test_the_header_leads_only_where_one_may_go(client, everyone):
    adopted()
    grant(everyone.chen, "compliance_officer")
    links = sign_in(client, everyone.amina).get("/").content.decode().split("</nav>")[0]
    assert 'href="/disclosures/"' in links
    assert 'href="/desk/"' not in links
    links = sign_in(client, everyone.chen).get("/").content.decode().split("</nav>")[0]
    assert 'href="/desk/"' in links
    assert 'href="/" aria-current="page"' in links
