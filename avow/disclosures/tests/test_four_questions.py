"""The four questions of 5.1 are asked from what a gift comes to, and what is answered to them is kept."""

from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.disclosures.testing import GIFT, disclosed

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
QUESTIONS = ("customary", "modest", "lawful", "employer_allows")


def test_that_one_does_not_know_is_kept_as_an_answer(cast):
    version = disclosed(cast.amina, "gift_received", on=DAY, worth="250.00", **dict.fromkeys(QUESTIONS))
    answers = version.answers()
    assert {name: answers.get(name, "left out") for name in QUESTIONS} == dict.fromkeys(QUESTIONS)
    assert "no answer yet" not in _page_of(cast, version)


def test_they_are_not_kept_where_they_are_not_asked(cast):
    version = disclosed(cast.amina, "gift_received", {**GIFT, "worth": "40.00"}, on=DAY)
    assert set(version.answers()).isdisjoint(QUESTIONS)


def _page_of(cast, version) -> str:
    from django.test import Client

    return sign_in(Client(), cast.amina).get(f"/disclosures/{version.disclosure.public_id}/").text
