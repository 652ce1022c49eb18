"""Three small gifts from two companies of one group, in two currencies, on three days: the third crosses the limit, and
one sees it before one accepts. A company that joins the group later counts from the days judged after it, and an entry
that comes late moves the crossing into the past (5.2), all in a browser."""

from datetime import date, timedelta

import pytest

from avow.access.testing import grant
from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.disclosures.models import Version
from avow.disclosures.testing import noon
from avow.gifts.models import CountedAnew, Gift
from avow.gifts.testing import cited
from avow.ledger.verify import verify
from avow.people.testing import cast
from avow.rates.testing import bring_text
from avow.reviews.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENDS, ONCE_MORE = "Send to the compliance officer", "Look at it once more, and send"


@pytest.fixture
def people():
    found = cast()
    grant(found.chen, "compliance_officer")
    adopted()
    put("D-0", "Delta Holding")
    put("D-1", "Delta Bearings", parent="D-0")
    put("D-2", "Deltron Pumps", parent="D-0")
    put("N-1", "Nova Works")
    days = "".join(f"{ago(n)},USD,1.10\n" for n in (30, 20, 10, 5))
    bring_text(days)
    return found


def put(number: str, name: str, on: date = date(2026, 1, 1), **given):
    standings = [("supplier", "present")]
    return counterparties.put(number, on=on, by="system", at=noon(on), name=name, standings=standings, **given)


def ago(days: int) -> date:
    return today() - timedelta(days=days)


def write(page, company: str, what: str, worth: str, currency: str, day: date) -> None:
    """Fill the page in, up to the button."""
    page.goto("/gifts/record/")
    page.get_by_label("A gift I get").check()
    page.get_by_label("Which company").press_sequentially(company)
    page.get_by_label(company, exact=True).check()
    page.get_by_label("What is it?").fill(what)
    page.get_by_role("textbox", name="About what is it worth?").fill(worth)
    page.locator("#id_worth_in").select_option(currency)
    page.locator("input[type=date]").first.fill(day.isoformat())
    page.get_by_label("It is here already").check()
    page.get_by_label("As far as you know").select_option("supplier")


def the_sum(page, ends: str) -> str:
    """What the page says that it adds up to, once it says so."""
    words = page.locator(".watch .bar .words").first
    words.get_by_text(ends).wait_for()
    return words.inner_text().replace("\u00a0", " ")


def send(page, *, looked_at: bool = False) -> None:
    """Send it; what asks for approval is looked at once more first."""
    page.get_by_role("button", name=ONCE_MORE if looked_at else SENDS).click()
    if looked_at:
        page.get_by_role("heading", name="Check your answers").wait_for()
        page.get_by_text("This is not sent yet.").wait_for()
        page.get_by_role("button", name=SENDS).click()
    page.get_by_role("heading", name="Thank you").wait_for()


def latest() -> Version:
    return Version.objects.order_by("-pk").first()


def test_three_small_gifts_and_what_comes_after(page, people, sign_in):
    sign_in(page, people.amina)
    page.set_viewport_size({"width": 390, "height": 844})
    write(page, "Delta Bearings", "two bottles of wine", "80", "USD", ago(30))
    the_sum(page, "80.00")
    send(page)
    first = latest()
    write(page, "Deltron Pumps", "a basket of fruit", "60", "EUR", ago(20))
    assert "With this: USD 146.00" in the_sum(page, "146.00")
    send(page)
    second = latest()
    assert cited(first) == cited(second) == []

    write(page, "Delta Bearings", "a book", "70", "USD", ago(10))
    said = the_sum(page, "216.00")
    assert said == "Accepted so far from this group: USD 146.00 of 200.00. With this: USD 216.00. Needs approval."
    assert Gift.objects.count() == 2  # seen before anything was accepted, or written down
    for group in page.locator("section.part:visible fieldset").all():
        group.get_by_label("I don’t know").check()
    send(page, looked_at=True)
    third = latest()
    assert cited(third) == ["5.2"]
    assert Case.objects.filter(disclosure=third.disclosure).exists()

    write(page, "Nova Works", "a scarf", "40", "USD", ago(5))
    the_sum(page, "40.00")
    send(page)
    scarf = latest()
    assert cited(scarf) == []
    counterparties.put("N-1", on=ago(7), by="system", at=noon(today()), name="Nova Works", parent="D-0")
    assert (cited(second), cited(third), cited(scarf)) == ([], ["5.2"], ["5.2"])
    assert CountedAnew.objects.get(judgement__version=scarf).cause == "group"

    write(page, "Delta Bearings", "a pen that I forgot", "75", "USD", ago(25))
    assert "With this: USD 155.00" in the_sum(page, "155.00")
    send(page)
    assert cited(latest()) == []
    assert cited(second) == ["5.2"]  # the limit was crossed ten days earlier than it had seemed
    told = CountedAnew.objects.get(judgement__version=second)
    assert (told.cause, told.of) == ("entered", latest().disclosure)
    assert verify().clean
