"""The rules of sites: one's own, all of them, entering one, and the form on which they are shown."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from avow.config.clock import today
from avow.disclosures.testing import HOSPITALITY, drafted
from avow.local_rules.testing import ruled
from avow.people.acts import put
from avow.reviews.testing import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft Nord und Süd"
TEXT = "Inga kvällsaktiviteter med leverantörer.\nLunch på anläggningen går bra; fråga platschefen om du är osäker."


def test_rules_of_sites(page, sign_in, looks_fine):
    us, on = house(), today()
    earlier = on - timedelta(days=30)
    sign_in(page, us.amina)
    page.goto("/local-rules/")
    looks_fine(page, "local-rules-none")
    sign_in(page, us.chen)
    page.goto("/local-rules/")
    looks_fine(page, "local-rules-officer-none")
    page.get_by_role("link", name="Enter a rule").click()
    looks_fine(page, "local-rules-new")
    page.get_by_role("button", name="Put it on record").click()
    looks_fine(page, "local-rules-new-errors")

    put("L1", on=earlier, by="system", at=datetime.now(UTC), name="Lena Long", site=LONG, employer=LONG + " AG")
    rule = ruled(us.chen, earlier, on=on, text=TEXT)
    ruled(us.chen, earlier, LONG + " darf nichts", on=on, site=LONG, employer=LONG + " AG", does="above",
          amount=Decimal("1234567.50"), currency="SEK")  # fmt: skip
    ruled(us.chen, earlier, "Gifts from visitors", on=on, does="asked", kinds=["gift_received", "gift_given"])
    for number in range(60):
        ruled(us.chen, earlier, f"Rule {number:02}", on=on, site="Plovdiv")
    page.goto("/local-rules/")
    looks_fine(page, "local-rules-officer")
    page.goto(f"/local-rules/{rule.public_id}/")
    looks_fine(page, "local-rule")
    page.get_by_label("On which day does it hold for the last time?").fill((on + timedelta(days=3)).isoformat())
    page.get_by_label("Why does it end?").fill("The plant has a new manager.")
    page.get_by_role("button", name="End it").click()
    looks_fine(page, "local-rule-ended")
    sign_in(page, us.amina)
    page.goto("/local-rules/")
    looks_fine(page, "local-rules-own")
    draft = drafted(us.amina, "hospitality_received", {**HOSPITALITY, "received_on": on.isoformat()}, on=on)
    page.goto(f"/disclose/{draft.public_id}/local/")
    looks_fine(page, "local-rules-on-the-form")
    page.goto(f"/disclose/{draft.public_id}/check/")
    looks_fine(page, "local-rules-last-look")
