"""How many queries the pages take that everyone comes to: few, and no more however much there is to tell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access.testing import grant, sign_in
from avow.certifications.local_hr.testing import SEVER, taken_on
from avow.certifications.local_hr.testing import house as local_hr
from avow.certifications.testing import signed
from avow.questions.testing import asked_by
from avow.reviews import acts
from avow.reviews.testing import MONDAY, case_of, disclose, given_a_watch, house, moment

pytestmark = pytest.mark.django_db
MORE = 4
OFFICER, NOBODY, ASKED, PARTNER = 56, 18, 26, 30
"""For an officer, for somebody of whom nothing is wanted, for one with something of each, for a partner of HR."""


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    for where in ("avow.config.clock.today", "avow.web.home.today", "avow.web.navigation.today"):
        monkeypatch.setattr(where, lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def queries(client, person, address="/"):
    sign_in(client, person).get(address)  # what a process reads once is read by now
    with CaptureQueriesContext(connection) as taken:
        assert client.get(address).status_code == 200
    return len(taken)


def something_happens(h):
    """One matter to look at, one that waits for two people, a question of the officer to each, a gift, a question."""
    disclose(h, h.amina)
    case = case_of(disclose(h, h.amina))
    acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    acts.ask(case, by=h.chen, text="When?", on=MONDAY, at=moment(MONDAY))
    acts.ask(case, by=h.chen, to=h.boris, text="Who?", on=MONDAY, at=moment(MONDAY))
    given_a_watch(h, h.amina)
    asked_by(h.amina)


@pytest.fixture
def busy():
    h = house()
    grant(h.farah, "deputy")
    for _ in range(2):
        something_happens(h)
    return h


def test_the_home_page_takes_few_for_each_and_no_more_where_there_is_more(busy, client):
    people = {busy.chen: OFFICER, busy.farah: OFFICER, busy.amina: ASKED, busy.boris: ASKED, busy.goran: NOBODY}
    before = {person: queries(client, person) for person in people}
    for _ in range(MORE):
        something_happens(busy)
    after = {person: queries(client, person) for person in people}
    assert {person.name: (before[person], after[person]) for person in people if after[person] > before[person]} == {}
    assert {person.name: after[person] for person, most in people.items() if after[person] > most} == {}


@pytest.mark.parametrize(("address", "most"), [("/desk/", 22), ("/desk/?show=closed", 22), ("/questions/", 14)])
def test_what_officers_open_takes_few(busy, client, address, most):
    before = queries(client, busy.chen, address)
    for _ in range(MORE):
        something_happens(busy)
    assert queries(client, busy.chen, address) <= before <= most


def test_what_forms_say_takes_few_and_no_more_with_more_of_them(client):
    us = local_hr(before=lambda: [taken_on(f"T{number}", f"Tom {number}", SEVER) for number in range(2 * MORE)])

    def sign(numbers):
        for number in numbers:
            signed(us.asked(f"T{number}"), ["loan"], on=MONDAY, words="I kept a watch." if number % 2 else "")

    sign(range(MORE))
    before = {person: queries(client, person) for person in (us.chen, us.greta)}
    sign(range(MORE, 2 * MORE))
    page = sign_in(client, us.chen).get("/").content.decode()
    assert page.count("Read the form of Tom") == MORE
    assert queries(client, us.chen) <= before[us.chen] <= OFFICER
    assert queries(client, us.greta) <= before[us.greta] <= PARTNER
