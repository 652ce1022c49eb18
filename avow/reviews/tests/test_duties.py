from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from avow.access.models import Read
from avow.access.testing import sign_in
from avow.disclosures import acts as disclosing
from avow.people import acts as people
from avow.reviews import acts, duties
from avow.reviews.testing import (
    BEGIN,
    MONDAY,
    amend,
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


def duties_for(person, on):
    """What this room asks of the person."""
    return [duty for source in duties.SOURCES for duty in source(person, on)]


def titles(person, on=MONDAY):
    return [duty.title for duty in duties_for(person, on)]


def test_the_instruction_until_it_is_acknowledged_and_again_for_a_new_version():
    h = house()
    disclosure = disclose(h, h.amina)
    words = "Read what holds until there is a decision: a share in a business"
    assert words in titles(h.amina)
    acts.acknowledge(case_of(disclosure), disclosure.latest_version, by=h.amina, on=MONDAY, at=moment(MONDAY))
    assert words not in titles(h.amina)
    amend(disclosure, share_percent="2")
    assert words in titles(h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen)
    assert words not in titles(h.amina)


def test_a_view_is_due_until_it_is_given_or_not_needed_any_more():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    assert "Give your view: Amina Haddad" in titles(h.boris)
    assert "Give your view: your own disclosure" in titles(h.amina)
    (duty,) = [duty for duty in duties_for(h.boris, MONDAY) if duty.title.startswith("Give")]
    assert (duty.due, duty.under, duty.minutes) == (date(2026, 3, 4), "consultations", 1)
    moved = acts.move(
        case.consultations.get(capacity="management"), by=h.chen, reason="Away", on=MONDAY, at=moment(MONDAY)
    )
    assert "Give your view: Amina Haddad" not in titles(h.boris)
    assert "Give your view: Amina Haddad" in titles(h.dolores)
    amend(disclosure, share_percent="2")
    assert "Give your view: Amina Haddad" not in titles(moved.asked)


def test_a_question_is_a_duty_of_the_one_asked():
    h = house()
    case = case_of(disclose(h, h.amina))
    acts.consult(case, by=h.chen, on=MONDAY, at=moment(MONDAY))
    first = acts.ask(case, by=h.chen, text="When?", on=MONDAY, at=moment(MONDAY))
    second = acts.ask(case, by=h.chen, to=h.boris, text="Who?", on=MONDAY, at=moment(MONDAY))
    words = "Answer a question of the compliance officer"
    assert titles(h.amina).count(words) == titles(h.boris).count(words) == 1
    acts.answer_question(first, by=h.amina, text="May", on=MONDAY, at=moment(MONDAY))
    acts.take_back(second, by=h.chen, on=MONDAY, at=moment(MONDAY))
    assert words not in titles(h.amina) + titles(h.boris)


def test_conditions_are_a_duty_until_they_are_answered():
    h = house()
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    decision = decided(case, h.chen, outcome="approved_with_conditions", conditions=[acts.Term("Stay out.")])
    assert "Answer to the conditions: a share in a business" in titles(h.amina)
    acts.agree(decision, by=h.amina, on=MONDAY, at=moment(MONDAY))
    assert "Answer to the conditions: a share in a business" not in titles(h.amina)


@pytest.mark.parametrize("page", ["disclosures:one", "reviews:letter"])
def test_a_decision_is_to_be_read_until_the_person_opens_it(page):
    h = house()
    disclosure = disclose(h, h.amina)
    decision = decided(prepared(case_of(disclosure), h.chen), h.chen, outcome="refused")
    (duty,) = duties_for(h.amina, MONDAY)
    assert duty.title == "Read the decision: Not approved"
    assert titles(h.boris) == []
    sign_in(Client(), h.chen).get(reverse("disclosures:one", args=[disclosure.public_id]))
    assert duty.title in titles(h.amina)
    amina = sign_in(Client(), h.amina)
    for _ in range(2):
        assert amina.get(reverse(page, args=[disclosure.public_id])).status_code == 200
    assert titles(h.amina) == []
    (read,) = Read.objects.filter(person=h.amina)
    assert (read.subject, read.what) == (disclosure.subject, f"decision {decision.public_id}")


def test_each_new_decision_is_to_be_read_again():
    h = house()
    disclosure = disclose(h, h.amina)
    decided(prepared(case_of(disclosure), h.chen), h.chen)
    sign_in(Client(), h.amina).get(reverse("disclosures:one", args=[disclosure.public_id]))
    amend(disclosure, share_percent="3")
    decided(prepared(case_of(disclosure), h.chen), h.chen, outcome="refused")
    assert titles(h.amina) == ["Read the decision: Not approved"]
    disclosing.withdraw(disclosure, h.amina, "I will not do it.", moment(MONDAY))
    assert titles(h.amina) == []


def test_the_desk_is_one_duty_due_when_the_first_case_is():
    h = house()
    disclose(h, h.amina, date(2026, 2, 27))
    case = case_of(disclose(h, h.boris))
    (duty,) = duties_for(h.chen, MONDAY)
    assert (duty.title, duty.due, duty.url) == ("2 cases wait for you on the desk", date(2026, 3, 6), "/desk/")
    consulted(case, h.chen)
    assessed(case, h.chen)
    decided(case, h.chen)
    (duty,) = duties_for(h.chen, MONDAY)
    assert duty.title == "1 case waits for you on the desk"


def test_the_chief_executive_has_a_duty_once_it_is_theirs_to_decide():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = case_of(disclose(h, h.boris))
    assert "1 case waits for you on the desk" not in titles(h.dolores)
    prepared(case, h.chen)
    assert "1 case waits for you on the desk" in titles(h.dolores)
    assert titles(h.chen) == []


def test_a_stranger_has_nothing_to_do():
    h = house()
    disclose(h, h.amina)
    assert titles(h.goran) == []
