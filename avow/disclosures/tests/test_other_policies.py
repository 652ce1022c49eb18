"""Each policy that comes with Avow is adopted as it is, disclosed under, judged, and read on its pages."""

from datetime import date

import pytest

from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.disclosures.models import Version
from avow.disclosures.tests.walking import begin, fill_in, send
from avow.people.testing import cast as make_cast
from avow.policy.loading import corporate, find, load

NAMES = sorted(folder.name for folder in corporate().parent.iterdir() if (folder / "policy.toml").is_file())
OTHERS = [name for name in NAMES if name != corporate().name]
KINDS = [(name, kind) for name in OTHERS for kind in load(find(name)).kinds]
CLAUSES = [(name, list(load(find(name)).clauses)) for name in OTHERS]


@pytest.fixture
def under(db, on):
    """Everyone, on a day on which that policy is in force."""

    def make(name):
        people = make_cast(date(2026, 1, 1))
        grant(people.chen, "compliance_officer")
        return people, adopted(date(2026, 1, 1), name)

    return make


@pytest.mark.parametrize("name, kind", KINDS)
def test_a_kind_is_disclosed_from_begin_to_receipt(client, under, name, kind):
    people, pack = under(name)
    sign_in(client, people.amina)
    disclosure = begin(client, kind)
    seen = fill_in(client, disclosure, pack, other_side="Delta Bearings", received_on="2026-03-05")
    check = client.get(f"/disclose/{disclosure.public_id}/check/")
    assert check.status_code == 200
    response = send(client, disclosure)
    assert response["Location"] == f"/disclosures/{disclosure.public_id}/sent/"
    assert client.get(response["Location"]).status_code == 200
    version = Version.objects.get(disclosure=disclosure)
    asked = [fact for step in pack.kinds[kind].steps if step.id in seen for fact in step.asks]
    assert set(version.answers()) == set(asked)
    for page in ("", "receipt/", "versions/1/", "versions/1/receipt/"):
        assert client.get(f"/disclosures/{disclosure.public_id}/{page}").status_code == 200
    assert client.get(f"/disclosures/{disclosure.public_id}/receipt.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("name, clauses", CLAUSES)
def test_the_policy_and_each_clause_is_read_on_its_page(client, under, name, clauses):
    people, pack = under(name)
    sign_in(client, people.amina)
    page = client.get("/policy/")
    assert pack.name in page.text
    for number in clauses:
        found = client.get(f"/policy/{number}/")
        assert found.status_code == 200, number
        assert pack.clauses[number].title in found.text.replace("&#x27;", "'")
        assert f"/policy/{number}/" in page.text, number


def disclosed(client, pack, kind, **answers):
    disclosure = begin(client, kind)
    fill_in(client, disclosure, pack, other_side="Delta Bearings", **answers)
    assert send(client, disclosure).status_code == 302
    return disclosure, Version.objects.get(disclosure=disclosure).judgement


def cites(judgement):
    return [(one["clause"], one["rule"]) for one in judgement.findings]


def test_small_gifts_of_one_source_are_added_up_over_the_calendar_year(client, under):
    people, pack = under("us_executive_branch_gifts")
    sign_in(client, people.amina)
    small = {
        "why": "business", "what_it_is": "thing", "amount": "20", "pieces": "1", "no_gift": "none", "ground": "small"
    }  # fmt: skip
    for day in ("2026-01-05", "2026-02-05"):
        assert cites(disclosed(client, pack, "gift", received_on=day, **small)[1]) == []
    third = {**small, "amount": "10.01"}
    disclosure, judgement = disclosed(client, pack, "invitation", received_on="2026-03-05", **third)
    assert cites(judgement) == [("2635.204(a)", "year")]
    assert "USD 50.01" in judgement.findings[0]["says"]
    page = client.get(f"/disclosures/{disclosure.public_id}/")
    assert "2635.204(a)" in page.text
    assert 'href="/policy/2635.204(a)/' in page.text


def test_two_things_of_one_source_on_one_day_are_one_occasion(client, under):
    people, pack = under("us_executive_branch_gifts")
    sign_in(client, people.amina)
    small = {"why": "business", "what_it_is": "thing", "pieces": "1", "no_gift": "none", "ground": "small"}
    disclosed(client, pack, "gift", received_on="2026-03-05", amount="12", **small)
    other_day = disclosed(client, pack, "gift", received_on="2026-03-06", amount="10", **small)[1]
    assert cites(other_day) == []
    assert cites(disclosed(client, pack, "gift", received_on="2026-03-05", amount="10", **small)[1]) == [
        ("2635.204(a)", "occasion")
    ]


def test_items_at_the_floor_stay_out_of_the_sum(client, under):
    people, pack = under("us_oge278")
    sign_in(client, people.amina)
    item = {"left_out": "none", "received_on": "2026-03-05"}
    assert cites(disclosed(client, pack, "gift", amount="300", **item)[1]) == []
    assert cites(disclosed(client, pack, "gift", amount="192", **item)[1]) == []
    assert cites(disclosed(client, pack, "gift", amount="192.01", **item)[1]) == [("2634.304(a)", "main")]


def test_gifts_and_hospitality_share_a_threshold_each_way(client, under):
    people, pack = under("uk_university_gifts")
    sign_in(client, people.amina)
    day = {"received_on": "2026-03-05"}
    assert cites(disclosed(client, pack, "gift", amount="60", direction="received", **day)[1]) == []
    assert cites(disclosed(client, pack, "hospitality", amount="60", direction="given", **day)[1]) == []
    assert cites(disclosed(client, pack, "hospitality", amount="40.01", direction="received", **day)[1]) == [
        ("1", "series")
    ]


def test_before_sending_each_sum_is_shown_with_its_own_limit_and_days(client, under):
    people, pack = under("us_executive_branch_gifts")
    sign_in(client, people.amina)
    small = {"why": "business", "what_it_is": "thing", "pieces": "1", "no_gift": "none", "ground": "small"}
    disclosed(client, pack, "gift", received_on="2026-01-05", amount="20", **small)
    disclosed(client, pack, "gift", received_on="2026-03-05", amount="12", **small)
    draft = begin(client, "gift")
    fill_in(client, draft, pack, other_side="Delta Bearings", received_on="2026-03-05", amount="10", **small)
    seen = client.get(f"/disclose/{draft.public_id}/check/").context["preview"].totals
    assert [(one.title, one.so_far, one.this, one.limit, one.days) for one in seen] == [
        ("Small gifts: this occasion", 12, 10, 20, "On 5 March 2026"),
        ("Small gifts: this year", 32, 10, 50, "From 1 January 2026 to 5 March 2026"),
    ]
