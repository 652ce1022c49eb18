"""`/healthz`: for machines, without sign-in."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.ledger import guards
from avow.people.testing import cast
from avow.rates import current
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
def test_all_is_well_and_the_version_is_named(client):
    cast()
    adopted()
    bring_text("".join(f"{today()},{name},2\n" for name in current.held().offered() if name != "EUR"), jumps=True)
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "database": "ok",
        "guards": "ok",
        "heads": "ok",
        "policy": "2026.1",
        "gifts": "ok",
        "rates": "ok",
        "mail": "kept",
    }
    assert "no-store" in answer["Cache-Control"]


def test_rates_that_end_before_today_are_said_and_are_no_failure(client, monkeypatch):
    monkeypatch.setattr("avow.web.health.today", lambda: current.bundled().last + timedelta(days=8))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["rates"]) == (200, "behind")


def test_no_policy_yet_is_said_and_is_no_failure(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["policy"]) == (200, None)


def test_acts_without_a_signed_head_are_said_and_are_no_failure(client):
    cast()
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["heads"]) == (200, "behind")


def test_a_missing_guard_is_a_failure_without_details(client, monkeypatch):
    monkeypatch.setattr(guards, "check", lambda: ["the trigger on table people_person is missing"])
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["guards"] == "failing"
    assert "people_person" not in answer.content.decode()


def test_a_database_that_does_not_answer_is_a_failure_without_details(client, monkeypatch):
    def failing():
        raise DatabaseError("could not connect to server secret-host")

    monkeypatch.setattr(guards, "check", failing)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "failing", "database": "failing"}
