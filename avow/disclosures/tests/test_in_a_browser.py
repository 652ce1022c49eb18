"""In a real browser: names suggested while one types, words kept while one writes, and all of it without scripts."""

import pytest

from avow.access.testing import grant
from avow.adoptions.current import policy_in_force
from avow.adoptions.testing import adopted
from avow.config.clock import now, today
from avow.counterparties import acts as counterparties
from avow.disclosures.models import Draft, Version
from avow.disclosures.testing import GIFT, drafted
from avow.people.testing import cast as make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people():
    everyone = make_cast()
    grant(everyone.chen, "compliance_officer")
    adopted()
    counterparties.put(
        "D", on=today(), by="system", at=now(), name="Delta Bearings", standings=[("supplier", "present")]
    )
    return everyone


def begin(page, kind: str) -> None:
    page.goto(f"/disclose/new/{kind}/")
    page.get_by_role("button", name="Begin").click()


def on_with(page) -> None:
    page.get_by_role("button", name="Continue", exact=True).click()


def test_names_are_suggested_while_one_types(page, people, sign_in):
    sign_in(page, people.amina)
    begin(page, "other")
    page.get_by_label("Mine").check()
    on_with(page)
    page.get_by_label("Which company").press_sequentially("delta be")
    page.get_by_label("Delta Bearings", exact=True).check()
    page.get_by_label("I don’t know").check()
    on_with(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Has it begun?"
    answers = Draft.objects.get().open()["answers"]
    assert (answers["other_side"], answers["counterparty"] is not None) == ("delta be", True)


def test_what_is_being_written_is_kept(page, people, sign_in):
    sign_in(page, people.amina)
    begin(page, "other")
    page.goto(page.url.replace("whose", "story"))
    with page.expect_response(lambda response: response.url.endswith("/keep/")) as kept:
        page.locator("textarea").press_sequentially("Half a sentence")
    assert kept.value.status == 204
    page.locator("[data-kept]").get_by_text("Saved", exact=True).wait_for()
    page.goto("/")
    page.go_back()
    page.reload()
    assert page.locator("textarea").input_value() == "Half a sentence"


def test_words_of_the_last_second_are_kept_too(page, people, sign_in):
    sign_in(page, people.amina)
    begin(page, "other")
    page.goto(page.url.replace("whose", "story"))
    page.locator("textarea").fill("The last words")
    page.goto("/")
    for _ in range(50):
        if kept := Draft.objects.get().open()["raw"]:
            break
        page.wait_for_timeout(100)
    assert kept["story"]["story"] == "The last words"


def test_a_day_that_is_none_does_not_wipe_the_one_given(page, people, sign_in, looks_fine):
    sign_in(page, people.amina)
    disclosure = drafted(people.amina, "gift_received", GIFT, on=today())
    step = next(one for one in policy_in_force(today()).kinds["gift_received"].steps if "received_on" in one.asks)
    page.goto(f"/disclose/{disclosure.public_id}/{step.id}/?from=check")
    day = page.locator("input[type=date]")
    assert day.input_value() == "2026-03-02"
    day.press_sequentially("0231")
    assert day.evaluate("input => input.validity.badInput")
    page.get_by_role("button", name="Save", exact=True).click()
    says = page.locator(".has-error .error")
    assert "there is no such day" in says.inner_text()
    assert day.get_attribute("aria-invalid") == "true"
    assert "id_received_on_error" in day.get_attribute("aria-describedby").split()
    assert day.evaluate("input => input === document.activeElement")
    looks_fine(page, "a-day-that-is-none")
    assert Draft.objects.get().open()["answers"]["received_on"] == "2026-03-02"
    day.fill("2026-03-05")
    assert says.count() == 0
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/check/")
    assert Draft.objects.get().open()["answers"]["received_on"] == "2026-03-05"


def test_from_the_kinds_to_the_thanks_without_scripts(page_without_javascript, people, sign_in):
    page = page_without_javascript
    sign_in(page, people.amina)
    page.goto("/disclose/")
    page.get_by_role("link", name="A gift or favour received").click()
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Mine").check()
    on_with(page)
    page.get_by_label("Which company").fill("delta")
    page.get_by_role("button", name="Look it up").click()
    page.get_by_label("Delta Bearings", exact=True).check()
    page.get_by_label("A supplier").check()
    on_with(page)
    page.get_by_label("What is it?").fill("A watch")
    page.get_by_role("textbox", name="About what is it worth?").fill("250,00")
    page.get_by_label("No", exact=True).check()
    on_with(page)
    for group in page.locator("fieldset").all():
        group.get_by_label("No", exact=True).check()
    on_with(page)
    page.locator("input[type=date]").fill(today().isoformat())
    page.get_by_label("No", exact=True).check()
    on_with(page)
    for group in page.locator("fieldset").all():
        group.get_by_label("I don’t know").check()
    on_with(page)
    on_with(page)
    on_with(page)
    assert "With this USD 250.00" in page.locator("main").inner_text().replace("\u00a0", " ")
    page.get_by_role("button", name="Send to the compliance officer").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Thank you. You have done what the policy asks."
    assert Version.objects.get().counterparty.name == "Delta Bearings"
    page.get_by_role("link", name="Your receipt").click()
    assert "made this report in good faith" in page.locator("main").inner_text()
