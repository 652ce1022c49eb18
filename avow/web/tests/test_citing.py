"""The clause under which Avow does something is the one that the policy in force names."""

from datetime import date

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from avow.adoptions.testing import adopted
from avow.config import clock

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


def rendered(what, request=None):
    return Template(f'{{% load avow %}}{{% says "{what}" %}}').render(Context({"request": request}))


def test_it_is_a_link_to_that_clause():
    adopted(DAY)
    assert 'href="/policy/6.8/"' in rendered("consultations")


def test_where_no_clause_says_so_nothing_is_written():
    adopted(DAY, "us_executive_branch_gifts")
    assert rendered("consultations") == ""
    assert 'href="/policy/2635.201(b)/"' in rendered("reasonable_person")


def test_without_a_policy_nothing_is_written():
    assert rendered("consultations") == ""


def test_a_page_looks_it_up_once(django_assert_num_queries):
    adopted(DAY)
    request = RequestFactory().get("/")
    rendered("consultations", request)
    with django_assert_num_queries(0):
        assert "6.8" in rendered("consultations", request)
