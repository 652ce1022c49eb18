"""The pages of gifts as people meet them: on the dock, with a phone in one hand."""

import struct
import zlib
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures import acts
from avow.disclosures.models import Version
from avow.disclosures.testing import GIFT, drafted, noon
from avow.gifts.cards import on_card
from avow.gifts.testing import received
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BEGIN = date(2026, 1, 1)
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"


@pytest.fixture
def people():
    found = cast()
    grant(found.chen, "compliance_officer")
    adopted()
    return found


@pytest.fixture
def delta(people):
    """Delta Bearings, of the group from which Amina has accepted 140 of 200."""
    put("D-0", "Delta Holding")
    found = put("D-1", "Delta Bearings", parent="D-0")
    put("D-2", LONG, parent="D-0")
    received(people.amina, today() - timedelta(days=40), "140", party=found)
    return found


def put(number: str, name: str, **given):
    standings = [("supplier", "present")]
    return counterparties.put(number, on=BEGIN, by="system", at=noon(BEGIN), name=name, standings=standings, **given)


def picture(width: int, height: int) -> bytes:
    """A PNG in one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\x00" + b"\xe8\xe0\xd0" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def with_one_thumb(page, people, sign_in) -> None:
    sign_in(page, people.amina)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/gifts/record/")


def test_the_watch_is_three_taps_from_the_sum(page, people, delta, sign_in, looks_fine):
    """Tap the name and type, tap the company, tap the worth and type: the sum is there, before anything is accepted."""
    with_one_thumb(page, people, sign_in)
    looks_fine(page, "record-empty")
    taps = 0
    for act in (
        lambda: page.get_by_label("Which company").press_sequentially("delta be"),
        lambda: page.get_by_label("Delta Bearings", exact=True).check(),
        lambda: page.get_by_role("textbox", name="About what is it worth?").press_sequentially("250"),
    ):
        act()
        taps += 1
    page.locator("#id_worth_in").select_option("USD")
    words = page.locator(".watch .bar .words").first
    words.get_by_text("390.00").wait_for()
    said = words.inner_text().replace("\u00a0", " ")
    assert said == "Accepted so far from this group: USD 140.00 of 200.00. With this: USD 390.00. Needs approval."
    assert taps == 3
    assert Version.objects.count() == 1
    looks_fine(page, "record-watch")


def test_from_the_dock_to_the_thanks_in_few_interactions(page, people, delta, sign_in, looks_fine):
    """A small gift: six answers and one button; nothing has to be opened, and nothing looked up."""
    with_one_thumb(page, people, sign_in)
    acts = [
        lambda: page.get_by_label("Which company").press_sequentially("delta be"),
        lambda: page.get_by_label("Delta Bearings", exact=True).check(),
        lambda: page.get_by_label("What is it?").fill("3 calendars, a pen"),
        lambda: page.get_by_role("textbox", name="About what is it worth?").fill("18"),
        lambda: page.get_by_label("It is here already").check(),
        lambda: page.get_by_label("As far as you know").select_option("supplier"),
    ]
    for act in acts:
        act()
    page.locator(".watch").get_by_text("Nothing in the policy asks for approval").wait_for()
    page.get_by_role("button", name="Send to", exact=False).click()
    page.get_by_role("heading", name="Thank you").wait_for()
    assert len(acts) + 1 == 7
    looks_fine(page, "record-sent")
    assert Version.objects.count() == 2


def test_only_what_is_asked_stands_there(page, people, delta, sign_in, looks_fine):
    with_one_thumb(page, people, sign_in)
    four = page.get_by_role("heading", name="Four questions about it")
    expect(four).not_to_be_visible()
    page.get_by_role("textbox", name="About what is it worth?").fill("150")
    four.wait_for()
    page.get_by_label("An invitation I get").check()
    page.get_by_role("heading", name="Is it in measure?").wait_for()
    expect(four).not_to_be_visible()
    expect(page.get_by_label("Mine")).not_to_be_visible()
    page.get_by_label("Which company").press_sequentially(LONG[:20])
    page.get_by_label(LONG).check()
    page.locator(".watch .bar").wait_for()
    looks_fine(page, "record-invitation-long")
    page.get_by_role("button", name="Send to", exact=False).click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    looks_fine(page, "record-errors")


def test_the_button_stays_under_the_finger(page, people, delta, sign_in):
    """At the end of the page too: pressing it leaves the field, and what was saved is no longer said."""
    with_one_thumb(page, people, sign_in)
    field = page.get_by_label("What is it?")
    field.press_sequentially("A watch")
    expect(page.locator("[data-kept]")).to_have_text("Saved")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    button = page.get_by_role("button", name="Send to", exact=False)
    before = button.bounding_box()
    page.mouse.move(before["x"] + 20, before["y"] + 5)
    page.mouse.down()
    expect(page.locator("[data-kept]")).to_have_text("")
    assert button.bounding_box() == before
    page.mouse.up()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()


def test_what_is_typed_is_kept_when_the_page_is_left(page, people, delta, sign_in):
    with_one_thumb(page, people, sign_in)
    with page.expect_response(lambda answer: answer.url.endswith("/keep/")) as kept:
        page.get_by_label("What is it?").fill("A watch in a box")
    assert kept.value.status == 204
    page.goto("/")
    page.get_by_role("link", name="Finish what you began").click()
    assert page.get_by_label("What is it?").input_value() == "A watch in a box"


def test_recording_without_javascript(page_without_javascript, people, delta, sign_in):
    page = page_without_javascript
    sign_in(page, people.amina)
    page.goto("/gifts/record/")
    page.get_by_label("Which company").fill("delta be")
    page.get_by_role("textbox", name="About what is it worth?").fill("20")
    page.locator("#id_worth_in").select_option("USD")
    page.get_by_role("button", name="Look it up").click()
    page.get_by_label("Delta Bearings", exact=True).check()
    page.get_by_label("As far as you know").select_option("supplier")
    page.get_by_role("button", name="See what this would make").click()
    assert "With this: USD 160.00" in page.locator(".watch .words").first.inner_text().replace("\u00a0", " ")
    page.get_by_role("button", name="Send to", exact=False).click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_saying_no_and_what_now(page, people, sign_in, looks_fine):
    sign_in(page, people.amina)
    page.goto("/gifts/refuse/?in=ja")
    assert page.locator("blockquote").get_attribute("lang") == "ja"
    looks_fine(page, "refuse")
    page.goto("/gifts/what-now/")
    looks_fine(page, "what-now")


def test_what_became_of_it(page, people, delta, sign_in, looks_fine):
    sign_in(page, people.amina)
    page.goto(f"/disclosures/{Version.objects.get().disclosure.public_id}/")
    page.get_by_role("link", name="Tell what became of it").click()
    page.get_by_role("button", name="Tell us").click()
    looks_fine(page, "became-errors")
    page.get_by_label("I paid for it").check()
    page.get_by_role("textbox", name="How much was paid?").fill("100")
    page.get_by_role("button", name="Tell us").click()
    page.get_by_role("heading", name="What became of it").wait_for()
    looks_fine(page, "became-told")


def test_cards_to_resolve(page, people, delta, sign_in, looks_fine):
    answers = {**GIFT, "received_on": today().isoformat(), "other_side": on_card("abcdefghijkl"), "worth": "20"}
    found = drafted(people.amina, "gift_received", answers, on=today())
    acts.attach(found, people.amina, "the card of Ms Ito.png", picture(1200, 700), noon(today()))
    acts.submit(found, people.amina, today(), noon(today()))
    sign_in(page, people.chen)
    page.goto("/gifts/cards/")
    looks_fine(page, "cards")
    page.goto(f"/gifts/cards/{found.public_id}/")
    page.get_by_label("The name on the card").fill("delta")
    page.get_by_role("button", name="Look it up").click()
    looks_fine(page, "card")


def test_home_offers_it_first(page, people, sign_in, looks_fine):
    sign_in(page, people.amina)
    page.goto("/disclose/new/gift_received/")
    looks_fine(page, "begin-a-gift")
    page.get_by_role("link", name="Record it on one page").click()
    expect(page.get_by_label("A gift I get")).to_be_checked()


def test_a_name_left_open_while_typing_after_sending_and_to_resolve(page, people, delta, sign_in, looks_fine):
    sign_in(page, people.amina)
    page.goto("/gifts/record/")
    page.get_by_label("Which company").press_sequentially("Delta Bearings")
    page.get_by_label("leave it as I typed it").check()
    page.get_by_label("What is it?").fill("a fountain pen")
    page.get_by_role("textbox", name="About what is it worth?").fill("30")
    page.get_by_label("As far as you know").select_option("supplier")
    expect(page.locator("#watch").get_by_text("The sum with them is not known yet")).to_be_visible()
    looks_fine(page, "left-open-typing")
    sent = received(people.amina, today(), "30", other_side="Delta Bearings AG").disclosure
    page.goto(f"/disclosures/{sent.public_id}/sent/")
    looks_fine(page, "left-open-sent")
    sign_in(page, people.chen)
    page.goto("/gifts/cards/")
    looks_fine(page, "left-open-names")
    page.get_by_role("link", name="Amina Haddad, Delta Bearings AG").click()
    expect(page.get_by_role("heading", name="Who is it?")).to_be_visible()
    looks_fine(page, "left-open-one")
