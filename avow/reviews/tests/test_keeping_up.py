import pytest

from avow.access import participants
from avow.access.acts import end_role
from avow.access.models import RoleGrant
from avow.access.testing import grant
from avow.ledger.models import Entry
from avow.people import acts as people
from avow.reviews.keeping_up import changed_since, keep_up
from avow.reviews.testing import BEGIN, MONDAY, case_of, decided, disclose, house, moment, prepared
from avow.reviews.visibility import cases_for

pytestmark = pytest.mark.django_db


def capacities(person, case):
    return participants.capacities(person, case.disclosure.public_id, MONDAY)


def test_nothing_changes_when_nothing_has_changed():
    h = house()
    disclose(h, h.amina)
    before = Entry.objects.count()
    assert keep_up(MONDAY, moment(MONDAY)) == 0
    assert Entry.objects.count() == before


def test_a_new_deputy_takes_part_and_a_new_deputy_who_is_named_is_kept_out():
    h = house()
    plain = case_of(disclose(h, h.amina))
    naming = case_of(disclose(h, h.boris, holder="family", relation="sibling", relative_name="Farah Rahimi"))
    grant(h.farah, "deputy", BEGIN)
    assert keep_up(MONDAY, moment(MONDAY)) == 2
    assert capacities(h.farah, plain) == {"officer", "decider"}
    assert capacities(h.farah, naming) == {"excluded"}
    assert list(cases_for(h.farah, MONDAY)) == [plain]


def test_a_new_chief_executive_decides_what_waits_for_one_and_the_former_does_not():
    h = house()
    people.put("B1", on=BEGIN, by="system", at=moment(BEGIN), standing="officer")
    case = case_of(disclose(h, h.boris))
    end_role(RoleGrant.objects.get(person=h.dolores), None, MONDAY, moment(MONDAY))
    grant(h.farah, "chief_executive", BEGIN)
    keep_up(MONDAY, moment(MONDAY))
    assert "decider" in capacities(h.farah, case)
    assert "decider" not in capacities(h.dolores, case)
    assert case.routing.decides == "chief_executive"


def test_a_case_whose_last_decider_is_gone_moves_on_to_the_board_committee():
    h = house()
    case = case_of(disclose(h, h.amina))
    end_role(RoleGrant.objects.get(person=h.chen), None, MONDAY, moment(MONDAY))
    keep_up(MONDAY, moment(MONDAY))
    assert (case.routing.decides, case.routing.fell_back) == ("board_committee", True)
    assert capacities(h.emeka, case) == {"decider"}


def test_a_decided_case_keeps_its_authority():
    h = house()
    case = case_of(disclose(h, h.amina))
    decided(prepared(case, h.chen), h.chen)
    end_role(RoleGrant.objects.get(person=h.chen), None, MONDAY, moment(MONDAY))
    keep_up(MONDAY, moment(MONDAY))
    assert case.routing.decides == "compliance_officer"
    assert capacities(h.chen, case) == set()


def test_an_officer_who_comes_to_report_to_the_discloser_is_kept_out():
    h = house()
    case = case_of(disclose(h, h.amina))
    people.put("C1", on=MONDAY, by="system", at=moment(MONDAY), manager="A1")
    keep_up(MONDAY, moment(MONDAY))
    assert capacities(h.chen, case) == {"excluded"}
    assert case.routing.decides == "board_committee"


def test_it_looks_only_when_roles_or_the_line_or_the_day_have_changed():
    h = house()
    seen = changed_since(None, MONDAY)
    assert changed_since(seen, MONDAY) is None
    granted = grant(h.farah, "deputy", BEGIN)
    seen = changed_since(seen, MONDAY)
    assert seen
    end_role(granted, None, MONDAY, moment(MONDAY))
    seen = changed_since(seen, MONDAY)
    assert seen
    people.put("A1", on=MONDAY, by="system", at=moment(MONDAY), manager="D1")
    assert changed_since(seen, MONDAY)
