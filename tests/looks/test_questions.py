"""May I?, questions and guidance: each page as it looks, empty, full, wrong and with long names."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from avow.config.clock import today
from avow.counterparties import acts as counterparties
from avow.people import acts as people
from avow.questions import acts
from avow.questions.may_i import counting
from avow.questions.testing import WORDS, answered, asked_by, house, moment, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch & Söhne International Holdings Aktiengesellschaft"


def start(page, kind):
    page.goto("/may-i/")
    page.get_by_role("button", name=kind).click()


def press_on(page):
    page.get_by_role("button", name="Continue").click()


def test_may_i(page, sign_in, looks_fine):
    us, on = house(), today()
    published(us.chen, acts.Words("A second job", "Somebody asks. " * 20, f"Disclose it. {LONG}", ("4.1",)))
    sign_in(page, us.amina)
    page.goto("/may-i/")
    looks_fine(page, "may-i")
    start(page, "A gift or favour given")
    page.get_by_label("Which company, organisation or person is it?").fill(LONG)
    looks_fine(page, "may-i-step")
    counterparties.put("D", on=on, by="system", at=moment(on), name="Delta Bearings")
    page.get_by_label("Which company, organisation or person is it?").fill("Detla Bearnigs")
    press_on(page)
    expect(page.get_by_role("link", name="Did you mean this one in our register?")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    looks_fine(page, "may-i-step-near")
    page.get_by_label("No, I wrote it right").check()
    press_on(page)
    page.get_by_label(re.compile("worth")).first.fill("a lot")
    press_on(page)
    page.get_by_role("alert").wait_for()
    looks_fine(page, "may-i-step-wrong")
    page.get_by_label(re.compile("worth")).first.fill("140")
    page.get_by_role("button", name="Answer me now").click()
    looks_fine(page, "may-i-manager-first")
    start(page, "A job or role elsewhere")
    page.get_by_role("button", name="Answer me now").click()
    looks_fine(page, "may-i-answer")
    page.get_by_role("button", name="Ask the compliance officer, with what you typed").click()
    looks_fine(page, "question-ask-from-may-i")


def test_how_often(page, sign_in, looks_fine):
    us, on = house(), today()
    sign_in(page, us.chen)
    page.goto("/may-i/asked/")
    looks_fine(page, "may-i-asked-empty")
    before = on.replace(day=1) - timedelta(days=1)
    for _ in range(6):
        counting.count(["4.1", "3.1"], us.amina, before)
        counting.count([], us.amina, before.replace(day=1) - timedelta(days=1))
    page.reload()
    looks_fine(page, "may-i-asked")


def test_questions(page, sign_in, looks_fine):
    us, on = house(), today()
    people.put("A1", on=on, by="system", at=moment(on), name="Wilhelmina Konstantinopoulou-Featherstonehaugh")
    sign_in(page, us.amina)
    page.goto("/questions/")
    looks_fine(page, "questions-empty")
    page.goto("/questions/ask/")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("alert").wait_for()
    looks_fine(page, "question-ask-wrong")
    file = acts.Given(f"{LONG[:80]}.pdf", b"%PDF-1.7 a contract")
    question = asked_by(us.amina, f"May I work for {LONG}?\n\nOn Saturdays.", on=on, clauses=["4.1"], files=[file])
    page.goto(question.get_absolute_url())
    looks_fine(page, "question-own")
    sign_in(page, us.chen)
    page.goto("/questions/")
    looks_fine(page, "questions-waiting")
    page.goto(question.get_absolute_url())
    looks_fine(page, "question-to-answer")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("alert").wait_for()
    looks_fine(page, "question-answer-wrong")
    answered(question, us.chen, on=on)
    page.goto(f"{question.get_absolute_url()}guidance/")
    looks_fine(page, "guidance-publish")
    acts.close(question, by=us.chen, on=on, at=moment(on))
    page.goto(question.get_absolute_url())
    looks_fine(page, "question-closed")
    page.goto("/desk/")
    looks_fine(page, "desk-with-questions")


def test_guidance(page, sign_in, looks_fine):
    us, on = house(), today()
    sign_in(page, us.chen)
    page.goto("/guidance/")
    looks_fine(page, "guidance-empty")
    for number in range(3):
        published(
            us.chen, acts.Words(f"{LONG} {number}", "Somebody asks. " * 30, "Disclose it. " * 30, ("4.1",)), on=on
        )
    row = published(us.chen, on=on, replaces=published(us.chen, WORDS, on=on))
    page.goto("/guidance/")
    looks_fine(page, "guidance-list")
    page.goto(row.get_absolute_url())
    looks_fine(page, "guidance-one")
    page.goto(f"{row.get_absolute_url()}withdraw/")
    looks_fine(page, "guidance-withdraw")
    acts.withdraw(row, by=us.chen, reason="The clause changed.", on=on, at=moment(on))
    page.goto(row.get_absolute_url())
    looks_fine(page, "guidance-withdrawn")
    page.goto("/policy/4.1/")
    looks_fine(page, "clause-with-guidance")
