"""Nobody opens the form of somebody with a slip whose disclosures they must not read, and nobody learns that there are
any: whoever is left out follows from what they know themselves."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from avow.access.testing import grant, sign_in
from avow.certifications.campaigns import testing as campaigns
from avow.certifications.campaigns import trying
from avow.certifications.form import acts as form_acts
from avow.certifications.kiosk import acts, duties, worthless
from avow.certifications.kiosk.handing_out import NOT_YOURS, kept_from, left_out
from avow.certifications.kiosk.testing import make_slips
from avow.certifications.local_hr.looking_after import looks
from avow.certifications.models import CodeMade, Included, OneTimeCode
from avow.certifications.testing import BEGIN, OPEN, filled, house, moment
from avow.config import clock
from avow.disclosures.acts import withdraw
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


def enter(person, code):
    return acts.enter(code, person.number, on=OPEN, at=moment(OPEN))


def test_the_slip_that_is_made_by_whoever_a_disclosure_names_opens_nothing_and_that_of_others_does(us):
    assert may(us, us.farah, us.boris)
    disclosed(us.boris, other_side="Rahimi, Farah")
    assert not may(us, us.farah, us.boris)
    assert may(us, us.devi, us.boris)
    [(_, code)] = make(us, us.boris)
    assert CodeMade.objects.get().by == us.farah
    assert enter(us.boris, code) is None
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    [(_, other)] = make(us, us.boris, us.goran)
    assert enter(us.boris, other)


def test_a_slip_that_opens_nothing_replaces_none_that_opens_the_form(us):
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    [(_, good)] = make(us, us.boris, us.goran)
    disclosed(us.boris, other_side=us.farah.name)
    for _ in range(2):
        [(_, code)] = make(us, us.boris)
        assert enter(us.boris, code) is None
        assert enter(us.boris, good)
    OneTimeCode.objects.update(failed=acts.MOST_FAILED)  # a dead one is replaced
    make(us, us.boris)
    assert OneTimeCode.objects.get().made.by == us.farah


def test_what_is_no_reason_any_more_is_none(us):
    found = disclosed(us.boris, other_side=us.farah.name).disclosure
    [(_, code)] = make(us, us.boris)
    withdraw(found, us.boris, "It was a mistake.", moment(OPEN))
    assert enter(us.boris, code)


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
    page = make_slips(sign_in(Client(), chen), trial.public_id)
    made = {slip.name: slip.code for _, slips in page.context["piles"] for slip in slips}
    assert sorted(made) == sorted([found.cast.emeka.name, found.cast.goran.name])
    assert left_out(1) in page.text
    opened = {one.name: acts.enter(made[one.name], one.number, on=day, at=moment(day)) for one in tries[:2]}
    assert [name for name, token in opened.items() if token] == [found.cast.emeka.name]
    asked = Included.objects.select_related("person", "campaign").filter(campaign=trial, person=found.cast.dolores)
    with pytest.raises(Refused, match=NOT_YOURS):
        acts.make_codes(asked, by=chen, on=day, at=moment(day))


def shown(client, us, person):
    """The page of a person as HR reads it, without what differs from one reading to the next."""
    page = client.get(f"/hr/{us.campaign.public_id}/people/{person.public_id}/")
    return page.text.replace(str(page.context["csrf_token"]), "")


def test_the_page_of_somebody_reads_the_same_before_and_after_they_named_the_reader(us):
    client = sign_in(Client(), us.farah)
    before = shown(client, us, us.boris)
    assert "Make a slip" in before
    disclosed(us.boris, other_side=us.farah.name)
    assert shown(client, us, us.boris) == before
    assert "The slip is made" in client.post(f"/hr/{us.campaign.public_id}/people/{us.boris.public_id}/").text


def test_the_slips_of_those_who_named_whoever_makes_them_look_like_all_others(us):
    disclosed(us.boris, other_side=us.farah.name)
    client = sign_in(Client(), us.farah)
    page = make_slips(client, us.campaign.public_id)
    made = {slip.name for _, slips in page.context["piles"] for slip in slips}
    assert made == {us.boris.name, us.amina.name}
    assert left_out(1) in page.text  # Dolores, who stands above her


def test_of_superiors_and_of_relatives_whom_one_named_oneself_it_is_said_that_somebody_else_sees_to_it(us):
    disclosed(us.farah, holder="family", relation="sibling", relative_name=us.amina.name)
    client = sign_in(Client(), us.farah)
    for person in (us.amina, us.dolores):
        address = f"/hr/{us.campaign.public_id}/people/{person.public_id}/"
        page = client.get(address)
        assert NOT_YOURS in page.text
        assert "Make a slip" not in page.text
        again = client.post(address)
        assert (again.status_code, NOT_YOURS in again.text) == (422, True)
        with pytest.raises(Refused, match=NOT_YOURS):
            make(us, person)


def test_where_all_are_left_out_no_slip_is_made(us):
    put("F1", on=OPEN, by="system", at=moment(OPEN), manager=us.amina)
    page = make_slips(sign_in(Client(), us.farah), us.campaign.public_id)
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


def test_an_officer_is_told_of_slips_that_open_nothing_and_makes_new_ones_and_nobody_else_is_told(us):
    grant(us.goran, "hr_partner", BEGIN, department="Works HR")
    disclosed(us.boris, other_side=us.farah.name)
    for person in (us.boris, us.amina):
        make(us, person)
    assert worthless.work_through(OPEN) == 1
    assert worthless.work_through(OPEN) == 0
    address = f"/hr/{us.campaign.public_id}/slips/"
    told = "Make a new slip for somebody whose slip opens nothing: Certification 2026"
    chen = sign_in(Client(), us.chen)
    assert [duty.title for duty in duties.of_officers(us.chen, OPEN)] == [told]
    page = chen.get(address)
    assert [place.included.person for place in page.context["worthless"]] == [us.boris]
    for one in (us.farah, us.goran):
        partner = sign_in(Client(), one)
        assert list(duties.of_officers(one, OPEN)) == []
        assert "open nothing" not in partner.get(address).text
    assert "The slip is made" in chen.post(f"/hr/{us.campaign.public_id}/people/{us.boris.public_id}/").text
    assert list(duties.of_officers(us.chen, OPEN)) == []
    assert chen.get(address).context["worthless"] == []


def test_an_officer_who_must_keep_away_as_well_is_not_told(us):
    put("C1", on=OPEN, by="system", at=moment(OPEN), manager=us.boris)
    disclosed(us.boris, other_side=us.farah.name)
    make(us, us.boris)
    worthless.work_through(OPEN)
    assert worthless.worthless(looks(us.chen, OPEN), us.campaign) == []
    assert [one.included.person for one in worthless.worthless(looks(us.devi, OPEN), us.campaign)] == [us.boris]


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
