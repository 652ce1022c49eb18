"""What no form asks is as the policy says it is then: judged by, kept with its source, and no question."""

import shutil
from datetime import date, timedelta

import pytest

from avow.counterparties.groups import uppermost
from avow.disclosures import judging
from avow.disclosures.forms import keeping
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import GIFT, disclosed, drafted
from avow.policy import corporate, load

TWELVE = "clauses/5.2-gifts-from-one-party-in-twelve-months.toml"
PACK = load(corporate())


@pytest.fixture
def by_description(tmp_path):
    """The corporate pack, but gifts of one party only count together where they are described alike."""
    folder = tmp_path / "pack"
    shutil.copytree(corporate(), folder)
    file = folder / TWELVE
    key = '"party_group", "kind"]'
    file.write_text(file.read_text().replace(key, '"party_group", "kind", "description", "is_customer"]'))
    return load(folder)


def rows(pack, disclosure: Disclosure, on: date):
    return judging.past_rows(pack, disclosure, on)


def test_a_gift_is_judged_without_asking_what_was_paid_back(cast, delta, on):
    judgement = disclosed(cast.amina, "gift_received", on=on, counterparty=delta).judgement
    assert (judgement.facts["paid_back"], judgement.sources["paid_back"]) == ("0.00", judging.UNASKED)
    assert judgement.questions == []


def test_it_is_no_answer(cast, delta, on):
    version = disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    assert "paid_back" not in version.facts and "paid_back" not in version.answers()


def test_where_no_rule_reads_it_nothing_is_added(cast, delta, on):
    assert "paid_back" not in disclosed(cast.amina, on=on, counterparty=delta).judgement.facts


def test_earlier_gifts_have_it_too(cast, delta, on):
    disclosed(cast.amina, "gift_received", on=on, counterparty=delta, amount="140")
    next_one = drafted(cast.amina, "gift_received", GIFT, on=on, counterparty=delta)
    (row,) = rows(PACK, next_one, on)
    assert (row["paid_back"], row["amount"], row["declined"]) == ("0.00", "140.00", False)
    assert row["party_group"] == uppermost(delta, on).public_id


def test_other_kinds_have_no_earlier_rows(cast, delta, on):
    disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    assert rows(PACK, drafted(cast.amina, "loan", {}, on=on, counterparty=delta), on) == []


def test_what_keeps_rows_apart_is_there_in_earlier_rows(by_description, cast, delta, on):
    """From the register as it was judged by; and a text only where it is kept in the clear because totals need it."""
    disclosed(cast.amina, "gift_received", on=on, counterparty=delta)
    next_one = drafted(cast.amina, "gift_received", GIFT, on=on, counterparty=delta)
    (row,) = rows(by_description, next_one, on)
    assert row["is_customer"] is False
    assert row["description"] is None
    assert keeping.is_typed(by_description, "description") and not keeping.is_typed(PACK, "description")


def test_rows_before_the_longest_window_of_the_policy_are_not_read(cast, delta, on):
    first = min(total.after(on) for clause in PACK.clauses.values() for total in clause.totals.values())
    for day in (first, first + timedelta(days=1), on):
        disclosed(cast.amina, "gift_received", on=on, counterparty=delta, received_on=day.isoformat())
    days = [row["on"] for row in rows(PACK, Disclosure(person=cast.amina, kind="hospitality_received"), on)]
    assert days == [first + timedelta(days=1), on]
