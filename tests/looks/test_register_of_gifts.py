"""The register of gifts as officers meet it: nothing, many, wrong, very long; by party, inspected, counted anew."""

from datetime import date, timedelta

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.counterparties.models import Counterparty
from avow.disclosures.testing import HOSPITALITY, disclosed, noon
from avow.gifts import acts
from avow.gifts.testing import received
from avow.people import acts as people_acts
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGIN = date(2026, 1, 1)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"
LONG_PERSON = "Wilhelmina Konstantinopoulou-Featherstonehaugh Oyelaran-Oyeyinka von und zu Hohenlohe-Waldenburg"


@pytest.fixture
def people():
    found = cast()
    grant(found.chen, "compliance_officer")
    adopted()
    return found


def put(number: str, name: str, **given):
    standings = [("supplier", "present")]
    return counterparties.put(number, on=BEGIN, by="system", at=noon(BEGIN), name=name, standings=standings, **given)


@pytest.fixture
def filled(people):
    """Gifts to and from a group, one of which crosses the limit by a late entry; typed names; very long ones."""
    on = today()
    people_acts.put("E1", on=on - timedelta(days=1), by="system", at=noon(on), name=LONG_PERSON)
    top, bearings = put("D-0", "Delta Holding"), put("D-1", "Delta Bearings", parent="D-0")
    long = put("D-2", LONG, parent="D-0", is_state_owned=True)
    received(people.amina, on - timedelta(days=200), "150", party=bearings, contact="Mr Holm")
    received(people.amina, on - timedelta(days=20), "40", party=top, estimated=True, worth_in="EUR")
    received(people.amina, on - timedelta(days=60), "60", party=bearings, sent=on, description="a voucher " * 20)
    received(people.boris, on - timedelta(days=90), "1250", party=long, cash_like=True, public_official=True)
    received(people.emeka, on - timedelta(days=5), None, party=long)
    received(people.goran, on - timedelta(days=30), "25", other_side="delta  bearings ltd")
    return top


@pytest.fixture
def more_than_a_page(people, filled):
    """And a dinner on each of the last thirty days."""
    on, bearings = today(), Counterparty.objects.get(number="D-1")
    for place in range(30):
        dinner = {**HOSPITALITY, "received_on": (on - timedelta(days=place)).isoformat()}
        disclosed(people.farah, "hospitality_received", dinner, on=on, counterparty=bearings if place % 3 else filled)
    return filled


def test_an_empty_register(page, people, sign_in, looks_fine):
    sign_in(page, people.chen)
    page.goto("/")
    page.get_by_role("link", name="Gifts", exact=True).click()
    looks_fine(page, "register-empty")
    for tab, name in (("Counts differently", "anew"), ("Inspections", "inspections")):
        page.get_by_role("link", name=tab).click()
        looks_fine(page, f"register-{name}-empty")
    page.get_by_role("link", name="Inspect the register").click()
    looks_fine(page, "register-inspect-empty")
    page.goto("/gifts/views/")
    looks_fine(page, "register-views-empty")
    page.goto("/gifts/rates/")
    looks_fine(page, "register-rates")


def test_the_register_narrowed_saved_and_by_party(page, people, more_than_a_page, sign_in, looks_fine):
    sign_in(page, people.chen)
    page.goto("/gifts/")
    looks_fine(page, "register")
    page.get_by_role("link", name="Next").click()
    looks_fine(page, "register-next")
    page.get_by_role("link", name="Register", exact=True).click()
    page.get_by_text("Narrow and sort").click()
    page.get_by_label("Person here").fill("amina")
    page.get_by_text("More to narrow by").click()
    page.get_by_label("Gravest finding").select_option("approval")
    page.get_by_role("button", name="Show these").click()
    looks_fine(page, "register-narrowed")
    page.get_by_label("Keep these filters as").fill("Amina's, for the board")
    page.get_by_role("button", name="Save the view").click()
    page.get_by_text("Saved as").wait_for()
    looks_fine(page, "register-saved")
    page.get_by_role("link", name="Change saved views").click()
    looks_fine(page, "register-views")
    page.goto("/gifts/?since=someday&mark=gold&party=nobody")
    looks_fine(page, "register-wrong")
    page.goto(f"/gifts/party/{more_than_a_page.public_id}/")
    looks_fine(page, "party")
    page.get_by_text("The same numbers as a table").first.click()
    looks_fine(page, "party-table")
    page.goto("/gifts/as-written/?name=delta+bearings+ltd")
    looks_fine(page, "party-as-written")
    page.get_by_role("link", name="Say who this is").click()
    page.get_by_label("Name, as the register has it").fill("delta")
    page.get_by_role("button", name="Search").click()
    looks_fine(page, "party-resolve-choose")
    page.get_by_role("link", name="Delta Bearings").click()
    page.get_by_role("button", name="Yes, this is Delta Bearings").click()
    looks_fine(page, "party-resolve-error")
    page.get_by_label("How do you know?").fill("Both have one VAT number.")
    page.get_by_role("button", name="Yes, this is Delta Bearings").click()
    page.get_by_text("now counts with Delta Bearings").wait_for()
    looks_fine(page, "party-resolved")


def test_what_counts_differently(page, people, filled, sign_in, looks_fine):
    sign_in(page, people.chen)
    page.goto("/gifts/anew/")
    looks_fine(page, "anew")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="I have seen those ticked").click()
    page.get_by_text("Seen: 1").wait_for()
    sign_in(page, people.amina)
    page.goto("/")
    page.get_by_role("link", name="One of your gifts counts differently now").click()
    looks_fine(page, "anew-own")
    page.get_by_role("button", name="I have read it").click()
    page.get_by_text("This counts differently now").wait_for(state="detached")


def test_inspecting(page, people, filled, sign_in, looks_fine):
    sign_in(page, people.chen)
    page.goto("/gifts/inspections/new/")
    looks_fine(page, "inspect")
    page.get_by_role("button", name="I looked at these").click()
    looks_fine(page, "inspect-error")
    page.get_by_label("What did you find?").fill("Two gifts of Boris to be talked about; the rest is usual.")
    page.get_by_label("Your name").fill("Chen Wei")
    page.get_by_role("button", name="I looked at these").click()
    page.get_by_text("Signed:").wait_for()
    looks_fine(page, "inspection")
    received(people.boris, today() - timedelta(days=3), "10")
    page.reload()
    looks_fine(page, "inspection-since")
    page.goto("/gifts/inspections/")
    looks_fine(page, "inspections")


def test_a_line_as_an_officer_and_as_its_owner_read_it(page, people, filled, sign_in, looks_fine):
    on = today()
    gift = received(people.amina, on, "90", party=Counterparty.objects.get(number="D-1"))
    acts.become(gift.disclosure, "given_back", by=people.amina, became_on=on, on=on, at=noon(on), remark="By courier.")
    for who, name in ((people.amina, "own"), (people.chen, "officer")):
        sign_in(page, who)
        page.goto(f"/disclosures/{gift.disclosure.public_id}/")
        looks_fine(page, f"gift-{name}")
