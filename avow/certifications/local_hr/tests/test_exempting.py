"""Who is exempt need not sign, with a reason and until a day; who says so, and what moves when the day has come."""

import re
from datetime import timedelta

import pytest

from avow.access.testing import grant, sign_in
from avow.certifications.local_hr.acts import end_exemption, exempt
from avow.certifications.local_hr.exemptions import exemptions_moving_on
from avow.certifications.local_hr.testing import BEGIN, CLOSES, MONDAY, SEVER, WORKS, house, moment
from avow.certifications.models import Exempted
from avow.certifications.places import check, count
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.testing import disclosed
from avow.ledger.testing import at_once
from avow.ledger.verify import verify
from avow.people.models import Person

pytestmark = pytest.mark.django_db
UNTIL = MONDAY + timedelta(days=10)


def spare(us, number="S0", by=None, until=UNTIL, on=MONDAY, reason="Parental leave."):
    return exempt(us.asked(number), by=by or us.greta, reason=reason, until=until, on=on, at=moment(on))


def test_a_partner_exempts_with_a_reason_and_an_end():
    us = house()
    row = spare(us)
    assert us.place("S0").state == "exempt"
    assert row.attested.open()["reason"] == "Parental leave."
    counted = count(us.campaign, SEVER)
    assert (counted.asked, counted.states["exempt"], counted.states["missing"]) == (3, 1, 2)
    assert check(us.campaign, MONDAY) == []


def test_when_the_day_has_come_they_are_asked_again():
    us = house()
    spare(us)
    assert exemptions_moving_on(UNTIL - timedelta(days=1)) == 0
    assert check(us.campaign, UNTIL) == [us.asked("S0").person.public_id]
    assert exemptions_moving_on(UNTIL) == 1
    assert us.place("S0").state == "missing"
    assert exemptions_moving_on(UNTIL) == 0
    spare(us, on=UNTIL, until=None)
    assert exemptions_moving_on(CLOSES) == 0
    assert us.place("S0").state == "exempt"


def test_it_is_ended_before_its_time_once():
    us = house()
    row = spare(us)
    end_exemption(row, by=us.greta, on=MONDAY, at=moment(MONDAY))
    assert us.place("S0").state == "missing"
    with pytest.raises(Refused, match="over already"):
        end_exemption(row, by=us.greta, on=MONDAY, at=moment(MONDAY))
    spare(us)
    assert Exempted.objects.count() == 2


def test_officers_may_and_nobody_else():
    us = house()
    spare(us, by=us.chen)
    for by in (us.farah, us.boris, us.goran, us.dolores):
        with pytest.raises(NotTheirs):
            spare(us, "S1", by=by)
    with pytest.raises(NotTheirs):
        end_exemption(Exempted.objects.get(), by=us.farah, on=MONDAY, at=moment(MONDAY))


def test_nobody_exempts_themselves():
    us = house()
    grant(us.boris, "hr_partner", MONDAY, WORKS)
    with pytest.raises(NotTheirs):
        spare(us, "B1", by=us.boris)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reason": "  "}, "Say why"),
        ({"reason": "x" * 2001}, "2,000 are enough"),
        ({"until": MONDAY}, "still to come"),
        ({"on": CLOSES, "until": None}, "closed"),
    ],
)
def test_what_is_refused(given, says):
    us = house()
    with pytest.raises(Refused, match=says):
        spare(us, **given)
    assert not Exempted.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_exempt_once_and_the_ledger_is_content():
    us = house()
    results = at_once(lambda: spare(us), lambda: spare(us, by=us.chen))
    assert sorted(type(one).__name__ for one in results) == ["Exempted", "Refused"], results
    assert verify().findings == []


@pytest.mark.parametrize("who", ["S0", "H1"])
def test_nobody_exempts_a_relative_whoever_named_whom(who):
    us = house()
    named = {"S0": "Greta Sorensen", "H1": "Sol 0"}[who]
    disclosed(Person.objects.get(number=who), on=BEGIN, holder="family", relation="sibling", relative_name=named)
    with pytest.raises(Refused, match="This is not for you to say"):
        spare(us)
    assert not Exempted.objects.exists()
    with pytest.raises(Refused, match="has to be still to come"):
        spare(us, until=MONDAY)  # what is wrong otherwise is said first, so that trying tells of nobody
    spare(us, by=us.chen)


@pytest.fixture
def on_monday(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def test_nobody_exempts_their_superior_and_the_page_says_so(client, on_monday):
    us = house()
    for by in (us.farah, us.chen):
        with pytest.raises(Refused, match="This is not for you to say"):
            spare(us, "D1", by=by)
    assert not Exempted.objects.exists()
    pages = {
        number: f"/hr/{us.campaign.public_id}/exempt/{us.asked(number).person.public_id}/" for number in ("D1", "B1")
    }
    sign_in(client, us.farah)
    shown = client.get(pages["D1"]).text
    assert "This is not for you to say" in shown
    assert "Exempt them" not in shown
    refused = client.post(pages["D1"], {"reason": "Busy.", "until": ""})
    assert refused.status_code == 422
    assert not Exempted.objects.exists()
    assert "Exempt them" in client.get(pages["B1"]).text


def test_whoever_is_exempt_reads_it_without_the_reason_and_may_sign_all_the_same(client, on_monday):
    us = house()
    row = spare(us, "B1", by=us.farah)
    sign_in(client, us.boris)
    page = client.get("/certify/").text
    said = re.sub("<[^>]+>", "", page).replace("\xa0", " ")
    assert "You are exempt until 12 March 2026, when you are asked again. Farah Rahimi said so on 2 March 2026." in said
    assert "Parental leave" not in page
    assert "To be signed by" not in page
    assert "Go to the form" not in page
    assert "Sign it all the same" in page
    assert client.get(f"/certify/{us.campaign.public_id}/").status_code == 200
    end_exemption(row, by=us.farah, on=MONDAY, at=moment(MONDAY))
    assert "To be signed by" in client.get("/certify/").text
    spare(us, "B1", by=us.farah, until=None)
    assert "You are exempt for the whole of this campaign." in client.get("/certify/").text
