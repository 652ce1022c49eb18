"""The closing return: counted, signed once, with the missing by number; received; and what comes after it."""

import pytest

from avow.access.testing import sign_in
from avow.certifications.form.acts import unlock
from avow.certifications.local_hr import counts
from avow.certifications.local_hr.acts import exempt, receive_return, sign_return
from avow.certifications.local_hr.acts.returning import in_the_way
from avow.certifications.local_hr.testing import DUE, LATE, MONDAY, SEVER, WORKS, house, moment, taken_on
from avow.certifications.models import ClosingReturn, ReturnReceived
from avow.certifications.places import count
from avow.certifications.testing import signed
from avow.disclosures.acts.refusals import NotTheirs, Refused
from avow.ledger.testing import at_once
from avow.ledger.verify import verify
from avow.people import acts as people

pytestmark = pytest.mark.django_db


def sign(us, by=None, department=SEVER, on=LATE, name=None):
    by = by or us.greta
    return sign_return(us.campaign, department, by=by, name=name or by.name, on=on, at=moment(on))


def test_it_says_what_is_and_lists_who_is_missing():
    us = house()
    exempt(us.asked("S0"), by=us.greta, reason="Ill.", until=None, on=MONDAY, at=moment(MONDAY))
    people.end(us.asked("S1").person, on=DUE, by="system", at=moment(DUE))
    row = sign(us)
    assert (row.asked, row.signed, row.exempt, row.left, row.missing) == (3, 0, 1, 1, 1)
    body = row.attested.open()
    assert body["missing_people"] == [us.asked("S2").person.public_id]
    assert (body["signed_name"], body["department"]) == ("Greta Sorensen", SEVER)


def test_while_somebody_is_in_time_it_waits():
    us = house()
    with pytest.raises(Refused, match="3 people have not signed yet, and somebody may until 31 March 2026"):
        sign(us, on=DUE)


def test_all_that_stands_in_the_way_is_told_with_what_to_do():
    us = house()
    signed(us.asked("S0"), ["loan"], on=MONDAY)
    with pytest.raises(Refused) as refused:
        sign(us, on=DUE)
    told = str(refused.value)
    assert "One conflict is not advised of yet. Advise the compliance officer first." in told
    assert "2 people have not signed yet, and somebody may until 31 March 2026." in told
    assert "Or see that they sign before." in told
    found = in_the_way(us.campaign, count(us.campaign, SEVER), DUE)
    assert [one.at for one in found] == ["conflicts", "people"]
    assert [one.at for one in in_the_way(us.campaign, count(us.campaign, SEVER), LATE)] == ["conflicts"]


def test_the_page_lists_all_of_it_with_links(client, monkeypatch):
    us = house()
    signed(us.asked("S0"), ["loan"], on=MONDAY)
    monkeypatch.setattr("avow.config.clock.today", lambda: DUE)
    address = f"/hr/{us.campaign.public_id}/"
    page = sign_in(client, us.greta).get(f"{address}return/?department=Sever+HR").text
    for at in ("conflicts", "people"):
        assert f'<a href="{address}?department=Sever%20HR#{at}">' in page


def test_an_exemption_that_is_over_counts_no_more_even_if_no_worker_ran():
    us = house()
    exempt(us.asked("S0"), by=us.greta, reason="Ill.", until=LATE, on=MONDAY, at=moment(MONDAY))
    assert sign(us).missing == 3


def test_once_for_each_department():
    us = house()
    sign(us)
    with pytest.raises(Refused, match="Greta Sorensen has signed the closing return of Sever HR already"):
        sign(us)
    sign(us, us.farah, WORKS)
    assert ClosingReturn.objects.count() == 2


def test_only_its_partner_signs_with_their_own_name():
    us = house()
    for by in (us.farah, us.chen, us.boris):
        with pytest.raises(NotTheirs):
            sign(us, by)
    for name in ("Farah Rahimi", " ", "Greta"):
        with pytest.raises(Refused, match="Sign with your name"):
            sign(us, name=name)
    sign(us, name="  sorensen,  GRETA ")


def test_the_officer_signs_for_a_department_without_partner_and_has_received_it_by_that():
    us = house()
    taken_on("X1", "Xenia", "", on=MONDAY)
    with pytest.raises(NotTheirs):
        sign(us, us.chen, "")
    from django.db import transaction

    from avow.certifications.models import HandedOver, Place
    from avow.certifications.places import look_again
    from avow.ledger.acts import Doc, record

    one = us.asked("B1")
    with transaction.atomic():
        body = {"campaign": us.campaign.public_id, "person": one.person.public_id, "number": 1, "to": "",
                "on": MONDAY.isoformat(), "because": "A test."}  # fmt: skip
        entry = record("forms handed over", actor="system", subject=us.campaign.subject, at=moment(MONDAY),
                       docs=[Doc(HandedOver.schema, body, key=one.person.key)])  # fmt: skip
        HandedOver.objects.create(
            attested=entry.documents[0], included=one, number=1, to="", on=MONDAY, because="A test."
        )
        look_again([one], MONDAY)
    assert Place.objects.get(included=one).department == ""
    row = sign(us, us.chen, "")
    assert row.received.by == us.chen


def test_an_officer_receives_it_once():
    us = house()
    row = sign(us)
    for by in (us.greta, us.farah, us.dolores):
        with pytest.raises(NotTheirs):
            receive_return(row, by=by, on=LATE, at=moment(LATE))
    first = receive_return(row, by=us.chen, on=LATE, at=moment(LATE))
    assert receive_return(row, by=us.chen, on=LATE, at=moment(LATE)) == first


@pytest.mark.django_db(transaction=True)
def test_two_sign_and_two_receive_at_once():
    us = house()
    results = at_once(lambda: sign(us), lambda: sign(us))
    assert sorted(type(one).__name__ for one in results) == ["ClosingReturn", "Refused"], results
    row = ClosingReturn.objects.get()
    at_once(*[lambda: receive_return(row, by=us.chen, on=LATE, at=moment(LATE))] * 2)
    assert ReturnReceived.objects.count() == 1
    assert verify().findings == []


def reopen(us, number, on=LATE):
    form = us.asked(number).forms.get(unlocked=None)
    unlock(form, "I forgot my share.", by=form.included.person, on=on, at=moment(on))


def came(us, row):
    return counts.since(row, count(us.campaign, row.department)).says


def test_a_form_unlocked_after_it_is_told_where_the_return_is_read_and_received(client, monkeypatch):
    us = house()
    for number in ("S0", "S1"):
        signed(us.asked(number), on=MONDAY)
    row = sign(us)
    assert came(us, row) == ""
    reopen(us, "S0")
    says = "Since then 1 form was unlocked and is missing."
    assert came(us, row) == says
    monkeypatch.setattr("avow.config.clock.today", lambda: LATE)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(LATE))
    address = f"/hr/returns/{row.public_id}/"
    assert says in sign_in(client, us.greta).get(address).text
    sign_in(client, us.chen)
    for page in ("/hr/", address, f"/hr/{us.campaign.public_id}/"):
        assert says in client.get(page).text
    assert f"Greta Sorensen sees that. {says}" in client.post(address, follow=True).text
    assert says in client.get(address).text
    reopen(us, "S1")
    assert came(us, row) == "Since then 2 forms were unlocked and are missing."
    signed(us.asked("S0"), on=LATE)
    assert came(us, row) == says


def test_whom_it_names_as_missing_is_not_told_as_unlocked():
    us = house()
    signed(us.asked("S0"), on=MONDAY)
    reopen(us, "S0", on=MONDAY)
    row = sign(us)
    assert (row.missing, came(us, row)) == (3, "")
    signed(us.asked("S0"), on=LATE)
    assert came(us, row) == "Since then 1 more signed, late."
    reopen(us, "S0")
    assert came(us, row) == ""
