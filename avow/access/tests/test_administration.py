"""The pages of those who run the installation: roles and accounts, and no contents."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.access import acts, roles, views
from avow.access.models import RoleGrant
from avow.access.testing import account_for, grant, sign_in
from avow.config.clock import today
from avow.people.acts import put
from avow.people.testing import cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    people = cast()
    grant(people.chen, "compliance_officer")
    grant(people.farah, "administrator")
    grant(people.emeka, "administrator")
    return people


def proposed(here):
    return acts.propose_role(here.boris, "management", here.farah, today(), AT)


def test_an_administrator_proposes_and_the_page_says_what_happens_next(client, here):
    sign_in(client, here.farah)
    page = client.post("/administration/roles/propose/", {"person": "B1", "role": "management"}, follow=True)
    assert page.redirect_chain == [("/administration/", 302)]
    assert b"A second person confirms it" in page.content
    assert views.waiting_proposals().get().proposed_by == here.farah


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"person": "nobody"}, "Nobody has the employee number nobody"),
        ({"role": "king"}, "There is no such role"),
        ({"role": "hr_partner"}, "Name the department"),
        ({"department": "Works HR"}, "Only an HR partner has a department"),
        ({"person": "F1"}, "Nobody proposes a role for themselves"),
        ({"person": "E1"}, "is an administrator"),
        ({"person": "<script>alert(1)</script>"}, "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ({"person": ""}, "Enter the employee number"),
        ({"person": "B1\x00"}, "Null characters"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused_and_nothing_typed_is_lost(client, here, given, words):
    sign_in(client, here.farah)
    sent = {"person": "B1", "role": "management"} | given
    page = client.post("/administration/roles/propose/", sent)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not views.waiting_proposals().exists()
    if given.get("role") != "king":
        assert page.context["form"]["role"].value() == sent["role"]


def test_a_second_person_confirms_on_the_page(client, here):
    proposal = proposed(here)
    sign_in(client, here.chen)
    assert "Boris Lindqvist as management" in client.get("/administration/proposals/").content.decode()
    client.post("/administration/proposals/", {"proposal": proposal.pk, "answer": "confirm"})
    assert roles.holds(here.boris, "management", today())


def test_a_second_person_refuses_on_the_page(client, here):
    proposal = proposed(here)
    sign_in(client, here.emeka)
    page = client.post("/administration/proposals/", {"proposal": proposal.pk, "answer": "refuse"}, follow=True)
    assert b"Refused: Boris Lindqvist" in page.content
    assert not roles.holds(here.boris, "management", today())


def test_the_one_who_proposed_sees_why_they_cannot_confirm_and_is_told_when_they_try(client, here):
    proposal = proposed(here)
    sign_in(client, here.farah)
    assert b"You proposed this" in client.get("/administration/proposals/").content
    page = client.post("/administration/proposals/", {"proposal": proposal.pk, "answer": "confirm"}, follow=True)
    assert b"A second person confirms" in page.content
    assert not RoleGrant.objects.filter(proposal=proposal).exists()


def test_the_one_who_gets_it_cannot_confirm(client, here):
    proposal = acts.propose_role(here.chen, "management", here.farah, today(), AT)
    sign_in(client, here.chen)
    assert b"This is your own" in client.get("/administration/proposals/").content
    client.post("/administration/proposals/", {"proposal": proposal.pk, "answer": "confirm"})
    assert not roles.holds(here.chen, "management", today())


@pytest.mark.parametrize("answer", [{}, {"answer": ""}, {"answer": "maybe"}])
def test_only_a_clear_word_confirms(client, here, answer):
    proposal = proposed(here)
    sign_in(client, here.chen)
    page = client.post("/administration/proposals/", {"proposal": proposal.pk, **answer}, follow=True)
    assert b"Nothing was changed" in page.content
    assert not roles.holds(here.boris, "management", today())


def test_what_was_not_read_yet_goes_with_the_one_who_signs_out(client, here):
    sign_in(client, here.farah)
    sent = {"person": "B1", "role": "management"}
    assert client.post("/administration/roles/propose/", sent).status_code == 302
    client.post("/sign-out/")
    assert b"Boris" not in client.get("/sign-in/").content
    assert b"Boris" not in sign_in(client, here.goran).get("/").content


@pytest.mark.parametrize("number", ["", "0", "-1", "999999", "x", "٣", "9" * 40, "1 OR 1=1"])
def test_a_proposal_that_does_not_exist_is_a_404(client, here, number):
    proposed(here)
    sign_in(client, here.chen)
    assert client.post("/administration/proposals/", {"proposal": number}).status_code == 404


def test_a_role_is_ended_on_the_page(client, here):
    sign_in(client, here.farah)
    given = RoleGrant.objects.get(person=here.chen)
    asked = client.get("/administration/roles/end/", {"grant": given.pk})
    assert b"End Chen Wei as compliance officer?" in asked.content
    assert roles.holds(here.chen, "compliance_officer", today())
    assert client.post("/administration/roles/end/", {"grant": given.pk}).status_code == 302
    assert not roles.holds(here.chen, "compliance_officer", today())


def test_ending_oneself_as_last_administrator_is_refused_with_the_reason(client, here):
    acts.end_role(RoleGrant.objects.get(person=here.emeka), here.farah, today(), AT)
    sign_in(client, here.farah)
    last = RoleGrant.objects.get(person=here.farah)
    page = client.post("/administration/roles/end/", {"grant": last.pk}, follow=True)
    assert b"last administrator" in page.content and roles.holds(here.farah, "administrator", today())


def test_the_list_of_people_says_who_can_sign_in(client, here):
    sign_in(client, here.farah)
    account_for(here.amina)
    acts.close_account(account_for(here.boris), at=AT)
    acts.open_account(here.goran, None, at=AT)
    found = {person.number: state for person, state in client.get("/administration/people/").context["listed"]}
    assert found["A1"] == "can sign in"
    assert found["B1"] == "account closed"
    assert found["C1"] == "no account"
    assert found["G1"] == "no password yet"


def test_the_list_is_searched_by_name_or_number(client, here):
    sign_in(client, here.farah)

    def numbers(asked):
        return [person.number for person, _ in client.get("/administration/people/", {"q": asked}).context["listed"]]

    assert numbers("amina") == numbers("a1") == ["A1"]
    assert numbers("zzz") == numbers("%") == []
    assert b"Nobody found" in client.get("/administration/people/", {"q": "zzz"}).content


def test_a_formula_or_tag_in_a_name_is_text(client, here):
    put("X1", on=today(), by="system", at=AT, name="=1+1 <b>Bold</b>")
    sign_in(client, here.farah)
    assert b"=1+1 &lt;b&gt;Bold&lt;/b&gt;" in client.get("/administration/people/").content


def test_the_list_asks_as_many_questions_for_many_people_as_for_few(client, here):
    sign_in(client, here.farah)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get("/administration/people/")
        return len(asked)

    few = queries()
    for number in range(20):
        put(f"N{number}", on=today(), by="system", at=AT, name=f"Person {number}")
    assert queries() == few
