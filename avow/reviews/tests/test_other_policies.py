"""A gift is reviewed under each policy that comes with Avow: on the desk, consulted, assessed, decided, told."""

import re
from datetime import date

import pytest

from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.config import clock
from avow.disclosures import acts as disclosing
from avow.people.testing import cast
from avow.reviews.testing import MONDAY, assessed, case_of, consulted, decided, moment

pytestmark = pytest.mark.django_db
BEGIN = date(2026, 1, 1)
LINK = re.compile(r'class="clause" href="/policy/([^/"]+)/"')
GIFTS = {
    "us_executive_branch_gifts": {
        "holder": "self", "why": "action", "what_it_is": "thing", "amount": "90.00", "pieces": "1", "settled": False,
        "in_return": False, "asked_for": False, "for_the_job": False, "no_gift": "none", "ground": "none",
    },
    "us_oge278": {"amount": "900.00", "left_out": None},
    "uk_university_gifts": {
        "direction": "received", "public_official": False, "amount": "900.00", "light_refreshments": False,
        "is_money": False, "in_tender": False, "turned_down": False,
    },
}  # fmt: skip
FINDS = {
    "us_executive_branch_gifts": ["2635.202"],
    "us_oge278": ["2634.304(a)"],  # a question: a note alone would only be entered
    "uk_university_gifts": ["1"],
}


@pytest.fixture(params=sorted(GIFTS))
def under(request, monkeypatch):
    """A gift to Amina under that policy, with the cast and its roles."""
    monkeypatch.setattr(clock, "today", lambda: MONDAY)
    monkeypatch.setattr(clock, "now", lambda: moment(MONDAY))
    people, pack = cast(BEGIN), adopted(BEGIN, request.param)
    grant(people.chen, "compliance_officer", BEGIN)
    grant(people.dolores, "chief_executive", BEGIN)
    grant(people.emeka, "board_committee", BEGIN)
    answers = {"other_side": "Ashdown Instruments", "description": "A clock", "received_on": MONDAY.isoformat()}
    disclosure = disclosing.start(people.amina, "gift", moment(MONDAY))
    answers |= GIFTS[request.param]
    disclosing.save_step(disclosure, answers, "all", people.amina, moment(MONDAY))
    disclosing.submit(disclosure, people.amina, MONDAY, moment(MONDAY))
    return people, pack, disclosure, FINDS[request.param]


def test_the_officer_finds_it_on_the_desk_and_reads_what_was_found(client, under):
    people, _, disclosure, clauses = under
    case = case_of(disclosure)
    sign_in(client, people.chen)
    assert f"/cases/{case.public_id}/" in client.get("/desk/").text
    page = client.get(f"/cases/{case.public_id}/").text
    for number in clauses:
        assert f'href="/policy/{number}/"' in page
        assert client.get(f"/policy/{number}/").status_code == 200


def test_each_of_its_outcomes_can_be_decided_and_the_letter_says_it(client, under):
    people, pack, disclosure, _ = under
    case = case_of(disclosure)
    consulted(case, people.chen)
    assessed(case, people.chen)
    outcome = next(one for one in pack.decisions.values() if not one.decides and not one.conditions)
    decided(case, people.chen, outcome=outcome.id)
    sign_in(client, people.amina)
    letter = client.get(f"/disclosures/{disclosure.public_id}/")
    assert letter.status_code == 200
    assert outcome.title in letter.text


def test_the_manager_sees_what_this_policy_lets_them_see(client, under):
    people, pack, disclosure, _ = under
    asked = consulted(case_of(disclosure), people.chen)
    manager = next(one for one in asked if one.capacity != "employee")
    sign_in(client, manager.asked)
    page = client.get(f"/consultations/{manager.public_id}/")
    assert page.status_code == 200
    assert ("Ashdown Instruments" in page.text) is ("other_side" in pack.consultation.of("gift").management_sees)


def test_every_clause_that_a_page_links_to_is_one_of_this_policy(client, under):
    people, pack, disclosure, _ = under
    case = case_of(disclosure)
    consulted(case, people.chen)
    seen = {}
    for who, addresses in (
        (people.chen, ("/", "/desk/", f"/cases/{case.public_id}/", "/breaches/")),
        (people.amina, ("/", "/policy/", f"/disclosures/{disclosure.public_id}/")),
        (people.boris, ("/",)),
    ):
        sign_in(client, who)
        for address in addresses:
            page = client.get(address)
            if page.status_code == 200:
                seen[who.name, address] = set(LINK.findall(page.text))
    wrong = {place: found - set(pack.clauses) for place, found in seen.items() if found - set(pack.clauses)}
    assert len(seen) >= 6
    assert any(seen.values())
    assert not wrong
