"""A case of a gift that was given back says so, and still says what was found when it was sent (5.2, 6.8)."""

from datetime import date

import pytest

from avow.access.duties import duties_for
from avow.access.testing import sign_in
from avow.disclosures.testing import noon
from avow.gifts.acts import become
from avow.reviews.testing import case_of, given_a_watch, house

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 9)


def test_the_case_says_what_became_of_it_and_what_was_found(client):
    h = house()
    disclosure = given_a_watch(h, h.amina)
    address = case_of(disclosure).get_absolute_url()
    before = sign_in(client, h.chen).get(address).text
    assert "Since then" not in before and "when it was sent" not in before
    become(disclosure, "given_back", by=h.amina, became_on=LATER, on=LATER, at=noon(LATER))
    page = client.get(address).text.replace("\xa0", " ")
    assert "9 March 2026</time>: <strong>I gave it back</strong>" in page
    assert "What the policy said when it was sent" in page
    assert "adds up to USD 250.00" in page


def test_the_person_reads_both_too(client):
    h = house()
    disclosure = given_a_watch(h, h.amina)
    become(disclosure, "given_back", by=h.amina, became_on=LATER, on=LATER, at=noon(LATER))
    page = sign_in(client, h.amina).get(f"/disclosures/{disclosure.public_id}/").text
    assert "What it said when it was sent" in page and "What the policy says of it now" in page


def test_what_was_given_back_is_not_to_be_kept_as_it_is(client):
    h = house()
    disclosure = given_a_watch(h, h.amina)
    address = f"/disclosures/{disclosure.public_id}/"
    assert "keep it as it is" in sign_in(client, h.amina).get(address).text
    assert any("what holds until" in duty.title for duty in duties_for(h.amina, LATER))
    become(disclosure, "given_back", by=h.amina, became_on=LATER, on=LATER, at=noon(LATER))
    assert "keep it as it is" not in client.get(address).text
    assert not any("what holds until" in duty.title for duty in duties_for(h.amina, LATER))
    assert "Instruction until decided" not in sign_in(client, h.chen).get(case_of(disclosure).get_absolute_url()).text
