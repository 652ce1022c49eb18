"""The register of counterparties, as the compliance officer meets it."""

from datetime import UTC, datetime, timedelta

import pytest

from avow.config.clock import today
from avow.counterparties.acts import put, put_many
from avow.counterparties.merging import merge
from avow.counterparties.models import Counterparty
from avow.reviews.testing import house

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = (
    "Vereinigte Norddeutsche Donaudampfschifffahrtselektrizitätenbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG"
)


def test_the_register_and_merging_two_entries(page, sign_in, looks_fine):
    us, on = house(), today()
    earlier = on - timedelta(days=200)
    sign_in(page, us.chen)
    page.goto("/counterparties/?show=merged")
    looks_fine(page, "counterparties-none-merged")
    page.goto("/counterparties/?q=nobody-of-this-name")
    looks_fine(page, "counterparties-not-found")

    said = {"by": "system", "at": datetime.now(UTC)}
    put_many(
        {
            "DH": {"name": "Delta Holding", "country": "SE"},
            "10007": {"name": "Delta Freight", "parent": "DH", "country": "SE", "standings": [("supplier", "present")],
                      "aliases": ["Delta Spedition", "DF"], "identifiers": [("lei", "5493001KJTIIGC8Y1R12")]},
            "20481": {"name": "Delta Freight AB", "country": "SE", "is_state_owned": True,
                      "standings": [("customer", "prospective"), ("supplier", "present"), ("competitor", "present")]},
            "30000": {"name": LONG, "country": "DE", "aliases": [LONG + " Nord"]},
            **{f"N{place:02}": {"name": f"Norden {place:02}", "country": "NO"} for place in range(60)},
        }, on=earlier, **said)  # fmt: skip
    put("10007", on=on - timedelta(days=20), parent="30000", name="Delta Freight International", **said)
    page.goto("/counterparties/")
    looks_fine(page, "counterparties")

    freight, again = (Counterparty.objects.get(number=number) for number in ("10007", "20481"))
    merge(
        Counterparty.objects.get(number="N07"), again, by=us.chen, on=on, at=said["at"], reason="One telephone number."
    )
    page.goto(f"/counterparties/{freight.public_id}/")
    looks_fine(page, "counterparty")
    page.get_by_role("link", name="Merge this into another entry").click()
    looks_fine(page, "counterparty-choose")
    page.get_by_label("Name, number or identifier").fill("delta")
    page.get_by_role("button", name="Search").click()
    looks_fine(page, "counterparty-choose-found")
    page.get_by_role("link", name="Delta Freight AB").click()
    looks_fine(page, "counterparty-merge")
    page.get_by_role("button", name="Merge them").click()
    looks_fine(page, "counterparty-merge-error")
    page.get_by_label("How do you know?").fill(
        "Both have the registered office at Kajen 4 in Malmö and one VAT number."
    )
    page.get_by_role("button", name="Merge them").click()
    looks_fine(page, "counterparty-merged")
    page.goto(f"/counterparties/{again.public_id}/")
    looks_fine(page, "counterparty-merged-from")
    page.goto("/counterparties/?show=merged")
    looks_fine(page, "counterparties-merged")
    page.goto(f"/counterparties/{freight.public_id}/separate/")
    looks_fine(page, "counterparty-separate")
