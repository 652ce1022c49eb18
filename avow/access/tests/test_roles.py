"""A role takes three different people; the first ones come from the command line and say so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from avow.access import acts, roles
from avow.access.models import RoleGrant
from avow.access.testing import grant
from avow.ledger.models import Entry
from avow.people.acts import end
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """Farah and Emeka are administrators, Chen is the compliance officer."""
    people = cast()
    grant(people.chen, "compliance_officer")
    grant(people.farah, "administrator")
    grant(people.emeka, "administrator")
    return people


def refused(words):
    return pytest.raises(acts.NotAllowed, match=words)


def test_a_proposal_gives_nothing_until_a_second_person_confirms(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    assert not roles.holds(here.boris, "management", ON)
    acts.confirm_role(proposal, here.emeka, ON, AT)
    assert roles.holds(here.boris, "management", ON)
    assert not roles.holds(here.boris, "management", ON - timedelta(days=1))


def test_the_compliance_officer_can_be_the_second_person(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    assert acts.confirm_role(proposal, here.chen, ON, AT).confirmed_by == here.chen


def test_the_one_who_proposed_cannot_confirm(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    with refused("A second person confirms"):
        acts.confirm_role(proposal, here.farah, ON, AT)


def test_nobody_confirms_their_own_role(here):
    proposal = acts.propose_role(here.chen, "management", here.farah, ON, AT)
    with refused("Nobody confirms their own role"):
        acts.confirm_role(proposal, here.chen, ON, AT)


def test_nobody_proposes_a_role_for_themselves(here):
    with refused("Nobody proposes a role for themselves"):
        acts.propose_role(here.farah, "management", here.farah, ON, AT)


def test_only_an_administrator_proposes(here):
    with refused("Only an administrator proposes"):
        acts.propose_role(here.boris, "management", here.chen, ON, AT)


def test_someone_without_a_say_cannot_confirm(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    with refused("confirms roles"):
        acts.confirm_role(proposal, here.goran, ON, AT)


def test_a_proposal_is_confirmed_once(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    acts.confirm_role(proposal, here.emeka, ON, AT)
    with refused("already been confirmed"):
        acts.confirm_role(proposal, here.chen, ON, AT)


def test_a_refused_proposal_cannot_be_confirmed(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    acts.take_back_proposal(proposal, here.chen, ON, AT)
    with refused("taken back"):
        acts.confirm_role(proposal, here.emeka, ON, AT)


def test_an_administrator_gets_no_other_role(here):
    with refused("is an administrator"):
        acts.propose_role(here.emeka, "compliance_officer", here.farah, ON, AT)


def test_someone_with_a_role_does_not_become_administrator(here):
    with refused("holds no other role"):
        acts.propose_role(here.chen, "administrator", here.farah, ON, AT)


def test_two_roles_proposed_side_by_side_do_not_make_a_reading_administrator(here):
    one = acts.propose_role(here.boris, "administrator", here.farah, ON, AT)
    other = acts.propose_role(here.boris, "deputy", here.farah, ON, AT)
    acts.confirm_role(one, here.emeka, ON, AT)
    with refused("is an administrator"):
        acts.confirm_role(other, here.emeka, ON, AT)


def test_the_command_line_gives_the_first_roles_and_is_named():
    people = cast()
    for person, role in ((people.chen, "compliance_officer"), (people.farah, "administrator")):
        proposal = acts.propose_role(person, role, None, ON, AT)
        given = acts.confirm_role(proposal, None, ON, AT)
    assert (given.proposed_by, given.confirmed_by) == (None, None)
    assert Entry.objects.latest("number").actor == "command line"


def test_once_there_is_an_administrator_the_command_line_alone_gives_nothing(here):
    with refused("say who proposes"):
        acts.propose_role(here.boris, "management", None, ON, AT)


def test_what_the_command_line_proposed_first_it_confirms_on_the_same_day_only():
    people = cast()
    second = acts.propose_role(people.emeka, "administrator", None, ON, AT)
    third = acts.propose_role(people.boris, "administrator", None, ON, AT)
    acts.confirm_role(acts.propose_role(people.farah, "administrator", None, ON, AT), None, ON, AT)
    acts.confirm_role(second, None, ON, AT)
    with refused("only on the day"):
        acts.confirm_role(third, None, ON + timedelta(days=1), AT)


def test_when_every_administrator_has_left_the_command_line_gives_a_new_one_and_nothing_else(here):
    for person in (here.farah, here.emeka):
        with refused("say who proposes"):
            acts.propose_role(here.boris, "administrator", None, ON, AT)
        end(person, on=ON, by="system", at=AT)
    with refused("say who proposes"):
        acts.propose_role(here.boris, "deputy", None, ON, AT)
    acts.confirm_role(acts.propose_role(here.boris, "administrator", None, ON, AT), None, ON, AT)
    assert roles.holders("administrator", ON) == [here.boris]
    assert Entry.objects.latest("number").actor == "command line"


def test_an_hr_partner_is_so_for_a_department(here):
    with refused("one department"):
        acts.propose_role(here.boris, "hr_partner", here.farah, ON, AT)
    for department in ("Works HR", "Port HR"):
        proposal = acts.propose_role(here.boris, "hr_partner", here.farah, ON, AT, department)
        acts.confirm_role(proposal, here.chen, ON, AT)
    assert roles.departments_of(here.boris, ON) == {"Works HR", "Port HR"}


def test_a_role_ends_from_a_day_and_its_end_is_attested(here):
    acts.end_role(RoleGrant.objects.get(person=here.chen), here.farah, ON, AT)
    assert not roles.holds(here.chen, "compliance_officer", ON)
    assert roles.holds(here.chen, "compliance_officer", ON - timedelta(days=1))
    with refused("already ended"):
        acts.end_role(RoleGrant.objects.get(person=here.chen), here.farah, ON, AT)


def test_the_last_administrator_stays(here):
    acts.end_role(RoleGrant.objects.get(person=here.emeka), here.farah, ON, AT)
    with refused("last administrator"):
        acts.end_role(RoleGrant.objects.get(person=here.farah), here.farah, ON, AT)


def test_someone_who_left_holds_nothing(here):
    end(here.chen, on=ON, by="system", at=AT)
    here.chen.refresh_from_db()
    assert roles.roles_of(here.chen, ON) == set()
    assert roles.holders("compliance_officer", ON) == []
    assert roles.holds(here.chen, "compliance_officer", ON - timedelta(days=1))


def test_officers_are_the_compliance_officer_and_deputies(here):
    grant(here.boris, "deputy")
    assert roles.is_officer(here.boris, ON) and roles.is_officer(here.chen, ON)
    assert not roles.is_officer(here.dolores, ON)


@pytest.mark.parametrize("wrong", ["one_person_twice", "for_oneself", "half"])
def test_the_database_itself_wants_three_people(here, wrong):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    people = {
        "one_person_twice": (here.farah, here.farah),
        "for_oneself": (here.farah, here.boris),
        "half": (here.farah, None),
    }[wrong]
    with pytest.raises(IntegrityError, match="a_role_takes_three_different_people"), transaction.atomic():
        RoleGrant.objects.create(
            attested=Entry.objects.latest("number").documents[0],
            proposal=proposal,
            person=here.boris,
            role="management",
            from_day=ON,
            proposed_by=people[0],
            confirmed_by=people[1],
        )


def test_the_database_knows_only_our_roles(here):
    proposal = acts.propose_role(here.boris, "management", here.farah, ON, AT)
    with pytest.raises(IntegrityError, match="granted_role_is_known"), transaction.atomic():
        RoleGrant.objects.create(
            attested=Entry.objects.latest("number").documents[0],
            proposal=proposal,
            person=here.boris,
            role="king",
            from_day=ON,
        )
