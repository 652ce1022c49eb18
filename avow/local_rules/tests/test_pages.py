"""Everyone reads the rules of their own site; officers see all, make them and end them."""

from datetime import date
from decimal import Decimal

import pytest

from avow.access.testing import sign_in
from avow.local_rules.models import LocalRule
from avow.local_rules.testing import BOTH, ruled

FORM = {
    "name": "No evenings with suppliers", "text": "Inga kvällsaktiviteter.", "language": "sv",
    "decided_by": "the plant management", "site": "Gothenburg", "employer": "", "kinds": list(BOTH), "does": "above",
    "amount": "500,00", "currency": "SEK", "from_day": "2026-03-01", "until": "",
}  # fmt: skip


def text(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_ones_own_site_in_its_own_words(client, cast, on):
    ruled(cast.chen, on, does="above", amount=Decimal(500), currency="SEK")
    ruled(cast.chen, on, "Nothing in Plovdiv", site="Plovdiv")
    page = text(sign_in(client, cast.amina), "/local-rules/")
    assert '<p class="said" lang="sv">Inga kvällsaktiviteter med leverantörer.</p>' in page
    assert "It rules out more than SEK 500.00 for each person." in page
    assert "Nothing in Plovdiv" not in page
    assert "Enter a rule" not in page


def test_a_site_without_rules_says_so(client, cast):
    assert "Your site has no rules of its own here." in text(sign_in(client, cast.amina), "/local-rules/")


def test_officers_see_all_in_three_lists(client, cast, on):
    chen = sign_in(client, cast.chen)
    assert "No site has a rule that holds today." in text(chen, "/local-rules/")
    ruled(cast.chen, on, "Holds", site="Plovdiv")
    ruled(cast.chen, date(2026, 4, 1), "Comes", on=on)
    ruled(cast.chen, date(2026, 1, 1), "Ended", on=on, until=date(2026, 2, 1))
    for show, name in (("", "Holds"), ("to-come", "Comes"), ("ended", "Ended")):
        page = text(chen, f"/local-rules/?show={show}")
        assert [one for one in ("Holds", "Comes", "Ended") if f'/">{one}</a>' in page] == [name]


def test_currencies_that_ended_are_not_offered(client, cast):
    page = text(sign_in(client, cast.chen), "/local-rules/new/")
    assert '<option value="SEK">' in page
    assert '<option value="EEK">' not in page


def test_for_a_rule_of_a_day_in_the_past_those_that_have_ended_since_are_offered(client, cast):
    page = sign_in(client, cast.chen).post("/local-rules/new/", {"from_day": "2010-03-01"}).content.decode()
    assert '<option value="EEK">EEK, until 2010</option>' in page
    assert '<option value="CYP">' not in page


def test_many_are_on_several_pages(client, cast, on):
    for number in range(51):
        ruled(cast.chen, on, f"Rule {number:02}")
    chen = sign_in(client, cast.chen)
    assert "Page 1 of 2" in text(chen, "/local-rules/")
    assert "Rule 50" in text(chen, "/local-rules/?page=2")


def test_a_rule_is_entered_and_ended_on_the_pages(client, cast):
    chen = sign_in(client, cast.chen)
    answer = chen.post("/local-rules/new/", FORM)
    rule = LocalRule.objects.get()
    assert answer["Location"] == f"/local-rules/{rule.public_id}/"
    assert (rule.amount, rule.currency, rule.from_day) == (Decimal(500), "SEK", date(2026, 3, 1))
    page = text(chen, f"/local-rules/{rule.public_id}/")
    assert "Since 1 March 2026" in page
    assert "Chen Wei, on 10 March 2026" in page
    chen.post(f"/local-rules/{rule.public_id}/", {"last_day": "2026-03-31", "reason": "A new manager."})
    page = text(chen, f"/local-rules/{rule.public_id}/")
    assert "From 1 March 2026 to 31 March 2026" in page
    assert "A new manager." in page
    assert "End this rule" not in page


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"amount": "many"}, "is not a number we can read"),
        ({"amount": "5.001"}, "can be read in two ways"),
        ({"amount": "5.0012"}, "at most two digits after the point"),
        ({"amount": ""}, "An amount and its currency are given"),
        ({"from_day": "soon"}, "is not a day we can read"),
        ({"kinds": []}, "Choose what the rule is about."),
        ({"text": "a\x07b"}, "sign"),
        ({"site": "Atlantis"}, "Atlantis"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, cast, changed, says):
    answer = sign_in(client, cast.chen).post("/local-rules/new/", {**FORM, **changed})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "No evenings with suppliers" in answer.content.decode()
    assert not LocalRule.objects.exists()


def test_it_is_said_for_what_the_policy_finds_nothing_by_a_rule(client, cast):
    page = text(sign_in(client, cast.chen), "/local-rules/new/")
    assert "<li>A gift or favour received</li>" in page
    assert "<li>An invitation received</li>" not in page


def test_the_list_takes_the_same_queries_however_many(client, cast, on, django_assert_max_num_queries):
    chen = sign_in(client, cast.chen)
    for number in range(20):
        ruled(cast.chen, on, f"Rule {number}")
    with django_assert_max_num_queries(14):
        chen.get("/local-rules/")
