"""Every year: the officer is told to prepare the policy's campaign, and to start it; late is seen."""

from datetime import date, timedelta

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.certifications.campaigns import acts, changing, freezing, testing
from avow.certifications.campaigns.testing import moment
from avow.certifications.models import Campaign
from avow.config import clock

pytestmark = pytest.mark.django_db

OPENS = date(2027, 1, 15)
FIRST = date(2026, 12, 16)
CLOSES = OPENS + timedelta(days=75)
TITLE = "Prepare the yearly certification of 2027"


@pytest.fixture
def house():
    found = testing.prepared()
    changing.withdraw(found.campaign, by=found.cast.chen, on=testing.ON, at=moment(testing.ON))
    return found


def told(person, on):
    return {
        duty.title: (duty.url, duty.due) for duty in duties_for(person, on) if duty.title.startswith(("Prep", "Sta"))
    }


def prepared(house, on=FIRST, **days):
    return acts.prepare("Certification 2027", by=house.cast.chen, on=on, at=moment(on), **days)


def test_it_is_told_thirty_days_before_and_until_it_would_have_closed(house):
    chen = house.cast.chen
    assert told(chen, FIRST - timedelta(days=1)) == {}
    for on in (FIRST, OPENS, OPENS + timedelta(days=1), CLOSES - timedelta(days=1)):
        assert told(chen, on) == {TITLE: ("/campaigns/new/?year=2027", OPENS)}
    assert told(chen, CLOSES) == {}
    assert told(house.cast.amina, FIRST) == {}
    assert told(chen, date(2027, 12, 16)).keys() == {"Prepare the yearly certification of 2028"}


def test_once_prepared_it_is_to_be_started_and_late_is_seen(house):
    chen, made = house.cast.chen, prepared(house)
    start = {"Start Certification 2027": (f"/campaigns/{made.public_id}/preview/", OPENS)}
    for on in (FIRST, OPENS, OPENS + timedelta(days=10)):
        assert told(chen, on) == start
    on = OPENS + timedelta(days=10)
    acts.start(made, by=chen, on=on, at=moment(on), seen=True)
    freezing.work_through(lambda: moment(on))
    assert told(chen, on) == {}


def test_one_with_other_days_of_that_year_will_do_and_a_withdrawn_one_will_not(house):
    chen = house.cast.chen
    made = prepared(house, opens=date(2027, 2, 1))
    assert TITLE not in told(chen, date(2027, 1, 20))
    changing.withdraw(made, by=chen, on=FIRST, at=moment(FIRST))
    assert told(chen, date(2027, 1, 20)).keys() == {TITLE}


def test_nobody_left_out_what_the_policy_did_not_say_yet():
    on = date(2026, 2, 2)
    house = testing.prepared(begin=on, on=on)
    changing.withdraw(house.campaign, by=house.cast.chen, on=on, at=moment(on))
    assert told(house.cast.chen, on) == {}


@pytest.mark.parametrize(
    ("query", "opens"),
    [("?year=2027", OPENS), ("", date(2028, 1, 15)), ("?year=1", date(2028, 1, 15)), ("?year=%00x", date(2028, 1, 15))],
)
def test_the_page_is_filled_in_for_that_year_although_it_is_late(house, client, monkeypatch, query, opens):
    on = OPENS + timedelta(days=3)
    monkeypatch.setattr(clock, "today", lambda: on)
    monkeypatch.setattr(clock, "now", lambda: moment(on))
    chen = sign_in(client, house.cast.chen)
    shown = chen.get(f"/campaigns/new/{query}").content.decode()
    assert f'value="{opens}"' in shown
    assert f'value="Certification {opens.year}"' in shown


def test_what_the_page_is_filled_with_is_the_day_by_which_it_is_told(house, client, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: FIRST)
    monkeypatch.setattr("avow.web.home.today", lambda: FIRST)
    monkeypatch.setattr(clock, "now", lambda: moment(FIRST))
    chen = sign_in(client, house.cast.chen)
    assert TITLE in chen.get("/").content.decode()
    ((url, _),) = told(house.cast.chen, FIRST).values()
    form = chen.get(url).context["form"].initial
    assert (
        chen.post("/campaigns/new/", {key: form[key] for key in ("name", "opens", "due", "closes")}).status_code == 302
    )
    assert Campaign.objects.get(name="Certification 2027").opens == OPENS
    assert TITLE not in told(house.cast.chen, FIRST)
