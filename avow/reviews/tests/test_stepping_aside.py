import pytest

from avow.access import participants
from avow.access.testing import grant
from avow.people import acts as people
from avow.reviews import acts
from avow.reviews.refusals import Refused
from avow.reviews.testing import BEGIN, MONDAY, amend, case_of, decided, disclose, house, moment, prepared
from avow.reviews.visibility import cases_for

pytestmark = pytest.mark.django_db


def aside(case, by, reason="We are friends."):
    return acts.step_aside(case, by=by, reason=reason, on=MONDAY, at=moment(MONDAY))


def test_a_deputy_goes_on_when_the_officer_steps_aside():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = case_of(disclose(h, h.amina))
    assert aside(case, h.chen).reason() == "We are friends."
    assert case.routing.decides == "compliance_officer"
    assert "excluded" in participants.capacities(h.chen, case.disclosure.public_id, MONDAY)
    assert not cases_for(h.chen, MONDAY).exists()
    with pytest.raises(Refused, match="stepped aside"):
        prepared(case, h.chen)
    assert decided(prepared(case, h.farah), h.farah).authority == "deputy"


def test_the_board_committee_is_the_last_resort():
    h = house()
    case = case_of(disclose(h, h.amina))
    aside(case, h.chen)
    assert (case.routing.decides, case.routing.fell_back) == ("board_committee", True)
    assert "decider" in participants.capacities(h.emeka, case.disclosure.public_id, MONDAY)
    assert decided(prepared(case, h.emeka), h.emeka).authority == "board_committee"


def test_the_last_one_who_could_act_cannot_leave():
    h = house()
    case = case_of(disclose(h, h.amina))
    aside(case, h.chen)
    with pytest.raises(Refused, match="Nobody would be left"):
        aside(case, h.emeka)
    grant(h.farah, "board_committee", BEGIN)
    aside(case, h.emeka)
    assert "decider" in participants.capacities(h.farah, case.disclosure.public_id, MONDAY)


def test_stepping_aside_outlasts_a_new_version():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    aside(case, h.chen)
    amend(disclosure, share_percent="2")
    assert case.routing.decides == "board_committee"
    assert not cases_for(h.chen, MONDAY).exists()


def test_a_reason_is_needed():
    h = house()
    with pytest.raises(Refused, match="Say why"):
        aside(case_of(disclose(h, h.amina)), h.chen, " ")


def test_whoever_is_not_in_it_cannot_step_aside_from_it():
    h = house()
    case = case_of(disclose(h, h.amina))
    with pytest.raises(Refused, match="You do not review this"):
        aside(case, h.boris)


def test_referring_goes_up_and_never_down_and_lasts():
    h = house()
    disclosure = disclose(h, h.amina)
    case = case_of(disclosure)
    row = acts.refer(case, to="chief_executive", by=h.chen, reason="It is large.", on=MONDAY, at=moment(MONDAY))
    assert (case.routing.decides, row.referred_by) == ("chief_executive", h.chen)
    assert row.attested.open()["reason"] == "It is large."
    with pytest.raises(Refused, match="higher authority"):
        acts.refer(case, to="compliance_officer", by=h.dolores, reason="No", on=MONDAY, at=moment(MONDAY))
    amend(disclosure, share_percent="2")
    assert case.routing.decides == "chief_executive"


def test_a_referral_past_somebody_who_must_keep_away_goes_further_up():
    h = house()
    people.put("A1", on=BEGIN, by="system", at=moment(BEGIN), manager="D1")
    case = case_of(disclose(h, h.amina, holder="family", relation="parent", relative_name="Dolores Vidal"))
    acts.refer(case, to="chief_executive", by=h.chen, reason="It is large.", on=MONDAY, at=moment(MONDAY))
    assert case.routing.decides == "board_committee"
