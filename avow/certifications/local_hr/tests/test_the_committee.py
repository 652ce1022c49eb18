"""Advice on a form from which every officer keeps away: the board committee receives it, and nobody else (6.2)."""

import pytest

from avow.access.duties import duties_for
from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.certifications.form import visibility
from avow.certifications.local_hr import for_the_committee, receiving
from avow.certifications.local_hr.acts import advise, receive_advice
from avow.certifications.local_hr.receiving import waiting_advice
from avow.certifications.local_hr.testing import BEGIN, MONDAY, WORKS, house, moment, taken_on
from avow.certifications.models import AdviceReceived, ForCommittee
from avow.certifications.testing import signed
from avow.disclosures.acts.refusals import NotTheirs
from avow.disclosures.testing import disclosed
from avow.ledger.models import Entry
from avow.ledger.testing import at_once
from avow.ledger.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def us(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))
    return with_committee()


def with_committee():
    """Chen is asked as well, and is the only officer; Goran sits on the board committee."""
    found = house(before=lambda: taken_on("C1", "Chen Wei", WORKS, manager="D1"))
    grant(found.goran, "board_committee", BEGIN)
    return found


def told(us, number="C1", by=None, note="Please have a look.", **said):
    """Advice on the one conflict that they report."""
    by = by or (us.greta if number.startswith("S") else us.farah)
    rows = list(signed(us.asked(number), ["loan"], on=MONDAY, **said).reported.all())
    (one,) = advise(rows, by=by, note=note, name=by.name, on=MONDAY, at=moment(MONDAY))
    return one


def receive(one, by):
    return receive_advice([one], by=by, on=MONDAY, at=moment(MONDAY))


def waits_for(us, *people):
    return [person.name for person in people if waiting_advice(person, MONDAY)]


def titles(person):
    return [duty.title for duty in duties_for(person, MONDAY) if duty.url.startswith("/hr/")]


def get(client, person, url, status=200):
    answer = sign_in(client, person).get(url)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode().replace("\xa0", " ")


def test_the_committee_receives_it_and_local_hr_sees_that(us, client):
    one = told(us)
    url = f"/hr/advice/{one.public_id}/"
    assert titles(us.goran) == ["Receive what local HR advised on one form"]
    assert '<a href="/hr/">Local HR</a>' in get(client, us.goran, "/policy/")
    page = get(client, us.goran, "/hr/")
    assert "Chen Wei" in page and one.public_id in page and "Campaigns</h2>" not in page
    page = get(client, us.goran, url)
    assert "Please have a look." in page and "I have received this" in page
    assert Read.objects.filter(person=us.goran, subject=us.campaign.subject, what="advice").count() == 2
    form = f"/certify/forms/{one.conflict.form.public_id}/"
    assert form in page
    assert '<a class="back" href="/hr/">' in page, "the campaign's page is not theirs"
    get(client, us.goran, form)
    assert "Not received yet" in get(client, us.farah, url)
    assert sign_in(client, us.goran).post(url).url == "/hr/"
    assert one.received.by == us.goran
    assert Entry.objects.latest("number").acting_as == "board committee"
    assert titles(us.goran) == []
    page = get(client, us.goran, "/hr/")
    assert "What you received" in page and url in page and "No advice waits." in page
    assert "by Goran Petrov" in get(client, us.farah, url)
    for where in (url, f"/hr/{us.campaign.public_id}/"):
        assert ">Received" in get(client, us.farah, where)


def test_several_are_received_with_ticks(us, client):
    rows = [told(us), told(us, "D1")]
    assert titles(us.goran) == ["Receive what local HR advised on 2 forms"]
    sign_in(client, us.goran).post("/hr/", {"advice": [one.public_id for one in rows]})
    assert {one.by for one in AdviceReceived.objects.all()} == {us.goran}


def test_the_officer_concerned_neither_reads_nor_receives_it(us, client):
    own, other = told(us), told(us, "S0")
    url = f"/hr/advice/{own.public_id}/"
    get(client, us.chen, url, 404)
    assert sign_in(client, us.chen).post(url).status_code == 404
    assert sign_in(client, us.chen).post("/hr/", {"advice": [own.public_id]}).status_code == 404
    both = sign_in(client, us.chen).post("/hr/", {"advice": [own.public_id, other.public_id]})
    assert both.status_code == 404 and not AdviceReceived.objects.exists(), "all or nothing"
    for page in ("/hr/", f"/hr/{us.campaign.public_id}/", f"/hr/{us.campaign.public_id}/?show=signed"):
        shown = get(client, us.chen, page)
        assert own.public_id not in shown and other.public_id in shown, page
    assert titles(us.chen) == ["Receive what local HR advised on one form"], "the other one"
    with pytest.raises(NotTheirs):
        receive(own, us.chen)
    grant(us.chen, "board_committee", MONDAY)
    get(client, us.chen, url, 404)
    assert waits_for(us, us.chen, us.goran) == ["Chen Wei", "Goran Petrov"]
    assert [one.advice for one in waiting_advice(us.chen, MONDAY)] == [other]


def test_the_committee_reads_no_other_advice_and_nothing_else_of_local_hr(us, client):
    other = told(us, "S0")
    assert waits_for(us, us.chen, us.goran) == ["Chen Wei"]
    assert "No advice waits." in get(client, us.goran, "/hr/")
    url = f"/hr/advice/{other.public_id}/"
    get(client, us.goran, url, 404)
    assert sign_in(client, us.goran).post(url).status_code == 404
    assert sign_in(client, us.goran).post("/hr/", {"advice": other.public_id}).status_code == 404
    for more in ("", "advise/", "return/?department=Works+HR", f"exempt/{us.boris.public_id}/"):
        get(client, us.goran, f"/hr/{us.campaign.public_id}/{more}", 404)
    assert titles(us.goran) == []


def test_where_another_officer_need_not_keep_away_they_receive_it_and_the_committee_does_not(us, client):
    one = told(us)
    devi = taken_on("V1", "Devi Marsh", WORKS, grade="P3", manager="D1")
    grant(devi, "deputy", MONDAY)
    assert waits_for(us, us.chen, devi, us.goran) == ["Devi Marsh"]
    get(client, us.goran, f"/hr/advice/{one.public_id}/", 404)
    with pytest.raises(NotTheirs):
        receive(one, us.goran)
    receive(one, devi)
    assert titles(us.goran) == []


def test_a_deputy_does_not_receive_what_the_officer_disclosed(us):
    devi = taken_on("V1", "Devi Marsh", WORKS, grade="P3", manager="D1")
    grant(devi, "deputy", MONDAY)
    disclosed(us.chen, on=BEGIN)
    rows = list(signed(us.asked("C1"), ["financial_interest"], on=MONDAY).reported.exclude(disclosure=""))
    advise(rows, by=us.farah, note="So.", name=us.farah.name, on=MONDAY, at=moment(MONDAY))
    assert waits_for(us, us.chen, devi, us.goran) == ["Goran Petrov"], "they act on her behalf"


def test_advice_on_a_superiors_form_is_the_committees(us):
    told(us, "D1")
    assert waits_for(us, us.chen, us.goran) == ["Goran Petrov"]


def test_an_officer_who_is_named_keeps_away_already_while_it_is_a_draft(us):
    told(us, "S0", facts={"loan": {"other_side": "Wei, Chen"}})
    assert waits_for(us, us.chen, us.goran) == ["Goran Petrov"]


def test_a_member_of_the_committee_who_is_named_leaves_it_to_the_others(us):
    one = told(us, facts={"loan": {"other_side": "Petrov, Goran"}})
    assert waits_for(us, us.chen, us.goran) == []
    grant(us.amina, "board_committee", MONDAY)
    assert waits_for(us, us.goran, us.amina) == ["Amina Haddad"]
    receive(one, us.amina)


def test_where_the_only_officer_administers_too_the_committee_receives_everything(us):
    grant(us.chen, "administrator", MONDAY)
    told(us, "S0")
    assert waits_for(us, us.chen, us.goran) == ["Goran Petrov"]


def test_an_officer_who_advises_as_local_hr_has_not_received_what_is_the_committees(us):
    taken_on("D1", "Dolores Vidal", "Quay HR", grade="E1", on=MONDAY)
    rows = list(signed(us.asked("D1"), ["loan"], on=MONDAY).reported.all())
    us.campaign.refresh_from_db()
    place = us.place("D1")
    place.department = "Quay HR"
    place.save()
    (one,) = advise(rows, by=us.chen, note="So.", name=us.chen.name, on=MONDAY, at=moment(MONDAY))
    assert not hasattr(one, "received")
    assert waits_for(us, us.chen, us.goran) == ["Goran Petrov"]


def test_what_becomes_the_committees_later_the_worker_finds(us):
    told(us, "S0")
    assert waits_for(us, us.goran) == []
    grant(us.chen, "administrator", MONDAY)
    assert for_the_committee.work_through(MONDAY) == 1
    assert waits_for(us, us.goran) == ["Goran Petrov"]
    assert for_the_committee.work_through(MONDAY) == 0


def test_what_is_the_committees_no_more_nobody_of_it_sees_even_if_no_worker_ran(us):
    one = told(us, "D1")
    devi = taken_on("V1", "Devi Marsh", WORKS, grade="P3")
    grant(devi, "deputy", MONDAY)
    assert ForCommittee.objects.filter(advice=one).exists()
    assert waits_for(us, us.goran) == []
    assert for_the_committee.work_through(MONDAY) == 1
    assert not ForCommittee.objects.exists()


def test_what_was_received_is_not_looked_at_any_more(us):
    receive(told(us), us.goran)
    assert for_the_committee.work_through(MONDAY) == 1
    assert not ForCommittee.objects.exists()


def test_the_committees_pages_open_only_what_may_be_theirs(us, monkeypatch):
    told(us)
    for number in ("S0", "S1", "S2", "B1"):
        told(us, number)
    looked = []

    def handled(person, forms, on):
        looked.append(len(forms))
        return visibility.handled(person, forms, on)

    monkeypatch.setattr(receiving, "handled", handled)
    assert waits_for(us, us.goran) == ["Goran Petrov"]
    assert looked == [1]
    looked.clear()
    assert len(waiting_advice(us.chen, MONDAY)) == 4
    assert looked == [5]


def test_a_disclosure_told_of_on_two_forms_keeps_away_from_both(us):
    from avow.certifications.form.keeping_away import kept_away
    from avow.certifications.models import Included

    sol = us.asked("S0").person
    disclosed(sol, on=BEGIN, other_side="Greta Sorensen")
    first = signed(us.asked("S0"), ["financial_interest"], on=MONDAY)
    later = later_campaign(us)
    second = signed(Included.objects.select_related("person", "campaign").get(person=sol, campaign=later),
                    ["financial_interest"], on=later.opens)  # fmt: skip
    forms = [first.included, second.included]
    for given in (forms, forms[::-1]):
        away = kept_away(given, [us.greta, us.farah], later.opens)
        assert away == {one.pk: {us.greta.pk} for one in forms}


def later_campaign(us):
    from datetime import date

    from avow.certifications.testing import started

    days = {"opens": date(2027, 3, 1), "due": date(2027, 3, 31), "closes": date(2027, 6, 1)}
    return started(us.chen, days=days, on=date(2027, 3, 1), name="Certification 2027")


@pytest.mark.django_db(transaction=True)
def test_two_members_of_the_committee_at_once_receive_it_once():
    us = with_committee()
    grant(us.amina, "board_committee", BEGIN)
    one = told(us)
    results = at_once(lambda: receive(one, us.goran), lambda: receive(one, us.amina))
    assert sorted(len(given) for given in results) == [0, 1], results
    assert AdviceReceived.objects.count() == 1
    assert verify().findings == []
