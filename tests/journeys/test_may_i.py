"""May I? (6.4) and a question (6.6), end to end on a phone: a gift to give comes to the manager first; a role becomes a
question, its answer guidance, and the next one who asks reads it. Nothing says who asked May I?."""

import re
from contextlib import redirect_stdout
from io import StringIO

import pytest
from django.db import connection
from playwright.sync_api import expect

from avow.cli.main import main
from avow.questions.models import Guidance, Question
from avow.reviews.testing import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
PRESENT = "Zanzibar Quince"


def every_row() -> str:
    """All that the database holds."""
    with connection.cursor() as cursor:
        held = []
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {table}")
            held += [f"{table} {row!r}" for row in cursor.fetchall()]
        return "\n".join(held)


def go_on_until(page, heading: str) -> None:
    """Press on, leaving everything open, until the page says this."""
    for _ in range(12):
        if page.get_by_role("heading", name=heading, level=1).count():
            return
        with page.expect_navigation():
            page.get_by_role("button", name="Continue").click()
    raise AssertionError(page.locator("h1").inner_text())


def test_from_may_i_to_guidance(page, sign_in, monkeypatch):
    us = house()
    page.set_viewport_size(PHONE)
    sign_in(page, us.amina)
    page.goto("/")
    page.get_by_role("link", name="May I?").last.click()
    page.get_by_role("button", name="A gift or favour given").click()
    before = every_row()
    page.get_by_label("Which company, organisation or person is it?").fill(PRESENT)
    go_on_until(page, "Your manager first.")
    expect(page.get_by_text("Nothing is given before your manager has given leave")).to_be_visible()
    assert page.url.endswith("/may-i/")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Keep this answer on this device").click()
    assert PRESENT in kept.value.path().read_text()
    after = every_row()
    assert PRESENT not in after
    new = set(after.splitlines()) - set(before.splitlines())
    assert new
    assert all(line.startswith("questions_cameup ") for line in new), new
    assert not any(us.amina.public_id in line or us.amina.name in line for line in new)

    page.goto("/may-i/")
    page.get_by_role("button", name="A job or role elsewhere").click()
    page.get_by_label("Mine", exact=False).first.check()
    go_on_until(page, "It depends on what is still open.")
    page.get_by_role("button", name="Ask the compliance officer, with what you typed").click()
    assert not Question.objects.exists()
    box = page.get_by_label("Your question")
    assert "A job or role elsewhere" in box.input_value()
    box.fill(box.input_value() + "I would drive for a delivery firm on Saturdays. May I?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Waits for an answer")).to_be_visible()

    sign_in(page, us.chen)
    page.goto("/")
    page.get_by_role("link", name="Answer a question").click()
    page.get_by_label("Your answer").fill("You may ask for it: disclose it first, Amina.")
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("link", name=re.compile("Publish guidance")).click()
    page.get_by_label("Heading").fill("A second job at weekends")
    page.get_by_label("The question, in your words").fill("Somebody would like to drive for another firm.")
    page.get_by_label("What holds").fill("Disclose it first, Amina. Hours and rest are what is looked at.")
    page.get_by_label(re.compile("^4.1 ")).check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("This names somebody: Amina")).to_be_visible()
    page.get_by_label("What holds").fill("Disclose it first. Hours and rest are what is looked at.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name="A second job at weekends")).to_be_visible()

    sign_in(page, us.goran)
    page.goto("/may-i/")
    page.get_by_role("button", name="A job or role elsewhere").click()
    go_on_until(page, "It depends on what is still open.")
    page.get_by_text("A second job at weekends").click()
    expect(page.get_by_text("Hours and rest are what is looked at.")).to_be_visible()
    page.goto("/policy/4.1/")
    expect(page.get_by_text("A second job at weekends")).to_be_visible()

    sign_in(page, us.amina)
    page.goto("/")
    page.get_by_role("link", name="Your question is answered").click()
    page.get_by_role("button", name="Close this question").click()
    expect(page.get_by_text("The question is closed.")).to_be_visible()
    guidance = Guidance.objects.get()
    assert us.amina.name not in repr(guidance.attested.open())
    monkeypatch.setattr("avow.config.environment.nothing_there", lambda: "")  # the tests’ database is in memory
    with redirect_stdout(StringIO()) as said:
        assert main(["ledger", "verify"]) == 0, said.getvalue()
