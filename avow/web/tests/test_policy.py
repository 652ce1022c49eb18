"""The policy page: every clause in our words, its figures since when, its readings."""

from datetime import date

import pytest

from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.people.testing import cast
from avow.web.policy.figures import figures_ever, figures_now
from avow.web.policy.pages import SAYS, comes_to

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 22)


@pytest.fixture
def everyone():
    return cast()


@pytest.fixture
def pack(everyone):
    return adopted()


def test_every_clause_is_there_with_what_it_means(client, everyone, pack):
    from django.utils.html import escape

    page = sign_in(client, everyone.goran).get("/policy/").content.decode()
    assert len(pack.clauses) >= 25
    for clause in pack.clauses.values():
        assert f'id="clause-{clause.number}"' in page
        assert escape(clause.title) in page
        assert escape(clause.summary) in page
        assert escape(clause.means) in page
        assert escape(clause.reading) in page
    for reading in pack.readings.values():
        assert escape(reading.text) in page


def test_figures_say_since_when(client, everyone, pack):
    page = sign_in(client, everyone.amina).get("/policy/").content.decode()
    assert "<strong>USD 200.00</strong> since" in page
    assert "<strong>1%</strong> since" in page


def test_a_figure_of_another_country_is_not_mine_and_an_old_one_does_not_count(pack):
    for clause in pack.clauses.values():
        now = figures_now(clause, ON, "SE")
        assert len(now) == len(clause.figures)
        assert all(line.since <= ON and line.country in (None, "SE") for line in now)
        assert set(now) <= set(figures_ever(clause, ON, "SE"))


def test_one_clause_with_its_examples(client, everyone, pack):
    sign_in(client, everyone.amina)
    for number, clause in pack.clauses.items():
        answer = client.get(f"/policy/{number}/")
        assert answer.status_code == 200
        assert answer.content.decode().count('data-label="Says"') == len(clause.cases)


def test_a_worked_case_comes_to_the_gravest_that_fires(pack):
    said = {SAYS[comes_to(clause, case)] for clause in pack.clauses.values() for case in clause.cases}
    assert {"needs approval first", "this clause has nothing to say", SAYS["unknown"]} <= said


@pytest.mark.parametrize("address", ["/policy/9.9/", "/policy/4.5x/", "/policy/x/", "/policy/4.5/4.6/"])
def test_a_clause_that_does_not_exist(client, everyone, pack, address):
    assert sign_in(client, everyone.amina).get(address).status_code == 404


def test_without_a_policy_the_page_says_what_to_do(client, everyone):
    page = sign_in(client, everyone.amina).get("/policy/").content.decode()
    assert "No policy is in force yet" in page
    assert "avow policy adopt" not in page
    grant(everyone.goran, "administrator")
    page = sign_in(client, everyone.goran).get("/policy/4.5/").content.decode()
    assert "avow policy adopt corporate" in page


def test_the_policy_is_for_those_who_signed_in(client, pack):
    assert client.get("/policy/").url == "/sign-in/?next=/policy/"
