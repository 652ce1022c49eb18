"""Each kind of the pack, from the first page to the receipt, with no code of its own."""

import pytest

from avow.access.testing import sign_in
from avow.adoptions.testing import adopted
from avow.disclosures.models import Version
from avow.disclosures.tests.walking import begin, fill_in, send

KINDS = [
    "outside_role", "securities_trade", "property_transaction", "financial_interest", "loan", "intermediary",
    "relationship", "other", "supervision", "gift_received", "gift_given", "hospitality_received",
    "hospitality_offered",
]  # fmt: skip


def test_these_are_all_kinds_there_are(cast, on):
    assert sorted(adopted(on).kinds) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_disclosed_from_begin_to_receipt(client, cast, delta, on, kind):
    sign_in(client, cast.amina)
    pack = adopted(on)
    disclosure = begin(client, kind)
    seen = fill_in(client, disclosure, pack, other_side="Delta Bearings", counterparty=delta.public_id)
    assert seen
    check = client.get(f"/disclose/{disclosure.public_id}/check/")
    assert "Send to the compliance officer" in check.text
    response = send(client, disclosure)
    assert response["Location"] == f"/disclosures/{disclosure.public_id}/sent/"
    assert "You have done what the policy asks" in client.get(response["Location"]).text
    version = Version.objects.get(disclosure=disclosure)
    asked = [name for step in pack.kinds[kind].steps if step.id in seen for name in step.asks]
    assert set(version.answers()) == set(asked)
    assert version.counterparty == (delta if "other_side" in asked else None)
    for page in ("", "receipt/", "versions/1/", "versions/1/receipt/"):
        assert client.get(f"/disclosures/{disclosure.public_id}/{page}").status_code == 200
    assert client.get(f"/disclosures/{disclosure.public_id}/receipt.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("kind", KINDS)
def test_i_do_not_know_is_an_answer_wherever_it_is_offered(client, cast, on, kind):
    sign_in(client, cast.amina)
    pack = adopted(on)
    unknown = {}
    for name in pack.kinds[kind].asks:
        fact = pack.facts[name]
        if not fact.required:
            unknown[name] = "unknown" if fact.type in ("boolean", "choice") else ""
            unknown[f"{name}-unknown"] = "on"
    disclosure = begin(client, kind)
    fill_in(client, disclosure, pack, **unknown)
    assert send(client, disclosure).status_code == 302
    answers = Version.objects.get(disclosure=disclosure).answers()
    assert {name for name, value in answers.items() if value is None} >= {n for n in unknown if n in answers}
