"""Recording a gift on one page: an ordinary draft, sent as any other."""

import re
from datetime import date

import pytest

from avow.access.testing import sign_in
from avow.config import clock
from avow.disclosures.models import Disclosure, Draft, Version
from avow.disclosures.testing import noon

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
USUAL = {
    "kind": "gift_received",
    "other_side": "Delta Bearings",
    "description": "A watch",
    "worth": "40",
    "worth_in": "USD",
    "declined": "open",
    "received_on": "2026-03-02",
    "believed_standing": "supplier",
    "holder": "self",
    "shared_by": "1",
    "occasions": "1",
}


@pytest.fixture
def today(on, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: on)
    monkeypatch.setattr(clock, "now", lambda: noon(on))
    return on


@pytest.fixture
def amina(client, cast, today):
    return sign_in(client, cast.amina)


def hidden(page, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page.content.decode())
    return found[1] if found else ""


def opened(client, address: str = "/gifts/record/"):
    page = client.get(address)
    assert page.status_code == 200
    return {name: hidden(page, name) for name in ("draft", "revision", "seen")}


def typed(client, held: dict, **given) -> dict:
    """What the page posts, with what the sums beside it said when they were last shown."""
    data = {**USUAL, **held, **given}
    if data["other_side"] and "searched" not in data:
        data |= {"searched": data["other_side"], "counterparty": data.get("counterparty", "typed")}
    page = client.post("/gifts/record/typing/", data)
    assert page.status_code == 200
    return {**data, "seen": hidden(page, "seen")}


def sent(client, **given):
    data = typed(client, opened(client), **given)
    return client.post("/gifts/record/", {**data, "send": "1"})


def test_a_small_gift_is_recorded_with_one_button(amina, cast, group):
    response = sent(amina, counterparty=group[1].public_id)
    version = Version.objects.get()
    assert response["Location"] == f"/disclosures/{version.disclosure.public_id}/sent/"
    assert (version.counterparty, version.facts["worth"], version.on) == (group[1], "40", date(2026, 3, 2))
    assert version.facts["declined"] is False
    assert version.answers()["description"] == "A watch"
    assert version.disclosure.state(date(2026, 3, 2)).id == "recorded"
    assert not Draft.objects.exists()


def test_nothing_is_written_before_something_is_typed(amina):
    opened(amina)
    typed(amina, opened(amina))
    assert not Disclosure.objects.exists()
