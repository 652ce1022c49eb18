"""What a gift that was brought in says of itself: on its page, and on its receipt."""

import re
from datetime import date

import pytest

from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.disclosures.models import Disclosure
from avow.disclosures.receipt import contents
from avow.imports.tests.gifts_world import LONG_AGO, brought
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db
TEXT = (
    "person,date,party,amount,decided by,decided on,remarks\n"
    "A1,2026-03-02,Delta <b>Lager</b>,100,Chen Wei,2026-03-04,She asked twice\n"
)


@pytest.fixture
def cast(db):
    people = make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))
    grant(people.chen, "compliance_officer")
    return people


@pytest.fixture
def gift(cast, file):
    report = brought(file(TEXT, "old register.csv"), "kind:=gift_received")
    return Disclosure.objects.get(public_id=report.gifts[2])


def words(client, person, gift):
    sign_in(client, person)
    page = client.get(gift.get_absolute_url())
    return page.status_code, re.sub(r"\s+", " ", page.content.decode())


def test_its_person_reads_who_decided_and_not_what_was_remarked(client, cast, gift):
    status, page = words(client, cast.amina, gift)
    assert status == 200
    assert "Recorded in the past" in page
    assert "from old register.csv, line 2. Nobody signed it here." in page
    assert "Decided there by Chen Wei on 4 March 2026." in re.sub(r"<[^>]*>", "", page)
    assert "You sent this" not in page
    assert "She asked twice" not in page
    assert "<b>Lager" not in page


def test_an_officer_reads_the_remarks_too(client, cast, gift):
    status, page = words(client, cast.chen, gift)
    assert (status, "Remarks there: She asked twice" in page) == (200, True)


def test_a_stranger_sees_nothing(client, cast, gift):
    assert words(client, cast.goran, gift)[0] == 404


def test_its_receipt_says_that_nobody_signed_here(cast, gift):
    receipt = contents.receipt(gift, gift.latest_version)
    assert receipt.person == "Amina Haddad"
    assert receipt.signed.startswith("Not signed here: brought in from old register.csv, line 2,")
    assert (receipt.acknowledgement, receipt.signature) == ("", "")
