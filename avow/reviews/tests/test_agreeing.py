from datetime import date

import pytest

from avow.reviews import acts
from avow.reviews.refusals import Refused
from avow.reviews.testing import MONDAY, case_of, decided, disclose, house, moment, prepared

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 3, 3)


def with_conditions(h, **more):
    case = prepared(case_of(disclose(h, h.amina)), h.chen)
    terms = [acts.Term("Stay out of quotes to Delta.")]
    return decided(case, h.chen, outcome="approved_with_conditions", conditions=terms, **more)


def test_conditions_hold_once_the_person_agrees():
    h = house()
    decision = with_conditions(h)
    disclosure = decision.case.disclosure
    assert disclosure.state(MONDAY).id == "waiting_for_agreement"
    acts.agree(decision, by=h.amina, on=TUESDAY, at=moment(TUESDAY))
    assert disclosure.state(TUESDAY).id == "in_force"


def test_agreeing_does_not_bring_the_start_day_forward():
    h = house()
    decision = with_conditions(h, start_on=date(2026, 3, 10))
    acts.agree(decision, by=h.amina, on=TUESDAY, at=moment(TUESDAY))
    assert decision.case.disclosure.state(date(2026, 3, 9)).id == "decided"
    assert decision.case.disclosure.state(date(2026, 3, 10)).id == "in_force"


def test_declining_goes_back_to_the_reviewer_with_the_persons_words_and_another_decision_follows():
    h = house()
    decision = with_conditions(h)
    with pytest.raises(Refused, match="Say what you cannot agree to"):
        acts.decline(decision, by=h.amina, words=" ", on=TUESDAY, at=moment(TUESDAY))
    said = acts.decline(decision, by=h.amina, words="I am the only buyer.", on=TUESDAY, at=moment(TUESDAY))
    assert said.words() == "I am the only buyer."
    assert decision.case.disclosure.state(TUESDAY).id == "under_review"
    second = decided(decision.case, h.chen, TUESDAY, outcome="approved")
    assert second.instead_of == decision
    assert decision.case.disclosure.state(TUESDAY).id == "in_force"


def test_only_the_person_who_disclosed_agrees_and_only_once():
    h = house()
    decision = with_conditions(h)
    with pytest.raises(Refused, match="Only the person"):
        acts.agree(decision, by=h.chen, on=TUESDAY, at=moment(TUESDAY))
    acts.agree(decision, by=h.amina, on=TUESDAY, at=moment(TUESDAY))
    with pytest.raises(Refused, match="already"):
        acts.decline(decision, by=h.amina, words="No", on=TUESDAY, at=moment(TUESDAY))


def test_without_conditions_there_is_nothing_to_agree_to():
    h = house()
    decision = decided(prepared(case_of(disclose(h, h.amina)), h.chen), h.chen)
    with pytest.raises(Refused, match="nothing to agree to"):
        acts.agree(decision, by=h.amina, on=MONDAY, at=moment(MONDAY))


def test_an_older_decision_is_not_agreed_to():
    from avow.reviews.testing import amend

    h = house()
    decision = with_conditions(h)
    amend(decision.case.disclosure, TUESDAY, share_percent="3")
    with pytest.raises(Refused, match="does not hold any more"):
        acts.agree(decision, by=h.amina, on=TUESDAY, at=moment(TUESDAY))
