"""A fifth dinner in twelve months, at a site with a rule of its own, in a real browser.

Amina was invited four times by two companies of one group, which was recorded and nothing more. At the fifth she reads
how many it makes, and what her site rules out, before she sends it; the officer finds it on the desk (5.3). A rule that
is entered late finds a dinner of before.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from avow.config.clock import now, today
from avow.counterparties import acts as counterparties
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import HOSPITALITY, disclosed, drafted
from avow.ledger.verify import verify
from avow.local_rules.models import LocalRule
from avow.reviews.models import Case
from avow.reviews.testing import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_fifth_dinner(page, sign_in, live_server):
    us, on = house(), today()
    said = {"on": on - timedelta(days=400), "by": "system", "at": now(), "standings": [("supplier", "present")]}
    gamma = counterparties.put("GG", name="Gamma Holding", **said)
    pumps = counterparties.put("GP", name="Gamma Pumps", parent=gamma.number, **said)
    valves = counterparties.put("GV", name="Gamma Valves", parent=gamma.number, **said)
    days = [on - timedelta(days=back) for back in (120, 90, 60, 30)]
    for day, party in zip(days, (pumps, valves, pumps, valves), strict=True):
        disclosed(us.amina, "hospitality_received", on=on, counterparty=party, received_on=day.isoformat())
    assert not Case.objects.exists()

    answers = {**HOSPITALITY, "received_on": on.isoformat()}
    draft = drafted(us.amina, "hospitality_received", answers, on=on, counterparty=pumps)
    sign_in(page, us.amina)
    page.goto(f"{live_server.url}/disclose/{draft.public_id}/check/")
    assert "So far 4\u00a0times. With this 5\u00a0times." in page.locator(".bar .words").inner_text()
    expect(page.get_by_text("5 times with Gamma Pumps").first).to_be_visible()
    page.get_by_role("button", name="Send to").click()
    page.wait_for_load_state()
    assert Case.objects.get().disclosure == draft

    sign_in(page, us.chen)
    page.goto(f"{live_server.url}/local-rules/new/")
    page.get_by_label("What is it called?").fill("No evenings with suppliers")
    page.get_by_label("What does it say?").fill("Inga kvällsaktiviteter med leverantörer.")
    page.get_by_label("In which language is that?").select_option("sv")
    page.get_by_label("Which management decided it?").fill("The plant management")
    page.get_by_label("For which site?").select_option("Gothenburg")
    page.get_by_label("An invitation received").check()
    page.get_by_label("It rules this out", exact=True).check()
    page.get_by_label("From which day does it hold?").fill((on - timedelta(days=40)).isoformat())
    page.get_by_role("button", name="Put it on record").click()
    page.wait_for_load_state()
    assert LocalRule.objects.get().kinds == ["hospitality_received"]

    fourth = Disclosure.objects.get(versions__on=days[-1])
    found = {case.disclosure for case in Case.objects.all()}
    assert found == {draft, fourth}
    sign_in(page, us.amina)
    page.goto(f"{live_server.url}/disclosures/{fourth.public_id}/")
    expect(page.get_by_text("Management at your site has ruled this out.").first).to_be_visible()
    assert verify().clean
