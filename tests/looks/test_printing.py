"""What people will want on paper: the policy and the receipt."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from avow.adoptions.testing import adopted
from avow.config.clock import today
from avow.disclosures.testing import disclosed
from avow.people.testing import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def amina(page, sign_in):
    amina = cast().amina
    adopted()
    sign_in(page, amina)
    return amina


def test_the_policy_on_paper(page, amina):
    page.goto("/policy/")
    on_paper(page, "policy")


def test_the_receipt_on_paper(page, amina):
    version = disclosed(amina, on=today())
    page.goto(f"/disclosures/{version.disclosure.public_id}/receipt/")
    on_paper(page, "receipt")
    expect(page.get_by_text("Signature, if printed")).to_be_visible()


def on_paper(page, name: str) -> None:
    """Only words: no navigation, no buttons; black on white whatever the screen was."""
    page.emulate_media(media="print", color_scheme="dark")
    for gone in page.locator(".site-header nav, .site-footer, .skip, .actions, button, .back").all():
        expect(gone).not_to_be_visible()
    expect(page.locator("h1")).to_be_visible()
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    if folder := os.environ.get("AVOW_PICTURES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.set_viewport_size({"width": 794, "height": 1123})
        page.screenshot(path=Path(folder) / f"{name}-on-paper.png", full_page=True)
        page.pdf(path=Path(folder) / f"{name}.pdf", format="A4")
