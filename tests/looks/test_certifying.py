"""The yearly form: the list, the conversation with what is beside each question, the last look, signing, receipt."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from avow.access.testing import PASSWORD
from avow.certifications.form import acts
from avow.certifications.testing import filled, house, moment, signed
from avow.config.clock import today
from avow.disclosures.testing import disclosed
from avow.people import acts as people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"
NAME = "Wilhelmina Konstantinopoulou-Featherstonehaugh"


@pytest.fixture
def on():
    return today()


@pytest.fixture
def us(on, db):
    days = {"opens": on - timedelta(days=10), "due": on + timedelta(days=20), "closes": on + timedelta(days=50)}
    return house(on - timedelta(days=60), days)


def called(us, on):
    people.put("A1", on=on, by="system", at=moment(on), name=NAME)
    us.amina.refresh_from_db()


def test_nothing_was_asked(page, us, sign_in, looks_fine):
    sign_in(page, us.goran)
    page.goto("/certify/")
    looks_fine(page, "certify-empty")


def test_one_question_at_a_time(page, us, on, sign_in, looks_fine):
    called(us, on)
    disclosed(us.amina, on=on, other_side=LONG)
    disclosed(us.amina, on=on, other_side="Gamma")
    sign_in(page, us.amina)
    page.goto("/")
    looks_fine(page, "home-to-certify")
    page.get_by_role("link", name="Certify for").click()
    looks_fine(page, "certify-begin")
    page.get_by_role("button", name="Begin").click()
    looks_fine(page, "certify-policy")
    page.get_by_role("button", name="Continue").click()
    looks_fine(page, "certify-question")
    page.get_by_label("Yes", exact=True).check()
    looks_fine(page, "certify-question-yes")
    page.get_by_role("button", name="There is another one").click()
    expect(page.get_by_text("Number 2", exact=True)).to_be_visible()
    looks_fine(page, "certify-question-two")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("What you told us already")).to_be_visible()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("It is over").first.check()
    looks_fine(page, "certify-question-known")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "certify-question-wrong")
    page.goto(f"/certify/{us.campaign.public_id}/ask-gifts/")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("What is it?").fill("a watch")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert").get_by_text("Say of what kind it is.")).to_be_visible()
    expect(page.get_by_label("What is it?")).to_have_value("a watch")
    looks_fine(page, "certify-question-kind")


def test_what_one_states_and_the_last_look(page, us, on, sign_in, looks_fine):
    called(us, on)
    share = disclosed(us.amina, on=on, other_side=LONG)
    asked = us.asked(us.amina)
    filled(asked, ["outside_role"], on=on, facts={"outside_role": {"holder": "self", "other_side": LONG}})
    sign_in(page, us.amina)
    home = f"/certify/{us.campaign.public_id}/"
    page.goto(f"{home}complied/")
    page.get_by_label("I have not, or I cannot say so").check()
    looks_fine(page, "certify-statement")
    page.goto(f"{home}check/")
    looks_fine(page, "certify-check")
    no = {"answer": "no", "asked": us.pack.on_the_form[1].question, "new": []}
    known = {share.disclosure.public_id: {"standing": "same"}}
    acts.save(asked, "ask-share", {**no, "known": known}, by=us.amina, on=on, at=moment(on))
    page.goto(f"{home}check/")
    looks_fine(page, "certify-check-contradiction")


def test_what_another_window_saved_is_said_above_what_was_typed_here(page, us, on, sign_in, looks_fine):
    called(us, on)
    asked = us.asked(us.amina)
    filled(asked, on=on)
    sign_in(page, us.amina)
    page.goto(f"/certify/{us.campaign.public_id}/complied/")
    said = {"asked": us.pack.certifying.complied, "answer": "no", "words": f"{LONG}\n\nI told nobody."}
    acts.save(asked, "complied", said, by=us.amina, on=on, at=moment(on))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Something changed since you opened this page")).to_be_visible()
    looks_fine(page, "certify-statement-changed")


def test_nothing_to_report_is_said_and_signed(page, us, on, sign_in, looks_fine):
    called(us, on)
    filled(us.asked(us.amina), on=on)
    sign_in(page, us.amina)
    home = f"/certify/{us.campaign.public_id}/"
    page.goto(f"{home}nothing/")
    looks_fine(page, "certify-nothing")
    page.goto(f"{home}sign/")
    looks_fine(page, "certify-sign")
    page.get_by_role("button", name="Sign").click()
    expect(page.get_by_role("alert")).to_be_visible()
    looks_fine(page, "certify-sign-wrong")


def test_a_signed_form(page, us, on, sign_in, looks_fine):
    called(us, on)
    first = signed(us.asked(us.amina), on=on)
    acts.unlock(first, "I forgot a loan.", by=us.amina, on=on, at=moment(on))
    second = signed(us.asked(us.amina), ["loan"], on=on, words="A dinner in May; I am not sure. " * 20)
    sign_in(page, us.amina)
    page.goto("/certify/")
    looks_fine(page, "certify-list")
    page.goto(f"/certify/forms/{second.public_id}/?signed=1")
    looks_fine(page, "certify-signed")
    page.goto(f"/certify/forms/{first.public_id}/")
    looks_fine(page, "certify-unlocked")
    page.goto(f"/certify/forms/{second.public_id}/unlock/")
    looks_fine(page, "certify-unlock")
    page.goto(f"/certify/{us.campaign.public_id}/")
    sign_in(page, us.chen)
    page.goto(f"/certify/forms/{second.public_id}/")
    looks_fine(page, "certify-officer")


def test_paper_to_confirm_and_closed(page, us, on, sign_in, looks_fine):
    form = signed(us.asked(us.amina), on=on, way="paper", captured_by=us.farah)
    sign_in(page, us.amina)
    page.goto(f"/certify/forms/{form.public_id}/")
    looks_fine(page, "certify-to-confirm")
    page.goto("/certify/")
    looks_fine(page, "certify-list-paper")


def _through(page, how):
    """Answer no to everything, by `how` (a label to choose, a button to press)."""
    for _ in range(20):
        heading = page.get_by_role("heading", level=1).inner_text()
        if heading == "Check your answers":
            return
        if heading == "What do you state?":
            how("label", "Since I last certified")
        elif heading == "Is there nothing to report?":
            how("label", "I have looked at each question")
        elif heading != "The policy you certify":
            how("label", "No")
        how("button", "Continue")
        expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)
    raise AssertionError("the questions have no end")


def _sign(page):
    page.get_by_role("link", name="Go on to sign").click()
    page.get_by_label("Type your name").fill("Amina Haddad")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.get_by_role("heading", name="Thank you. You have signed.")).to_be_visible()


def test_on_a_phone_without_javascript(page_without_javascript, us, sign_in):
    page = page_without_javascript
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, us.amina)
    page.goto(f"/certify/{us.campaign.public_id}/")
    page.get_by_role("button", name="Begin").click()

    def how(role, name):
        if role == "label":
            page.get_by_label(name, exact=name == "No").check()
        else:
            page.get_by_role("button", name=name).click()

    _through(page, how)
    _sign(page)


def test_by_keyboard_only(page, us, sign_in):
    sign_in(page, us.amina)
    page.goto(f"/certify/{us.campaign.public_id}/")
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.get_by_role("heading", name="The policy you certify")).to_be_visible()

    def reach(locator):
        for _ in range(60):
            if locator.evaluate("one => one === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{locator} is not reached with the keyboard")

    def how(role, name):
        if role == "button":
            reach(page.get_by_role("button", name=name))
            page.keyboard.press("Enter")
        elif name == "No":
            reach(page.get_by_label("Yes", exact=True))
            page.keyboard.press("ArrowDown")
            expect(page.get_by_label("No", exact=True)).to_be_checked()
        else:
            reach(page.get_by_label(name))
            page.keyboard.press("Space")
            expect(page.get_by_label(name)).to_be_checked()

    _through(page, how)
    reach(page.get_by_role("link", name="Go on to sign"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Sign", exact=True)).to_be_visible()
    reach(page.get_by_label("Type your name"))
    page.keyboard.type("Amina Haddad")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Thank you. You have signed.")).to_be_visible()


def test_what_is_typed_is_kept_when_the_window_is_closed(page, us, sign_in):
    sign_in(page, us.amina)
    page.goto(f"/certify/{us.campaign.public_id}/")
    page.get_by_role("button", name="Begin").click()
    address = f"/certify/{us.campaign.public_id}/ask-loan/"
    page.goto(address)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Which company").fill("Bank One")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.goto("/")
    page.goto(address)
    expect(page.get_by_label("Which company")).to_have_value("Bank One")
    expect(page.get_by_label("Yes", exact=True)).to_be_checked()
