"""The desk, the case page, and what the people who are asked see."""

from datetime import timedelta

import pytest

from avow.config.clock import today
from avow.people import acts as people
from avow.reviews.acts.decisions import Term
from avow.reviews.testing import amend, assessed, case_of, consulted, decided, disclose, house, moment, prepared

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"
STORY = (
    "I would like to buy a few shares because my brother works there and speaks well of them. I do not choose "
    "suppliers, but I sit beside the people who do, and now and then I am asked what I think of an offer. I have not "
    "bought anything yet, and I would rather ask too early than too late."
)
STAY_OUT = Term("Stay out of orders to Delta, and say so when one comes to your table.", None)
REASONS = "The share is small against the whole, she does not choose suppliers, and the condition keeps it that way."


@pytest.fixture
def all_of_us():
    return house()


@pytest.fixture
def on():
    return today()


def shares(us, on, **more):
    return case_of(disclose(us, us.amina, on, story=STORY, **more))


def test_an_empty_desk(page, all_of_us, sign_in, looks_fine):
    sign_in(page, all_of_us.chen)
    for tab in ("mine", "others", "closed"):
        page.goto(f"/desk/?show={tab}")
        looks_fine(page, f"desk-empty-{tab}")


def test_a_full_desk_is_driven_from_the_keyboard(page, all_of_us, on, sign_in, looks_fine):
    us = all_of_us
    people.put("B1", on=on, by="system", at=moment(on), name="Wilhelmina Konstantinopoulou-Featherstonehaugh")
    for number in range(14):
        day = on - timedelta(days=number)
        who = us.boris if number % 5 == 2 else us.amina
        sent = disclose(
            us,
            who,
            day,
            share_percent=str(number),
            **({"other_side": LONG, "counterparty": ""} if number % 6 == 4 else {}),
        )
        if number % 4 == 1:
            consulted(case_of(sent), us.chen, day)
    sign_in(page, us.chen)
    page.goto("/desk/")
    looks_fine(page, "desk")
    page.set_viewport_size({"width": 1440, "height": 900})
    focused = "document.activeElement.closest('tr')?.rowIndex"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == 1
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    assert page.evaluate(focused) == 2
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == page.locator("tbody tr").count()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*/")
    page.go_back()
    page.goto("/")
    looks_fine(page, "home-officer-busy")


def test_a_new_case(page, all_of_us, on, sign_in, looks_fine):
    case = shares(all_of_us, on)
    sign_in(page, all_of_us.chen)
    page.goto(case.get_absolute_url())
    looks_fine(page, "case-new")


def test_a_case_ready_to_be_decided_and_one_decided(page, all_of_us, on, sign_in, looks_fine):
    us = all_of_us
    earlier = prepared(shares(us, on - timedelta(days=20)), us.chen, on - timedelta(days=19))
    decided(earlier, us.chen, on - timedelta(days=18), reasons=REASONS)
    case = prepared(shares(us, on), us.chen, on)
    sign_in(page, us.chen)
    page.goto(case.get_absolute_url())
    looks_fine(page, "case-ready")
    page.get_by_role("button", name="Decide", exact=True).click()
    looks_fine(page, "case-errors")
    decided(
        case,
        us.chen,
        on,
        "approved_with_conditions",
        reasons=REASONS,
        conditions=[STAY_OUT],
    )
    page.goto(case.get_absolute_url())
    looks_fine(page, "case-decided")
    page.goto("/desk/?show=others")
    looks_fine(page, "desk-others")
    page.goto("/desk/?show=closed")
    looks_fine(page, "desk-closed")
    page.goto("/waivers/")
    looks_fine(page, "waivers")


def test_everything_for_the_decision_is_on_one_screen(page, all_of_us, on, sign_in):
    case = prepared(shares(all_of_us, on), all_of_us.chen, on)
    sign_in(page, all_of_us.chen)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(case.get_absolute_url())
    for part in ("s-told", "s-policy", "s-questions", "s-alike", "s-consult", "s-assess", "s-decide"):
        place = page.locator(f"#{part}").bounding_box()
        assert place["y"] + place["height"] <= 900, f"{part} is at {place['y']}"
    button = page.get_by_role("button", name="Decide", exact=True).bounding_box()
    assert button["y"] + button["height"] <= 900, f"the button is at {button['y']}"


def test_a_changed_case(page, all_of_us, on, sign_in, looks_fine):
    case = shares(all_of_us, on)
    amend(case.disclosure, on, share_percent="3.5")
    sign_in(page, all_of_us.chen)
    page.goto(case.get_absolute_url())
    looks_fine(page, "case-changed")


def test_what_the_two_who_are_asked_see(page, all_of_us, on, sign_in, looks_fine):
    from avow.reviews import acts

    us = all_of_us
    case = shares(us, on)
    asked = acts.consult(case, by=us.chen, on=on, at=moment(on))
    for one in asked:
        sign_in(page, one.asked)
        page.goto(one.get_absolute_url())
        looks_fine(page, f"consultation-{one.capacity}")
    page.get_by_role("button", name="Send").first.click()
    looks_fine(page, "consultation-errors")
    page.goto("/consultations/")
    looks_fine(page, "consultations")
    sign_in(page, us.amina)
    page.goto("/")
    looks_fine(page, "home-asked")


def test_what_the_discloser_sees(page, all_of_us, on, sign_in, looks_fine):
    us = all_of_us
    case = shares(us, on)
    sign_in(page, us.amina)
    address = f"/disclosures/{case.disclosure.public_id}/"
    page.goto(address + "sent/")
    looks_fine(page, "discloser-thanks")
    page.goto(address)
    looks_fine(page, "discloser-waits")
    consulted(case, us.chen, on)
    assessed(case, us.chen, on)
    decided(
        case,
        us.chen,
        on,
        "approved_with_conditions",
        reasons=REASONS,
        conditions=[STAY_OUT],
    )
    page.goto(address)
    looks_fine(page, "discloser-decided")
    page.goto(address + "conditions/")
    looks_fine(page, "discloser-conditions")
    page.goto(address + "letter/")
    looks_fine(page, "discloser-letter")
