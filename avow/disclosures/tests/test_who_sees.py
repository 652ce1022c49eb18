"""Who may read a disclosure, and what the person who disclosed is shown of what only officers know."""

import pytest

from avow.access import participants
from avow.access.models import Read
from avow.access.testing import grant, sign_in
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import disclosed, drafted
from avow.disclosures.tests.walking import begin


def seen_by(person, on) -> set:
    return set(Disclosure.objects.visible_to(person, on))


def test_a_draft_is_its_writers_alone(cast, on):
    draft = drafted(cast.amina, "financial_interest", {}, on=on)
    assert seen_by(cast.amina, on) == {draft}
    for person in (cast.boris, cast.chen, cast.dolores, cast.emeka, cast.farah, cast.goran):
        assert seen_by(person, on) == set()


def test_what_was_sent_is_the_officers_too(cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    assert seen_by(cast.chen, on) == {disclosure}
    for person in (cast.boris, cast.emeka, cast.farah, cast.goran):
        assert seen_by(person, on) == set()


@pytest.mark.parametrize("capacity", ["manager", "hr"])
def test_being_consulted_does_not_show_the_whole(cast, on, capacity):
    version = disclosed(cast.amina, on=on)
    participants.add(version.disclosure.public_id, cast.farah, capacity, version.entry, on)
    assert seen_by(cast.farah, on) == set()


def test_who_decides_reads_it(cast, on):
    version = disclosed(cast.amina, on=on)
    participants.add(version.disclosure.public_id, cast.dolores, "decider", version.entry, on)
    assert seen_by(cast.dolores, on) == {version.disclosure}


def test_who_is_kept_out_does_not_see_it_in_any_role(cast, on):
    version = disclosed(cast.amina, on=on)
    participants.add(version.disclosure.public_id, cast.chen, "excluded", version.entry, on)
    assert seen_by(cast.chen, on) == set()
    participants.add(version.disclosure.public_id, cast.amina, "excluded", version.entry, on)
    assert seen_by(cast.amina, on) == {version.disclosure}


def test_an_administrator_sees_only_their_own(cast, on):
    disclosed(cast.amina, on=on)
    own = disclosed(cast.goran, on=on).disclosure
    grant(cast.goran, "administrator")
    grant(cast.goran, "deputy")
    assert seen_by(cast.goran, on) == {own}


def test_the_officer_opening_it_is_noted_and_gets_no_buttons(client, cast, on):
    disclosure = disclosed(cast.amina, on=on).disclosure
    sign_in(client, cast.chen)
    page = client.get(f"/disclosures/{disclosure.public_id}/")
    assert page.status_code == 200
    assert "I should not have sent this" not in page.text
    assert [row.subject for row in Read.objects.filter(person=cast.chen)] == [disclosure.subject]


def test_the_discloser_is_not_told_what_the_register_has(client, cast, delta, on):
    sign_in(client, cast.amina)
    version = disclosed(cast.amina, "outside_role", ROLE, on=on, counterparty=delta)
    address = f"/disclosures/{version.disclosure.public_id}/"
    for page in ("", "sent/", "receipt/"):
        text = client.get(address + page).text
        assert "as a competitor, present or prospective" not in text
        assert "as a supplier, present or prospective" not in text


ROLE = {
    "holder": "self",
    "other_side": "Delta Bearings",
    "believed_standing": None,
    "role_type": "employee",
    "role_title": "Driver",
    "hours_per_week": "6",
    "hours_overlap": False,
    "short_of_rest": False,
    "timing": "contemplated",
    "since": None,
    "deals_with_other_side": None,
    "bearing": "not_sure",
    "story": None,
}


def test_securities_are_answered_alike_whatever_the_register_has(client, cast, delta, on):
    """4.3: nobody learns from the page whether a company is on anyone's list."""
    sign_in(client, cast.amina)
    trade = {
        "holder": "self",
        "securities_of": "other",
        "trade_direction": "buy",
        "transaction_known": "no",
        "timing": "contemplated",
        "since": None,
        "bearing": "not_sure",
    }
    pages = []
    for party in (delta, None):
        draft = drafted(cast.amina, "securities_trade", {**trade, "other_side": "Delta"}, on=on, counterparty=party)
        pages.append(client.get(f"/disclose/{draft.public_id}/check/").context["preview"])
    assert pages[0] == pages[1]


def test_the_last_look_never_says_yes(client, cast, on):
    sign_in(client, cast.amina)
    draft = drafted(cast.amina, "gift_received", GIFT_DECLINED, on=on)
    page = client.get(f"/disclose/{draft.public_id}/check/")
    assert "Nothing in the policy asks for approval on these facts. That is not a yes" in page.text


GIFT_DECLINED = {
    "holder": "self",
    "other_side": "Nova",
    "believed_standing": "supplier",
    "description": "a pen",
    "worth": "5",
    "worth_in": "USD",
    "shared_by": "1",
    "contact": None,
    "estimated": False,
    "cash_like": False,
    "public_official": False,
    "is_favour": False,
    "received_on": "2026-03-02",
    "declined": True,
    "story": None,
}


def test_the_sum_is_shown_before_one_accepts(client, cast, delta, on):
    sign_in(client, cast.amina)
    disclosed(cast.amina, "gift_received", on=on, counterparty=delta, amount="140.00")
    answers = {**GIFT_DECLINED, "declined": False, "worth": "250.00", "customary": True, "modest": True}
    answers |= {"lawful": True, "employer_allows": True}
    draft = drafted(cast.amina, "gift_received", answers, on=on, counterparty=delta)
    page = client.get(f"/disclose/{draft.public_id}/check/").text.replace("\xa0", " ")
    assert "So far USD 140.00. With this USD 390.00. The limit is USD 200.00." in page


def test_who_reads_it_is_said_before_one_begins_and_where_one_sends(client, cast, on):
    sign_in(client, cast.amina)
    begun = client.get("/disclose/new/other/").text
    disclosure = begin(client, "other")
    step = client.get(f"/disclose/{disclosure.public_id}/whose/").text
    for page in (begun, step):
        assert "Your team and HR do not read this." in page
        assert "union, political, religious or health" in page
        assert "speaking to an authority" in page
