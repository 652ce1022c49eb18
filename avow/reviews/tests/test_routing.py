import pytest

from avow.access import participants
from avow.access.testing import grant
from avow.people import acts as people
from avow.reviews.testing import BEGIN, MONDAY, amend, case_of, disclose, house, moment

pytestmark = pytest.mark.django_db


def roles_in(case):
    return {(row.person.name.split()[0], row.capacity) for row in participants.of(case.disclosure.public_id, MONDAY)}


def test_an_employees_matter_is_decided_by_the_compliance_officer():
    h = house()
    case = case_of(disclose(h, h.amina))
    assert case.routing.decides == "compliance_officer"
    assert roles_in(case) == {("Amina", "discloser"), ("Chen", "officer"), ("Chen", "decider")}


def test_an_officers_matter_is_decided_by_the_chief_executive_and_prepared_by_counsel():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = case_of(disclose(h, h.boris))
    assert case.routing.decides == "chief_executive"
    assert roles_in(case) == {("Boris", "discloser"), ("Chen", "officer"), ("Dolores", "decider")}


def test_a_directors_matter_goes_to_the_board_committee():
    h = house()
    people.put("F1", on=BEGIN, by="system", at=moment(BEGIN), standing="director")
    case = case_of(disclose(h, h.farah))
    assert case.routing.decides == "board_committee"
    assert ("Emeka", "decider") in roles_in(case)


def test_the_compliance_officers_own_goes_to_the_chief_executive_who_prepares_it_too():
    h = house()
    case = case_of(disclose(h, h.chen))
    assert case.routing.decides == "chief_executive"
    assert roles_in(case) == {("Chen", "discloser"), ("Dolores", "decider")}


def test_a_deputy_keeps_away_from_the_matter_of_the_one_they_stand_in_for():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = case_of(disclose(h, h.chen))
    assert ("Farah", "excluded") in roles_in(case)
    assert ("Farah", "officer") not in roles_in(case)


def test_the_chief_executives_own_goes_to_the_board_and_their_subordinates_keep_away():
    h = house()
    people.put("E1", on=BEGIN, by="system", at=moment(BEGIN), manager=None)
    case = case_of(disclose(h, h.dolores))
    assert case.routing.decides == "board_committee"
    assert roles_in(case) == {("Dolores", "discloser"), ("Emeka", "decider"), ("Chen", "excluded")}


def test_the_matter_of_a_superior_of_the_compliance_officer_goes_past_the_officer():
    h = house()
    people.put("C1", on=BEGIN, by="system", at=moment(BEGIN), manager="B1")
    case = case_of(disclose(h, h.boris))
    assert case.routing.decides == "board_committee"
    assert case.routing.fell_back
    assert "Nobody else may" in case.routing.because
    assert ("Chen", "excluded") in roles_in(case)


def test_a_deputy_steps_in_where_the_officer_must_keep_away():
    h = house()
    grant(h.farah, "deputy", BEGIN)
    case = case_of(disclose(h, h.amina, holder="family", relation="sibling", relative_name="Wei, Chen"))
    assert case.routing.decides == "compliance_officer"
    assert not case.routing.fell_back
    assert roles_in(case) == {
        ("Amina", "discloser"),
        ("Chen", "excluded"),
        ("Farah", "officer"),
        ("Farah", "decider"),
    }


def test_a_relative_whom_the_officer_named_themselves_counts_as_well():
    h = house()
    disclose(h, h.chen, holder="family", relation="spouse_or_partner", relative_name="Amina Haddad")
    case = case_of(disclose(h, h.amina))
    assert ("Chen", "excluded") in roles_in(case)
    assert case.routing.decides == "board_committee"


def test_a_relative_named_in_an_earlier_disclosure_counts_in_the_next():
    h = house()
    disclose(h, h.amina, holder="family", relation="parent", relative_name="Chen Wei")
    assert ("Chen", "excluded") in roles_in(case_of(disclose(h, h.amina)))


def test_an_officer_who_is_the_colleague_it_is_about_keeps_away():
    h = house()
    about = {"colleague": "Chen Wei", "close_relationship": True, "believed_line": "neither"}
    case = case_of(disclose(h, h.amina, kind="supervision", **about))
    assert ("Chen", "excluded") in roles_in(case)
    assert case.routing.decides == "board_committee"


def test_where_nobody_at_all_may_the_board_committee_decides_and_has_no_member():
    h = house()
    case = case_of(disclose(h, h.dolores))
    assert case.routing.decides == "board_committee"
    assert {capacity for _, capacity in roles_in(case)} == {"discloser", "excluded"}


def test_a_new_version_is_routed_anew():
    h = house()
    disclosure = disclose(h, h.amina)
    amend(disclosure, holder="family", relation="sibling", relative_name="Chen Wei")
    case = case_of(disclosure)
    assert case.routing.version.number == 2
    assert case.routing.decides == "board_committee"
    assert ("Chen", "excluded") in roles_in(case)
    assert ("Chen", "officer") not in roles_in(case)


GIFT = {
    "description": "A pen",
    "worth": "12.00",
    "is_favour": False,
    "received_on": "2026-03-01",
    "declined": False,
    "customary": True,
    "modest": True,
    "lawful": True,
    "employer_allows": True,
}


def test_a_gift_within_the_limits_is_recorded_and_opens_no_case():
    h = house()
    disclosure = disclose(h, h.amina, kind="gift_received", **GIFT)
    assert not hasattr(disclosure, "case")
    assert disclosure.state(MONDAY).id == "recorded"


def test_a_gift_over_the_limit_is_reviewed_and_graver_than_a_judgement():
    h = house()
    case = case_of(disclose(h, h.amina, kind="gift_received", **{**GIFT, "worth": "390.00", "customary": False}))
    assert case.routing.gravity >= 2
