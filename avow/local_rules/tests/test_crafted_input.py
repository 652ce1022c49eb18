"""What no page of ours would send is refused with a page, and nothing is made or ended."""

import pytest

from avow.access.testing import sign_in
from avow.local_rules.models import LocalRule
from avow.local_rules.testing import ruled
from avow.local_rules.tests.test_pages import FORM


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": "9" * 40},
        {"amount": "9" * 60},
        {"amount": "NaN"},
        {"amount": "Infinity"},
        {"amount": "1e5"},
        {"amount": "-5"},
        {"amount": "0.001"},
        {"amount": "1000000000"},
        {"currency": "ZZZ"},
        {"kinds": ["financial_interest"]},
        {"kinds": ["\x00"]},
        {"does": "none"},
        {"site": "Atlantis"},
        {"language": "xx-<script>"},
        {"from_day": "9999-12-31"},
        {"from_day": "0001-01-01"},
        {"until": "9999-12-31"},
        {"name": "\x00"},
        {"text": " "},
    ],
)
def test_a_rule_of_anything(client, cast, changed):
    answer = sign_in(client, cast.chen).post("/local-rules/new/", {**FORM, **changed})
    assert answer.status_code == 422
    assert not LocalRule.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "x", "\x00", ""])
def test_an_end_on_any_day(client, cast, on, day):
    rule = ruled(cast.chen, on)
    told = {"last_day": day, "reason": "Over."}
    assert sign_in(client, cast.chen).post(f"/local-rules/{rule.public_id}/", told).status_code == 422
    assert LocalRule.objects.get().to_day is None


def test_nobody_else_makes_or_ends_one(client, cast, on):
    rule = ruled(cast.chen, on)
    for person in (cast.amina, cast.boris, cast.dolores, cast.goran):
        client = sign_in(client, person)
        assert client.post("/local-rules/new/", FORM).status_code == 404
        told = {"last_day": on.isoformat(), "reason": "Over."}
        there, nowhere = (client.post(f"/local-rules/{name}/", told) for name in (rule.public_id, "nobodyknows"))
        assert (there.status_code, there.content) == (404, nowhere.content)
    assert LocalRule.objects.get().to_day is None
