"""Numbers that are nearly somebody's: said with the near one, never guessed."""

from datetime import date

import pytest

from avow.adoptions.testing import adopted
from avow.counterparties import acts as counterparties
from avow.gifts.models import Gift
from avow.imports.tests.conftest import AT
from avow.imports.tests.gifts_world import LONG_AGO, brought
from avow.people.acts import put
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(db):
    make_cast(LONG_AGO)
    for number in ("00417", "X 9"):
        put(number, on=LONG_AGO, by="system", at=AT, name=f"Somebody {number}")
    counterparties.put("V-0012", on=LONG_AGO, by="system", at=AT, name="Delta Bearings")
    counterparties.put("0077", on=LONG_AGO, by="system", at=AT, name="Omega")
    adopted(date(2026, 1, 1))


def refused(file, *people):
    rows = "".join(f"{person},2026-03-0{place},X,10\n" for place, person in enumerate(people, 1))
    return brought(file("person,date,party,amount\n" + rows, "g.csv"), "kind:=gift_received").refused


@pytest.mark.parametrize(
    ("text", "near"), [("a1", "A1"), ("417", "00417"), ("0417", "00417"), ("x9", "X 9"), ("A 1", "A1")]
)
def test_the_near_number_is_said_with_the_remedy(file, text, near):
    (told,) = refused(file, text)
    assert told.value == text
    assert told.why == f"Nobody has this number; {near} differs from it only in capitals, blanks or leading zeros."
    assert told.remedy.startswith(f"If {near} is meant, write it so")
    assert not Gift.objects.exists()


def test_several_near_ones_are_all_said(file):
    put("417", on=LONG_AGO, by="system", at=AT, name="Another")
    (told,) = refused(file, "0417")
    assert "00417 and 417 differ from it" in told.why


def test_blanks_around_a_number_are_no_difference(file):
    assert refused(file, "  A1 ") == []


def test_what_is_near_nobody_is_told_as_before(file):
    assert [one.remedy for one in refused(file, "Z77")] == ["Import the people first: avow import people."]


def test_a_party_is_told_its_near_number_too_and_its_name_counts(file):
    text = "person,date,party,vendor id,amount\nA1,2026-03-01,X,v-0012,1\nA1,2026-03-02,X,77,1\nA1,2026-03-03,X,Q,1\n"
    report = brought(file(text, "g.csv"), "kind:=gift_received")
    says = [finding.says for finding in report.findings if finding.kind == "unknown_party"]
    assert "V-0012 differs from it only in capitals" in says[0]
    assert "0077 differs from it only in capitals, blanks or leading zeros: write it so." in says[1]
    assert says[2] == "The register has no party Q; its name counts."
    assert set(Gift.objects.values_list("party_name", flat=True)) == {"X"}
