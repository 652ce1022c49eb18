from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from avow.access.testing import sign_in
from avow.disclosures import acts as disclosing
from avow.people import acts as people
from avow.reviews import acts, desk
from avow.reviews.models import Consultation
from avow.reviews.testing import (
    BEGIN,
    MONDAY,
    assessed,
    case_of,
    consulted,
    decided,
    disclose,
    house,
    moment,
    prepared,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr("avow.config.clock.today", lambda: MONDAY)
    monkeypatch.setattr("avow.config.clock.now", lambda: moment(MONDAY))


def where(person, case):
    return [name for name in desk.TABS if desk.tab(person, name, MONDAY).filter(pk=case.pk).exists()]


def waits(person, case):
    (name,) = where(person, case)
    (row,) = desk.rows(desk.tab(person, name, MONDAY).filter(pk=case.pk), person, MONDAY)
    return name, row.waits


def test_a_case_moves_between_the_tabs_and_says_what_it_waits_for():
    h = house()
    case = case_of(disclose(h, h.amina))
    assert waits(h.chen, case) == ("mine", "Ask both for their view")
    asked = acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    assert waits(h.chen, case) == ("others", "A view of Amina Haddad and Boris Lindqvist")
    for one in asked:
        answer = "right" if one.capacity == "employee" else "agree"
        acts.answer_consultation(one, by=one.asked, answer=answer, remark="", on=MONDAY, at=moment(MONDAY))
    assert waits(h.chen, case) == ("mine", "Assess")
    assessed(case, h.chen)
    assert waits(h.chen, case) == ("mine", "Decide")
    question = acts.ask(case, by=h.chen, text="When?", on=MONDAY, at=moment(MONDAY))
    assert waits(h.chen, case) == ("others", "An answer of Amina Haddad")
    acts.answer_question(question, by=h.amina, text="May.", on=MONDAY, at=moment(MONDAY))
    terms = [acts.Term("Stay out.")]
    decision = decided(case, h.chen, outcome="approved_with_conditions", conditions=terms)
    assert waits(h.chen, case) == ("others", "Approved with conditions: agreement of Amina Haddad")
    acts.decline(decision, by=h.amina, words="I cannot.", on=MONDAY, at=moment(MONDAY))
    assert waits(h.chen, case) == ("mine", "Decide")
    acts.agree(
        decided(case, h.chen, outcome="approved_with_conditions", conditions=terms),
        by=h.amina, on=MONDAY, at=moment(MONDAY),
    )  # fmt: skip
    assert waits(h.chen, case) == ("closed", "Approved with conditions, in force")


def test_what_waits_for_the_chief_executive_is_with_others_for_counsel():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = case_of(disclose(h, h.boris))
    assert waits(h.chen, case)[0] == "mine"
    assert waits(h.dolores, case) == ("others", "To be prepared by counsel")
    prepared(case, h.chen)
    assert waits(h.chen, case) == ("others", "Decision of the chief executive")
    assert waits(h.dolores, case) == ("mine", "Decide")


def test_the_chief_executive_prepares_where_no_counsel_may():
    h = house()
    case = case_of(disclose(h, h.chen))
    assert waits(h.dolores, case) == ("mine", "Ask both for their view")


def test_what_was_taken_back_is_closed_until_it_is_kept_open():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    disclosing.withdraw(disclosure, h.amina, "No longer.", moment(MONDAY))
    assert waits(h.chen, case) == ("closed", "Taken back, or over")
    acts.keep_open(case, by=h.chen, reason="It had begun.", on=MONDAY, at=moment(MONDAY))
    assert waits(h.chen, case) == ("mine", "Ask both for their view")


def test_every_case_is_in_exactly_one_tab():
    h = house()
    case_of(disclose(h, h.amina))
    consulted(case_of(disclose(h, h.boris)), h.chen)
    decided(prepared(case_of(disclose(h, h.farah)), h.chen), h.chen)
    tabs = [set(desk.tab(h.chen, name, MONDAY).values_list("pk", flat=True)) for name in desk.TABS]
    assert sum(len(tab) for tab in tabs) == len(set.union(*tabs)) == 3


def test_late_then_grave_then_due():
    h = house()
    late = case_of(disclose(h, h.goran, date(2026, 2, 2), kind="other", deals_with_other_side=False))
    plain = case_of(disclose(h, h.boris, kind="other", deals_with_other_side=False))
    grave = case_of(disclose(h, h.amina))
    assert list(desk.tab(h.chen, "mine", MONDAY)) == [late, grave, plain]


def test_both_are_asked_for_every_case_that_was_ticked():
    h = house()
    cases = [case_of(disclose(h, person)) for person in (h.amina, h.boris)]
    client = sign_in(Client(), h.chen)
    ticked = [case.public_id for case in cases]
    page = client.post(reverse("reviews:consult_many"), {"case": [*ticked, "nonsense"]}, follow=True)
    assert "Asked for 2 cases" in page.content.decode()
    assert Consultation.objects.count() == 4
    again = client.post(reverse("reviews:consult_many"), {"case": ticked[:1]}, follow=True).content.decode()
    assert "Amina Haddad: Both have been asked" in again
    assert "Tick the cases first" in client.post(reverse("reviews:consult_many"), follow=True).content.decode()


def test_ticking_a_case_one_may_not_see_does_nothing():
    h = house()
    case = case_of(disclose(h, h.amina, holder="family", relation="child", relative_name="Chen Wei"))
    sign_in(Client(), h.chen).post(reverse("reviews:consult_many"), {"case": [case.public_id]})
    assert not Consultation.objects.exists()


def test_an_empty_desk_says_so():
    h = house()
    page = sign_in(Client(), h.chen).get(reverse("reviews:desk")).content.decode()
    assert "Nothing waits for you." in page


def test_a_tab_that_does_not_exist_is_not_found():
    h = house()
    assert sign_in(Client(), h.chen).get(reverse("reviews:desk"), {"show": "all"}).status_code == 404


@pytest.mark.parametrize("number", [60, pytest.param(200, marks=pytest.mark.long)])
def test_many_cases_take_as_many_queries_as_two_and_are_shown_by_fifty(number):
    h = house()
    client = sign_in(Client(), h.chen)
    for person in (h.amina, h.boris):
        disclose(h, person)
    client.get(reverse("reviews:desk"))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("reviews:desk"))
        assert page.status_code == 200
        return len(captured), page

    two, _ = queries()
    for _ in range(number - 2):
        disclose(h, h.amina)
    many, page = queries()
    assert many <= two + 1
    assert len(page.context["rows"]) == 50
    assert page.context["page"].paginator.count == number
    assert f"Page 1 of {-(-number // 50)}" in page.content.decode()
