"""What rules may know of a counterparty on a day. All None when the other side is only a typed text."""

from datetime import date

from avow.config import once
from avow.counterparties.merging import canonical
from avow.counterparties.models import Counterparty

NAMES = ("is_competitor", "is_customer", "is_supplier", "is_partner", "is_recognised_bank", "is_state_owned")


@once.looked_up
def facts_about(counterparty: Counterparty | None, on: date) -> dict[str, bool | None]:
    """Competitor, customer, supplier (present or prospective), any of the three, recognised bank (4.6) and
    state-owned; of a merged entry, what the one that counts for it is."""
    if counterparty is None:
        return dict.fromkeys(NAMES)
    counterparty = canonical(counterparty)
    relations = set(counterparty.standings.on(on).values_list("relation", flat=True))
    record = counterparty.record(on)
    return {
        "is_competitor": "competitor" in relations,
        "is_customer": "customer" in relations,
        "is_supplier": "supplier" in relations,
        "is_partner": bool(relations),
        "is_recognised_bank": bool(record and record.is_recognised_bank),
        "is_state_owned": bool(record and record.is_state_owned),
    }
