"""The shared device and the slips for it; forms on paper."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from avow.certifications.kiosk import acts, worthless
from avow.certifications.kiosk.acts import entering
from avow.certifications.models import SignedForm
from avow.certifications.testing import house, moment, signed
from avow.config.clock import now, today
from avow.disclosures.testing import disclosed
from avow.people import acts as people
from avow.people.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Wilhelmina Konstantinopoulou-Featherstonehaugh"


@pytest.fixture
def on():
    return today()


@pytest.fixture
def us(on):
    """A campaign that is open today, with somebody of a long name and many at one site."""
    cache.clear()
    day = on - timedelta(days=3)
    begin = on - timedelta(days=30)
    for number in range(9):
        people.put(
            f"S{number}", on=begin, by="system", at=moment(begin), name=LONG if number == 4 else f"Sol Meyer {number}",
            grade="supervisor", hr_department="Works HR", site="Rolling mill" if number % 2 else "Foundry",
            shift=("Early", "Late", "Night, every second week and on the holidays of the works", "")[number % 4],
        )  # fmt: skip
    return house(begin, {"opens": day, "due": on + timedelta(days=9), "closes": on + timedelta(days=40)})


@pytest.fixture
def code(us, on):
    [(_, code)] = acts.make_codes([us.asked(us.boris)], by=us.farah, on=on, at=now())
    return code


def enter(page, us, code):
    page.goto("/kiosk/")
    page.get_by_label("The code on your slip").fill(code.lower())
    page.get_by_label("Your personnel number").fill(us.boris.number)
    page.get_by_role("button", name="Open my form").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()


def answer_no(page):
    """Go through to the last look."""
    page.get_by_role("button", name="Begin").click()
    for _ in range(30):
        page.wait_for_load_state()
        if page.url.endswith("/check/"):
            return
        before = page.url
        if page.get_by_label("No", exact=True).count():
            page.get_by_label("No", exact=True).check()
        elif page.get_by_role("checkbox").count():
            page.get_by_role("checkbox").check()
        elif page.get_by_role("radio").count():
            page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Continue").click()
        expect(page).not_to_have_url(before)
    raise AssertionError("the questions have no end")


def test_from_the_slip_to_the_receipt(page, us, code, looks_fine):
    page.goto("/kiosk/")
    looks_fine(page, "kiosk-enter")
    page.get_by_role("button", name="Open my form").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "kiosk-enter-wrong")
    enter(page, us, code)
    looks_fine(page, "kiosk-begin")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="The policy you certify")).to_be_visible()
    looks_fine(page, "kiosk-policy-step")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("No", exact=True)).to_be_visible()
    looks_fine(page, "kiosk-question")
    page.goto(f"/kiosk/{us.campaign.public_id}/policy/")
    page.goto(f"/kiosk/{us.campaign.public_id}/")
    finish(page, us, code, looks_fine)


def finish(page, us, code, looks_fine):
    for _ in range(30):
        page.wait_for_load_state()
        if page.url.endswith("/check/"):
            break
        before = page.url
        for found in (page.get_by_label("No", exact=True), page.get_by_role("checkbox"), page.get_by_role("radio")):
            if found.count():
                found.first.check()
                break
        page.get_by_role("button", name="Continue").click()
        expect(page).not_to_have_url(before)
    looks_fine(page, "kiosk-check")
    page.get_by_role("link", name="Go on to sign").click()
    expect(page.get_by_role("heading", name="Sign", exact=True)).to_be_visible()
    looks_fine(page, "kiosk-sign")
    page.get_by_label("Type your name").fill(us.boris.name)
    page.get_by_label("The code on your slip").fill(code)
    page.get_by_label("Your personnel number").fill(us.boris.number)
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("button", name="Print my receipt")).to_be_visible()
    looks_fine(page, "kiosk-receipt")
    assert SignedForm.objects.get().way == "kiosk"
    page.locator("header").get_by_role("button", name="End").click()
    expect(page.get_by_role("heading", name="It is over")).to_be_visible()
    looks_fine(page, "kiosk-ended")
    page.go_back()
    expect(page.get_by_role("heading", name="It is over")).to_be_visible()


def test_it_asks_whether_somebody_is_there_and_then_ends(page, us, code, looks_fine):
    page.clock.install()
    enter(page, us, code)
    page.wait_for_load_state()
    page.evaluate("document.querySelector('[data-idle]').hidden = false")
    looks_fine(page, "kiosk-still-there")
    page.keyboard.press("Shift")  # a sign of life: it counts anew, however long looking took
    go_on = page.get_by_role("button", name="Go on")
    expect(go_on).to_be_hidden()
    page.clock.pause_at(page.evaluate("Date.now() + 100") / 1000)  # from here on it goes only as far as is said
    page.clock.fast_forward(41_000)
    expect(go_on).to_be_visible()
    said = page.locator("[data-idle-said]")
    expect(said).to_contain_text("this ends. A touch or a key keeps it open.")
    page.clock.fast_forward(5_000)
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^\d seconds?$"))
    go_on.click()
    expect(said).to_be_empty()
    expect(go_on).to_be_hidden()
    page.clock.fast_forward(61_000)
    expect(page).to_have_url(re.compile("/kiosk/ended/$"))


def without_refresh(route):
    """The page as it comes, but that it stays, however long the machine takes."""
    answer = route.fetch()
    body, times = re.subn('<meta http-equiv="refresh"[^>]*>', "", answer.text())
    assert times == 1
    route.fulfill(response=answer, body=body)


def test_without_scripts_a_button_comes_before_the_page_goes_and_keeps_the_words(
    page_without_javascript, us, code, monkeypatch
):
    monkeypatch.setattr(entering, "IDLE", timedelta(hours=1))
    page = page_without_javascript
    enter(page, us, code)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_label("No", exact=True)).to_be_visible()
    clock = page.context.new_cdp_session(page)
    clock.send("Animation.enable")
    clock.send("Animation.setPlaybackRate", {"playbackRate": 0})
    page.route(page.url, without_refresh, times=1)
    page.goto(page.url)
    expect(page.get_by_label("No", exact=True)).to_be_visible()
    page.get_by_label("Yes", exact=True).check()
    typed = page.locator("[name=new-0-other_side]")
    typed.fill("Brightwater L")
    stay = page.get_by_role("button", name="Keep it and go on")
    expect(stay).to_be_hidden()
    clock.send("Animation.setPlaybackRate", {"playbackRate": 200})
    expect(stay).to_be_visible()
    stay.click()
    expect(page.get_by_text("You were writing here when you left")).to_be_visible()
    expect(typed).to_have_value("Brightwater L")


def test_without_scripts_one_prints_with_the_browsers_own_command(page_without_javascript, us, on, code, monkeypatch):
    monkeypatch.setattr(entering, "IDLE", timedelta(hours=1))
    page = page_without_javascript
    enter(page, us, code)
    form = signed(us.asked(us.boris), on=on, at=now())
    page.goto(f"/kiosk/forms/{form.public_id}/")
    expect(page.get_by_text("use the browser’s own command")).to_be_visible()
    expect(page.get_by_text("Print my receipt")).to_be_hidden()


def test_slips_and_paper(page, us, sign_in, looks_fine):
    sign_in(page, us.farah)
    page.goto(f"/hr/{us.campaign.public_id}/slips/")
    looks_fine(page, "slips")
    page.get_by_role("button", name="Choose these").click()
    expect(page.get_by_role("heading", name="Make 11 slips?")).to_be_visible()
    looks_fine(page, "slips-before")
    page.get_by_role("button", name="Make 11 slips").click()
    expect(page.get_by_role("heading", name="slips are made")).to_be_visible()
    looks_fine(page, "slips-made")
    page.emulate_media(media="print")
    expect(page.locator(".slip").first).to_be_visible()
    page.emulate_media(media="screen")
    page.goto(f"/hr/{us.campaign.public_id}/people/{us.boris.public_id}/")
    looks_fine(page, "slip-or-paper")
    page.goto(f"/hr/{us.campaign.public_id}/people/{us.dolores.public_id}/")
    expect(page.get_by_text("Somebody else sees to their slip or paper")).to_be_visible()
    looks_fine(page, "slip-of-somebody-above")
    page.go_back()
    page.get_by_role("link", name="Enter a signed paper").click()
    expect(page.get_by_role("button", name="Enter it")).to_be_visible()
    looks_fine(page, "paper-capture")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "paper-capture-wrong")


def test_slips_where_some_have_one_already(page_without_javascript, us, on, sign_in):
    page = page_without_javascript
    acts.make_codes([us.asked(us.boris), us.asked(us.amina)], by=us.farah, on=on, at=now())
    sign_in(page, us.farah)
    page.goto(f"/hr/{us.campaign.public_id}/slips/")
    page.get_by_role("button", name="Choose these").click()
    expect(page.get_by_text("2 have slips already")).to_be_visible()
    page.get_by_role("button", name="Make 9, for those who have none").click()
    expect(page.get_by_role("heading", name="9 slips are made")).to_be_visible()


def test_an_officer_reads_which_slips_open_nothing(page, us, on, sign_in, looks_fine):
    for number in (2, 4):
        somebody = Person.objects.get(number=f"S{number}")
        disclosed(somebody, other_side=us.farah.name, on=on)
        acts.make_codes([us.asked(somebody)], by=us.farah, on=on, at=now())
    worthless.work_through(on)
    sign_in(page, us.chen)
    page.goto(f"/hr/{us.campaign.public_id}/slips/")
    expect(page.get_by_role("heading", name="Slips that open nothing")).to_be_visible()
    looks_fine(page, "slips-worthless")
    page.get_by_role("link", name=LONG).click()
    expect(page.get_by_text("They have a slip already")).to_be_visible()
    looks_fine(page, "slip-once-more")


def test_before_slips_are_made_it_says_who_has_one(page, us, on, sign_in, looks_fine):
    acts.make_codes(
        [us.asked(one) for one in Person.objects.filter(number__in=["S4", "B1"])], by=us.farah, on=on, at=now()
    )
    sign_in(page, us.farah)
    page.goto(f"/hr/{us.campaign.public_id}/slips/?who=all&where=everywhere")
    looks_fine(page, "slips-before-again")


def test_forms_on_paper_for_many(page, us, sign_in, looks_fine, monkeypatch):
    from avow.certifications.paper import many

    monkeypatch.setattr(many, "MOST_IN_A_PART", 4)
    sign_in(page, us.farah)
    page.goto(f"/hr/{us.campaign.public_id}/slips/")
    page.get_by_role("link", name="Forms on paper for many at once").click()
    expect(page.get_by_role("button", name="Choose these")).to_be_visible()
    looks_fine(page, "papers")
    page.get_by_role("button", name="Choose these").click()
    expect(page.get_by_role("link", name="Print forms 1 to 4")).to_be_visible()
    looks_fine(page, "papers-files")


def test_nobody_needs_a_slip(page, us, on, sign_in, looks_fine):
    from avow.certifications.models import Included
    from avow.certifications.testing import signed

    for one in Included.objects.filter(campaign=us.campaign).select_related("person", "campaign"):
        signed(one, on=on)
    sign_in(page, us.farah)
    page.goto(f"/hr/{us.campaign.public_id}/slips/")
    looks_fine(page, "slips-nobody")
    page.goto(f"/hr/{us.campaign.public_id}/papers/")
    looks_fine(page, "papers-nobody")
