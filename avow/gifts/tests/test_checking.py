"""`avow gifts check`: every line and every sum is counted again from the rows, and what is otherwise is named."""

import json
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from avow.access.models import Read
from avow.counterparties import acts as counterparties
from avow.disclosures import acts as disclosures
from avow.disclosures.models import Judgement
from avow.disclosures.testing import noon
from avow.gifts.acts import become
from avow.gifts.models import Gift
from avow.ledger import keyring
from avow.rates.testing import bring_text

MARCH, APRIL, MAY = date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4)


def check(*words) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("gifts", "check", *words, stdout=out)
    except SystemExit as end:
        return int(end.code), out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def filled(here, gift):
    """Gifts that everything happened to: crossings, late entries, a withdrawal, an outcome, other currencies, a group
    joined later, a name resolved, an entry changed."""
    first = gift(here.amina, MARCH, party=here.delta, worth="150.00")
    second = gift(here.amina, MAY, party=here.freight, worth="60.00")
    gift(here.amina, APRIL, sent=MAY, party=here.omega, worth="60.00", worth_in="EUR")
    gift(here.amina, MAY, party=here.omega, kind="gift_given", worth="20.00", received_on=MAY.isoformat())
    gone = gift(here.boris, MARCH, party=here.delta, worth="199.00")
    disclosures.withdraw(gone, here.boris, "A mistake.", noon(MAY))
    back = gift(here.boris, APRIL, party=here.delta, worth="120.00")
    become(back, "given_back", by=here.boris, became_on=MAY, on=MAY, at=noon(MAY))
    become(first, "paid_for", by=here.amina, became_on=MAY, on=MAY, at=noon(MAY), paid=Decimal(20), currency="EUR")
    gift(here.boris, MAY, other_side="Delta Frate", worth="95.00")
    written = gift(here.goran, MAY, other_side="Delta Frate", worth="195.00")
    disclosures.resolve_party(
        written, here.freight, by=here.chen, acting_as="officer", reason="One number.", on=MAY, at=noon(MAY)
    )
    gift(here.goran, MAY, other_side="Nobody", worth=None, kind="hospitality_received")
    counterparties.put("O", on=APRIL, by="system", at=noon(MAY), parent="D")
    disclosures.amend(second, here.amina, noon(MAY))
    disclosures.save_step(second, {"worth": "61.00"}, "all", here.amina, noon(MAY))
    disclosures.submit(second, here.amina, MAY, noon(MAY))
    return second


def test_whatever_happened_nothing_differs(filled):
    status, said = check()
    assert (status, "All is as it should be: 9 lines and 8 judgements of 3 people" in said) == (0, True), said


def test_after_rates_were_brought_nothing_differs(filled):
    bring_text("day,currency,rate\n2026-04-06,USD,1.5\n2026-05-04,USD,1.25\n", on=MAY)
    status, said = check()
    assert status == 0, said


@pytest.mark.parametrize(
    ("column", "value"),
    [("amount", Decimal("1.00")), ("counts", False), ("gravest", "note"), ("party_key", "x"), ("site", "Elsewhere")],
)
def test_a_line_that_drifted_is_named_and_repaired(filled, column, value):
    Gift.objects.filter(disclosure=filled).update(**{column: value})
    status, said = check()
    assert status == 1
    assert f"disclosure {filled.public_id}: its line differs in {column}" in said
    assert check("--repair")[0] == 1
    assert check()[0] == 0


def test_a_line_that_is_missing_or_too_many_is_named_and_repaired(filled, here, gift):
    from avow.disclosures.testing import disclosed

    Gift.objects.filter(disclosure=filled).delete()
    other = disclosed(here.amina, on=MAY)
    like = Gift.objects.first()
    like.pk, like.disclosure, like.version = None, other.disclosure, other
    like.save()
    status, said = check("--json")
    found = {(one["disclosure"], one["says"]) for one in json.loads(said)["differences"]}
    assert (status, found) == (1, {
        (filled.public_id, "its line is missing"),
        (other.disclosure.public_id, "there is a line, and no gift was sent"),
    })  # fmt: skip
    assert check("--repair")[0] == 1
    assert check()[0] == 0


def test_a_judgement_that_drifted_is_named_and_never_rewritten(filled):
    judged = Judgement.objects.filter(version__disclosure=filled).latest("pk")
    assert {one["clause"] for one in judged.findings} == {"5.2"}
    kept = _without_findings(judged)
    status, said = check("--repair")
    assert status == 1 and "judged again it is otherwise: 5.2 should be found" in said
    judged.refresh_from_db()
    assert judged.findings == kept


def _without_findings(judged):
    from django.db import connection

    from avow.ledger import guards

    with connection.cursor() as cursor:
        guards.drop(connection, {Judgement._meta.db_table})
        cursor.execute(f"UPDATE {Judgement._meta.db_table} SET findings = '[]' WHERE id = %s", [judged.pk])
        guards.install(connection)
    return []


def test_who_is_over_a_limit_is_told_to_an_officer_only(filled, here, tmp_path):
    _, said = check()
    assert "over a limit" in said and "Amina" not in said and "Delta" not in said
    status, said = check("--by", here.chen.number, "--out", str(tmp_path / "over.jsonl"))
    assert status == 0
    assert "over a limit: Amina Haddad (A1), " in said and "first on 2026-05-04" in said, said
    rows = [json.loads(line) for line in (tmp_path / "over.jsonl").read_text().splitlines()]
    assert {row["what"] for row in rows} == {"over"}
    assert Read.objects.filter(subject="register:gifts", person=here.chen).count() == 1
    with pytest.raises(CommandError, match="neither compliance officer nor a deputy"):
        check("--by", here.amina.number)
    with pytest.raises(CommandError, match="Nobody has"):
        check("--by", "Z9")


def test_an_officer_is_not_told_of_those_they_keep_away_from(here, gift):
    gift(here.dolores, MARCH, party=here.delta, worth="150.00")
    gift(here.dolores, MAY, party=here.delta, worth="150.00")
    _, said = check("--by", here.chen.number, "--json")
    assert json.loads(said)["over"] == []


def test_of_those_erased_nothing_is_judged(filled, here):
    keyring.destroy(here.goran.key)
    status, said = check()
    assert status == 0 and "2 of people who were erased" in said


def test_nothing_is_well(here):
    assert check() == (0, "0 sums are over a limit.\nAll is as it should be: 0 lines and 0 judgements of 0 people.\n")
