"""Every column of what the register of gifts, leave, the rules of sites, rates and merging keep on record: changed by
hand past the guards, or a row removed, it is found by `avow ledger verify`."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, models

from avow.counterparties import acts as counterparties
from avow.counterparties import merging
from avow.counterparties.models import Merge, Separation
from avow.disclosures.acts.resolving import resolve_party
from avow.disclosures.models import PartyResolved
from avow.gifts import acts as gifts
from avow.gifts.acts.bringing_in import PastRow, Source
from avow.gifts.acts.inspecting import inspect, looked_at, root_of
from avow.gifts.models import AnewSeen, Became, BecameTakenBack, CountedAnew, Gift, Inspection, PastGift
from avow.gifts.testing import received
from avow.leave import acts
from avow.leave.models import Answered, AskedOf, Carried, Deputy, Given, Lapsed, Leave
from avow.leave.moving_on import work_through
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, moment, wants_to_give
from avow.ledger import guards
from avow.ledger.damaging import Change, told_of, untold
from avow.ledger.verify import verify
from avow.local_rules.acts import end_rule
from avow.local_rules.models import LocalRule, LocalRuleEnding
from avow.local_rules.testing import ruled
from avow.rates.models import RatesFile
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db(transaction=True)
MAY, LATE = date(2026, 5, 4), date(2026, 7, 1)
KEPT = (
    Became, BecameTakenBack, CountedAnew, AnewSeen, Inspection, PastGift, PartyResolved, Leave, AskedOf, Carried,
    Answered, Given, Lapsed, Deputy, LocalRule, LocalRuleEnding, RatesFile, Merge, Separation,
)  # fmt: skip


def of_leave(us):
    wine = wants_to_give(us, us.amina, MONDAY, MONDAY + timedelta(days=1))
    changed(wine, MONDAY, story="She has been with us for forty years.")
    answered(asked_of(wine)[0], us.boris, MONDAY)
    acts.tell_given(wine, by=us.amina, given_on=MONDAY, on=MONDAY, at=moment(MONDAY))
    wants_to_give(us, us.boris, MONDAY, MONDAY)
    work_through(LATE, moment(LATE))
    away = acts.name_deputy(us.boris, us.farah, from_day=MAY, until=None, on=MAY, at=moment(MAY))
    acts.end_deputy(away, by=us.boris, on=MAY, at=moment(MAY))


def of_gifts(us):
    said = {"on": MAY, "at": moment(MAY)}
    first = received(us.amina, date(2026, 3, 9), "150.00", party=us.delta)
    received(us.amina, MAY, "40.00", party=us.delta)
    received(us.amina, date(2026, 4, 6), "60.00", party=us.delta, sent=MAY)
    gifts.see(CountedAnew.objects.first(), by=us.chen, as_officer=True, **said)
    told = [gifts.become(first.disclosure, "given_back", by=us.amina, became_on=MAY, **said) for _ in range(2)]
    gifts.take_back(told[0], by=us.amina, **said)
    other = received(us.amina, MAY, "10.00", other_side="D. B.")
    resolve_party(other.disclosure, us.delta, by=us.chen, acting_as="officer", reason="One VAT number.", **said)
    row = PastRow(2, us.amina, "gift_received", date(2026, 2, 3), "Delta", worth=Decimal("9.00"), currency="USD")
    gifts.bring_in([row], source=Source("old.csv", "a" * 64), by=us.chen, **said)
    lines = Gift.objects.all()
    inspect(
        lines, by=us.chen, first=date(2026, 1, 1), last=MAY, filters={}, shown=root_of(looked_at(lines)),
        remark="Nothing.", name=us.chen.name, **said,
    )  # fmt: skip


def of_registers(us):
    rule = ruled(us.chen, MAY)
    end_rule(rule, MAY, by=us.chen, on=MAY, at=moment(MAY), reason="Over.")
    bring_text("2026-03-04,USD,1.26\n", on=MAY)
    twin = counterparties.put("S-2", on=MAY, by="system", at=moment(MAY), name="Delta Bearing")
    merging.merge(twin, us.delta, by=us.chen, on=MAY, at=moment(MAY), reason="One VAT number.")
    merging.separate(twin, by=us.chen, on=MAY, at=moment(MAY), reason="It was not.")


def otherwise(field: models.Field, value):
    """Another value of the column, None where there is none to be had."""
    if field.remote_field:
        others = field.remote_field.model.objects.exclude(pk=value).order_by("pk").values_list("pk", flat=True)
        return others.first()
    kind = field.get_internal_type()
    if kind == "BooleanField":
        return not value
    if kind in ("DateField", "DateTimeField"):
        return value + timedelta(days=1) if value else date(2026, 5, 5)
    if kind == "JSONField":
        return '["gift_given"]' if isinstance(value, list) else '{"way": "given"}'
    if kind in ("DecimalField", "PositiveIntegerField"):
        return (value or 0) + 1
    return "above" if field.name == "does" else f"x{value}"[: field.max_length]


def damaged() -> list[str]:
    """What can be changed without being found, as "model.column"."""
    found, changes = [], []
    for model in KEPT:
        table, row = model._meta.db_table, model.objects.order_by("pk").first()
        assert row is not None, model
        for field in model._meta.concrete_fields:
            if field.primary_key or field.name == "attested":
                continue
            value = otherwise(field, getattr(row, field.attname))
            if value is not None and not field.remote_field:
                changes.append(Change(table, field.column, row.pk, value))
            elif value is not None:
                sql = f'UPDATE {table} SET "{field.column}" = %s WHERE id = %s'
                if not told_of(sql, [value, row.pk], table):
                    found.append(f"{model._meta.model_name}.{field.name}")
        if not told_of(f"DELETE FROM {table} WHERE id = %s", [row.pk], table):
            found.append(f"{model._meta.model_name} removed")
    return found + [f"{one.table}.{one.column}" for one in untold(changes)]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="references are not checked while the damage is done")
def test_every_column_is_held_to_what_was_attested():
    us = house()
    of_leave(us)
    of_gifts(us)
    of_registers(us)
    assert not [one.says for one in verify().findings if one.kind != "head"]
    guards.drop()
    try:
        nothing = [Change(model._meta.db_table, "id", 0, 0) for model in KEPT]
        assert untold(nothing) == nothing
        assert damaged() == []
    finally:
        guards.install()
