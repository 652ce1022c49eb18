"""Several entries for one person and one group at the same moment: sums and findings are those of one after the other,
in some order; and nobody's entry is judged without one that was there before it (5.2)."""

from datetime import date
from decimal import Decimal

import pytest

from avow.counterparties import acts as counterparties
from avow.disclosures import acts as disclosures
from avow.disclosures.acts import Refused
from avow.disclosures.models import Judgement
from avow.disclosures.testing import GIFT, HOSPITALITY, drafted, noon
from avow.gifts.acts import become, take_back
from avow.gifts.acts.inspecting import inspect, looked_at, root_of
from avow.gifts.models import Gift, Inspection
from avow.gifts.testing import cited, received
from avow.gifts.tests.conftest import company
from avow.ledger.testing import all_at_once, at_once
from avow.local_rules.testing import ruled

pytestmark = pytest.mark.django_db(transaction=True)

MARCH, APRIL = date(2026, 3, 10), date(2026, 4, 10)


def ready(person, day: date, worth: str, party):
    """A draft that only has to be sent; sends it when called."""
    answers = {**GIFT, "received_on": day.isoformat(), "worth": worth}
    draft = drafted(person, "gift_received", answers, on=APRIL, counterparty=party)
    return draft, lambda: disclosures.submit(draft, person, APRIL, noon(APRIL))


def test_six_gifts_of_one_day_at_the_same_moment(cast, group):
    _, bearings, pumps = group
    drafts, sends = zip(*(ready(cast.amina, MARCH, "40.00", (bearings, pumps)[n % 2]) for n in range(6)), strict=True)
    all_at_once(*sends)
    for draft in drafts:
        version = draft.versions.get()
        assert cited(version) == ["5.2"]
        assert _sum(version) == "240.00"
    assert {gift.gravest for gift in Gift.objects.all()} == {"approval"}


def test_gifts_of_several_days_at_the_same_moment(cast, group):
    _, bearings, pumps = group
    days = [date(2026, 3, day) for day in (1, 5, 9, 13, 17)]
    drafts, sends = zip(
        *(ready(cast.amina, day, "60.00", (bearings, pumps)[day.day % 4 // 2]) for day in days), strict=True
    )
    all_at_once(*sends)
    found = [cited(draft.versions.get()) for draft in drafts]
    assert found == [[], [], [], ["5.2"], ["5.2"]]
    assert [_sum(draft.versions.get()) for draft in drafts[3:]] == ["240.00", "300.00"]


def test_an_entry_while_its_company_joins_the_group(cast, group):
    _, bearings, _ = group
    company("N-1", "Nova Works")
    received(cast.amina, MARCH, "150.00", party=bearings)
    nova = counterparties.Counterparty.objects.get(number="N-1")
    draft, send = ready(cast.amina, APRIL, "60.00", nova)
    all_at_once(
        send,
        lambda: counterparties.put(
            "N-1", on=date(2026, 4, 1), by="system", at=noon(APRIL), name="Nova Works", parent="D-0"
        ),
    )
    assert cited(draft.versions.get()) == ["5.2"]


def test_an_entry_while_another_is_given_back(cast, group):
    _, bearings, _ = group
    first = received(cast.amina, MARCH, "150.00", party=bearings)
    draft, send = ready(cast.amina, APRIL, "60.00", bearings)
    all_at_once(
        send,
        lambda: become(first.disclosure, "given_back", by=cast.amina, became_on=APRIL, on=APRIL, at=noon(APRIL)),
    )
    assert cited(draft.versions.get()) == []


def test_what_became_of_it_is_taken_back_once(cast, group):
    first = received(cast.amina, MARCH, "150.00", party=group[1])
    row = become(first.disclosure, "given_back", by=cast.amina, became_on=APRIL, on=APRIL, at=noon(APRIL))
    results = at_once(*[lambda: take_back(row, by=cast.amina, on=APRIL, at=noon(APRIL))] * 2)
    assert sorted(type(one).__name__ for one in results) == ["BecameTakenBack", "Refused"], results


def test_an_inspection_while_a_gift_is_entered_holds_what_was_shown(cast, group):
    received(cast.amina, MARCH, "10.00", party=group[1])
    lines = Gift.objects.all()
    shown = root_of(looked_at(lines))
    draft, send = ready(cast.amina, APRIL, "60.00", group[1])

    def sign():
        return inspect(
            lines, by=cast.chen, first=MARCH, last=APRIL, filters={}, shown=shown, remark="Nothing.",
            name=cast.chen.name, on=APRIL, at=noon(APRIL),
        )  # fmt: skip

    sent, signed = at_once(send, sign)
    assert not isinstance(sent, BaseException), sent
    if isinstance(signed, Inspection):
        assert signed.count == 1 and signed.attested.entry_id < draft.versions.get().attested.entry_id
    else:
        assert isinstance(signed, Refused) and "added or changed" in str(signed), signed
        assert not Inspection.objects.exists()


def test_an_invitation_while_its_site_rules_it_out(cast, group):
    draft = drafted(cast.amina, "hospitality_received", {**HOSPITALITY, "received_on": MARCH.isoformat()}, on=APRIL)
    all_at_once(
        lambda: disclosures.submit(draft, cast.amina, APRIL, noon(APRIL)),
        lambda: ruled(cast.chen, MARCH, on=APRIL),
    )
    assert "5.3" in cited(draft.versions.get())


def _sum(version) -> str:
    latest = Judgement.objects.filter(version=version).order_by("pk").last()
    (found,) = [one for one in latest.findings if one["clause"] == "5.2"]
    return str(Decimal(found["totals"][0]["known"]).quantize(Decimal("0.01")))
