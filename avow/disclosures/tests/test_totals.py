"""Gifts of one party in twelve months: the group counts, typed names pool when they read the same (5.2)."""

import shutil
from datetime import date
from decimal import Decimal

from avow.counterparties import acts as counterparties
from avow.disclosures import acts, previewing
from avow.disclosures.testing import disclosed, noon
from avow.policy import corporate, judge, load

DAY = date(2026, 1, 1)


def party(number: str, name: str, **given):
    return counterparties.put(
        number, on=DAY, by="system", at=noon(DAY), name=name, standings=[("supplier", "present")], **given
    )


def cited(version) -> set[str]:
    return {finding["clause"] for finding in version.judgement.findings}


def test_gifts_from_one_group_add_up(cast, delta, on):
    sister = party("D-2", "Delta Forge", parent="DG")
    assert "5.2" not in cited(disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="140"))
    over = disclosed(cast.amina, "gift_received", counterparty=sister, on=on, amount="61")
    assert "5.2" in cited(over)


def test_exactly_the_limit_is_not_more_than_it(cast, delta, on):
    disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="140")
    assert "5.2" not in cited(disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="60"))


def test_typed_names_pool_when_they_read_the_same(cast, on):
    disclosed(cast.amina, "gift_received", on=on, other_side="Nova Steel", amount="150")
    same = disclosed(cast.amina, "gift_received", on=on, other_side="NOVA  steel", amount="60")
    other = disclosed(cast.amina, "gift_received", on=on, other_side="Nova Steel Works", amount="60")
    assert "5.2" in cited(same)
    assert "5.2" not in cited(other)


def test_what_was_taken_back_or_declined_does_not_count(cast, delta, on):
    mistake = disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="150")
    acts.withdraw(mistake.disclosure, cast.amina, "Entered twice.", noon(on))
    disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="150", declined=True)
    assert "5.2" not in cited(disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="100"))


def test_an_amended_gift_counts_once_with_its_last_amount(cast, delta, on):
    first = disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="190")
    acts.amend(first.disclosure, cast.amina, noon(on))
    acts.save_step(first.disclosure, {"worth": "20"}, "gift", cast.amina, noon(on))
    again = acts.submit(first.disclosure, cast.amina, on, noon(on))
    assert "5.2" not in cited(again)
    assert "5.2" not in cited(disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="100"))


def test_a_colleagues_gifts_are_the_colleagues(cast, delta, on):
    disclosed(cast.boris, "gift_received", counterparty=delta, on=on, amount="190")
    assert "5.2" not in cited(disclosed(cast.amina, "gift_received", counterparty=delta, on=on, amount="100"))


def test_parents_in_a_circle_are_one_group(cast, on):
    one = party("R-1", "Ring One")
    two = party("R-2", "Ring Two", parent="R-1")
    day = date(2026, 2, 1)
    counterparties.put("R-1", on=day, by="system", at=noon(day), parent="R-2")
    disclosed(cast.amina, "gift_received", counterparty=one, on=on, received_on="2026-03-01", amount="150")
    over = disclosed(cast.amina, "gift_received", counterparty=two, on=on, received_on="2026-03-01", amount="60")
    assert "5.2" in cited(over)


def test_a_figure_that_only_chooses_rows_is_shown_as_no_limit(tmp_path):
    folder = tmp_path / "pack"
    shutil.copytree(corporate(), folder)
    (file,) = (folder / "clauses").glob("5.2-*")
    floor = '[figure.floor]\nunit = "USD"\nvalues = [ { from = 2000-01-01, value = "5.00" } ]\n\n[figure.limit_12m]'
    text = file.read_text().replace("[figure.limit_12m]", floor)
    text = text.replace('where = "NOT declined"', 'where = "NOT declined AND amount > floor"')
    file.write_text(text)
    compared = load(folder)
    file.write_text(text.replace("same_direction_12m > limit_12m", "same_direction_12m > 200"))
    written_out = load(folder)
    facts = {"kind": "gift_received", "party_group": "d", "declined": False, "amount": "60.00", "paid_back": "20.00"}
    (seen,) = previewing._totals(compared, judge(compared, facts, on=date(2026, 3, 10)), facts)
    assert (seen.limit, seen.this, seen.so_far) == (Decimal("200.00"), Decimal("40.00"), Decimal(0))
    assert previewing._totals(written_out, judge(written_out, facts, on=date(2026, 3, 10)), facts) == []
