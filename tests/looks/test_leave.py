"""Leave to give: the list, one request, who answers while I am away, and what the person sees of it."""

from datetime import timedelta

import pytest

from avow.config.clock import today
from avow.leave import acts
from avow.leave.testing import answered, asked_of, house, moment, wants_to_give
from avow.people import acts as people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"


@pytest.fixture
def on():
    return today()


def test_nobody_waits(page, sign_in, looks_fine):
    us = house()
    sign_in(page, us.boris)
    page.goto("/leave/")
    looks_fine(page, "leave-empty")
    page.goto("/leave/deputy/")
    looks_fine(page, "leave-deputy-empty")


def test_many_wait_and_one_is_looked_at(page, on, sign_in, looks_fine):
    us = house()
    people.put("A1", on=on, by="system", at=moment(on), name="Wilhelmina Konstantinopoulou-Featherstonehaugh")
    for number in range(6):
        more = {"other_side": LONG, "counterparty": ""} if number == 2 else {}
        wants_to_give(us, us.amina, on, on + timedelta(days=number), worth=f"{number + 30}.00", **more)
    done = wants_to_give(us, us.amina, on, on)
    answered(asked_of(done)[0], us.boris, on)
    sign_in(page, us.boris)
    page.goto("/leave/")
    looks_fine(page, "leave-list")
    page.goto("/")
    looks_fine(page, "home-asked-for-leave")
    page.goto("/leave/")
    page.locator("div.card h2 a").nth(4).click()
    looks_fine(page, "leave-one")
    page.get_by_role("button", name="Do not give leave").click()
    page.get_by_role("alert").wait_for()
    looks_fine(page, "leave-one-wrong")


def test_away(page, on, sign_in, looks_fine):
    us = house()
    people.put("F1", on=on, by="system", at=moment(on), name="Wilhelmina Konstantinopoulou-Featherstonehaugh")
    for until in (on + timedelta(days=10), None):
        acts.name_deputy(us.boris, us.farah, from_day=on, until=until, on=on, at=moment(on))
    sign_in(page, us.boris)
    page.goto("/leave/deputy/")
    looks_fine(page, "leave-deputy")
    page.get_by_role("button", name="They answer for me").click()
    page.get_by_role("alert").wait_for()
    looks_fine(page, "leave-deputy-wrong")


def test_what_the_person_sees(page, on, sign_in, looks_fine):
    us = house()
    wine = wants_to_give(us, us.amina, on, on)
    sign_in(page, us.amina)
    page.goto(f"/disclosures/{wine.public_id}/")
    looks_fine(page, "leave-own-waiting")
    answered(asked_of(wine)[0], us.boris, on, remark="Give her my best wishes.")
    page.reload()
    looks_fine(page, "leave-own-given")
    page.get_by_role("link", name="I have given it").click()
    looks_fine(page, "leave-tell-given")
    other = wants_to_give(us, us.amina, on, on, worth="10.00")
    answered(asked_of(other)[0], us.boris, on, is_given=False, remark="They are in a tender with us just now.")
    page.goto(f"/disclosures/{other.public_id}/")
    looks_fine(page, "leave-own-refused")


def test_asked_and_not_their_manager_any_more(page, sign_in, looks_fine, on):
    us = house()
    wine = wants_to_give(us, us.amina, on, on + timedelta(days=3))
    people.put(us.amina.number, on=on, by="system", at=moment(on), manager=us.emeka.number)
    sign_in(page, us.boris)
    page.goto(asked_of(wine)[0].get_absolute_url())
    looks_fine(page, "leave-not-asked-any-more")
