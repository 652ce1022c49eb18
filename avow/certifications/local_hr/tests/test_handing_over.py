"""An HR partner certifies with another department, whenever they become one; where there is none, with the officer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access import acts as access
from avow.access.models import Role, RoleGrant
from avow.access.testing import grant
from avow.certifications.local_hr.acts import advise, hand_over
from avow.certifications.local_hr.handing_over import OFFICERS, looked_after_by, wanted
from avow.certifications.local_hr.moving_on import work_through
from avow.certifications.local_hr.testing import BEGIN, CLOSES, MONDAY, SEVER, WORKS, house, moment, taken_on
from avow.certifications.models import HandedOver
from avow.certifications.places import check
from avow.certifications.testing import signed
from avow.ledger.testing import all_at_once
from avow.ledger.verify import verify

pytestmark = pytest.mark.django_db


def follow(on=MONDAY):
    return work_through(on, moment(on))


def report(us, number, facts):
    return list(signed(us.asked(number), list(facts), on=MONDAY, facts=facts).reported.all())


def test_the_next_department_in_the_alphabet_that_has_a_partner_who_is_not_themselves():
    there = {"A": {1}, "B": {2}, "C": {1, 3}, "D": set()}
    assert looked_after_by("A", {1}, there) == "B"
    assert looked_after_by("B", {2}, there) == "C"
    assert looked_after_by("C", {3}, there) == "A"
    assert looked_after_by("C", {1}, there) == "B", "A has the same partner"
    assert looked_after_by("A", {1, 2, 3}, there) == ""
    assert looked_after_by("A", {2}, there) == "A"
    assert looked_after_by("", {1}, there) == ""
    for department in ("", "Q"):
        assert looked_after_by(department, {7}, there, {7}) == "A"
        assert looked_after_by(department, {7}, there, {7, 8}) == department, "another officer looks after it"
        assert looked_after_by(department, {1, 2, 3, 7}, there, {7}) == department, "there is nobody else"


def test_a_partner_who_is_asked_certifies_with_the_other_department():
    us = house()
    assert follow() == 0
    grant(us.boris, Role.HR_PARTNER, MONDAY, WORKS)
    assert follow() == 1
    assert (us.place("B1").department, us.place("D1").department) == (SEVER, WORKS)
    row = HandedOver.objects.get()
    assert (row.to, row.because) == (
        SEVER,
        "They are HR partner of Works HR themselves, and certify with another department.",
    )
    assert check(us.campaign, MONDAY) == []
    assert follow() == 0


def test_who_becomes_partner_there_too_is_handed_on_and_in_the_end_to_the_officer():
    us = house()
    for department in (WORKS, SEVER):
        grant(us.boris, Role.HR_PARTNER, MONDAY, department)
        follow()
    assert us.place("B1").department == ""
    assert list(HandedOver.objects.values_list("number", "to")) == [(1, SEVER), (2, "")]


def test_a_partner_whose_role_ends_stays_where_they_were_handed():
    us = house()
    row = grant(us.boris, Role.HR_PARTNER, MONDAY, WORKS)
    follow()
    access.end_role(RoleGrant.objects.get(pk=row.pk), None, MONDAY, moment(MONDAY))
    assert follow() == 0
    assert us.place("B1").department == SEVER


def test_a_closed_campaign_hands_nothing_over():
    us = house()
    grant(us.boris, Role.HR_PARTNER, MONDAY, WORKS)
    assert follow(CLOSES) == 0


def test_a_newcomer_department_takes_its_turn():
    us = house()
    luise = taken_on("L1", "Luise", "Wharf HR", grade="P3")
    grant(luise, Role.HR_PARTNER, BEGIN, "Wharf HR")
    grant(us.boris, Role.HR_PARTNER, MONDAY, WORKS)
    follow()
    assert us.place("B1").department == SEVER, "Wharf HR comes before Works HR, and Sever HR after the last"


def test_a_form_that_names_partners_of_every_department_goes_to_the_officer_and_stays_there():
    us = house()
    report(us, "S0", {"relationship": {"other_side": "Sorensen, Greta"}, "loan": {"other_side": "Farah Rahimi"}})
    assert follow() == 1
    assert us.place("S0").department == ""
    assert follow() == 0, "it does not go to and fro"
    assert check(us.campaign, MONDAY) == []


def test_the_form_of_the_only_officer_in_a_department_without_partner_goes_to_one_that_has_one():
    us = house(before=lambda: taken_on("C1", "Chen Wei", "Quay HR"))
    rows = report(us, "C1", {"loan": {}})
    assert us.place("C1").department == "Quay HR"
    assert follow() == 1
    assert us.place("C1").department == SEVER
    assert us.asked("C1").handed_over.get().because == OFFICERS
    assert advise(rows, by=us.greta, note="So.", name=us.greta.name, on=MONDAY, at=moment(MONDAY))
    assert follow() == 0
    assert check(us.campaign, MONDAY) == []


def test_where_another_officer_looks_after_it_the_form_of_an_officer_stays():
    us = house(before=lambda: taken_on("C1", "Chen Wei", "Quay HR"))
    grant(taken_on("V1", "Devi Marsh", WORKS, grade="P3"), Role.DEPUTY, BEGIN)
    report(us, "C1", {"loan": {}})
    assert follow() == 0


def test_handing_over_asks_the_same_of_one_form_and_of_many():
    us = house()

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert list(wanted(us.campaign, MONDAY)) == []
        return len(found)

    report(us, "S0", {"loan": {}})
    one = asked()
    report(us, "S1", {"loan": {}, "outside_role": {}})
    report(us, "S2", {"loan": {}})
    assert asked() == one


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_hand_over_once_and_the_ledger_is_content():
    us = house()
    grant(us.boris, Role.HR_PARTNER, MONDAY, WORKS)
    results = all_at_once(*[lambda: hand_over(us.campaign, on=MONDAY, at=moment(MONDAY))] * 3)
    assert sorted(results) == [0, 0, 1]
    assert verify().findings == []
