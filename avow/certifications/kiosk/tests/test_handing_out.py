"""Nobody has the slip of somebody in hand whose disclosures they must not read, and nobody is told why."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from avow.access.testing import grant, sign_in
from avow.certifications.campaigns import testing as campaigns
from avow.certifications.campaigns import trying
from avow.certifications.form import acts as form_acts
from avow.certifications.kiosk import acts
from avow.certifications.kiosk.handing_out import NOT_YOURS, kept_from, left_out
from avow.certifications.models import CodeMade, Included
from avow.certifications.testing import BEGIN, OPEN, filled, house, moment
from avow.config import clock
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.disclosures.testing import SHARE, disclosed, drafted
from avow.people.acts import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: moment(OPEN))
    monkeypatch.setattr(clock, "today", lambda: OPEN)
    return house()


def may(us, by, person):
    return by.pk not in kept_from([by], [us.asked(person)], OPEN)[us.asked(person).pk]


def make(us, person, by=None):
    return acts.make_codes([us.asked(person)], by=by or us.farah, on=OPEN, at=moment(OPEN))


def test_whoever_a_disclosure_names_makes_no_slip_and_others_do(us):
    assert may(us, us.farah, us.boris)
    disclosed(us.boris, other_side="Rahimi, Farah")
    assert not may(us, us.farah, us.boris)
    assert may(us, us.devi, us.boris)
    with pytest.raises(Refused, match=NOT_YOURS):
        make(us, us.boris)
    assert not CodeMade.objects.exists()


def test_a_draft_names_them_as_well(us):
    drafted(us.boris, "financial_interest", SHARE | {"other_side": us.farah.name}, on=OPEN)
    assert not may(us, us.farah, us.boris)


def test_so_does_what_was_answered_and_what_was_half_typed_on_the_form(us):
    filled(us.asked(us.boris), ["relationship"], facts={"relationship": {"other_side": us.farah.name}})
    assert not may(us, us.farah, us.boris)
    amina = us.asked(us.amina)
    form_acts.draft(amina, by=us.amina, on=OPEN, at=moment(OPEN))
    typed = {"answer": "yes", "new-0-other_side": "farah rahimi"}
    form_acts.keep(amina, "ask-role", typed, by=us.amina, on=OPEN, at=moment(OPEN))
    assert not may(us, us.farah, us.amina)


def test_nor_for_whoever_stands_above_them(us):
    put("F1", on=OPEN, by="system", at=moment(OPEN), manager=us.amina)
    for above in (us.amina, us.boris, us.dolores):
        assert not may(us, us.farah, above)


def test_an_officer_reads_neither_what_names_them_nor_a_superior_through_a_trial(monkeypatch):
    day = campaigns.ON
    monkeypatch.setattr(clock, "now", lambda: moment(day))
    monkeypatch.setattr(clock, "today", lambda: day)
    found = campaigns.prepared()
    chen, tries = found.cast.chen, [found.cast.goran, found.cast.emeka, found.cast.dolores]
    disclosed(found.cast.goran, other_side="Wei, Chen", on=day)
    trial = trying.try_out(found.campaign, tries, by=chen, on=day, at=moment(day))
    page = sign_in(Client(), chen).post(f"/hr/{trial.public_id}/slips/", {"who": "all", "where": "everywhere"})
    assert [slip.name for _, slips in page.context["piles"] for slip in slips] == [found.cast.emeka.name]
    assert left_out(2) in page.text
    for person in (found.cast.goran, found.cast.dolores):
        asked = Included.objects.select_related("person", "campaign").filter(campaign=trial, person=person)
        with pytest.raises(Refused, match=NOT_YOURS):
            acts.make_codes(asked, by=chen, on=day, at=moment(day))


def test_superiors_and_whoever_names_them_read_the_same(us):
    disclosed(us.boris, other_side=us.farah.name)
    client = sign_in(Client(), us.farah)
    pages = []
    for person in (us.boris, us.dolores):
        address = f"/hr/{us.campaign.public_id}/people/{person.public_id}/"
        page = client.get(address)
        assert NOT_YOURS in page.text
        assert "Make a slip" not in page.text
        again = client.post(address)
        assert (again.status_code, NOT_YOURS in again.text) == (422, True)
        pages.append(page.text.replace(person.name, "").replace(str(page.context["csrf_token"]), ""))
    assert pages[0] == pages[1]
    page = client.post(f"/hr/{us.campaign.public_id}/slips/", {"who": "all", "where": "everywhere"})
    assert left_out(2) in page.text
    assert CodeMade.objects.get().included.person == us.amina


def test_where_all_are_left_out_no_slip_is_made(us):
    for person in (us.boris, us.amina):
        disclosed(person, other_side=us.farah.name)
    page = sign_in(Client(), us.farah).post(
        f"/hr/{us.campaign.public_id}/slips/", {"who": "all", "where": "everywhere"}
    )
    assert page.status_code == 422
    assert left_out(3) in page.text
    assert not CodeMade.objects.exists()


def test_an_officer_makes_the_slip_where_every_partner_has_to_keep_away_and_only_there(us):
    address = f"/hr/{us.campaign.public_id}/people/{us.boris.public_id}/"
    chen = sign_in(Client(), us.chen)
    assert chen.get(address).status_code == 404
    with pytest.raises(NotTheirs):
        make(us, us.boris, us.chen)
    disclosed(us.boris, other_side=us.farah.name)
    assert "The slip is made" in chen.post(address).text
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    assert chen.get(address).status_code == 404
    assert len(make(us, us.boris, us.goran)) == 1


def test_the_number_of_queries_does_not_grow_with_those_asked(us):
    asked = [us.asked(person) for person in (us.boris, us.amina, us.dolores)]
    counts = []
    for some in (asked[:1], asked):
        for one in some:
            disclosed(one.person, other_side="Delta Bearings")
            drafted(one.person, "financial_interest", SHARE, on=OPEN)
        with CaptureQueriesContext(connection) as seen:
            kept_from([us.farah], some, OPEN)
        counts.append(len(seen))
    assert counts[0] == counts[1]
