"""A rate that was changed by hand past the guards is found by `avow ledger verify`."""

from datetime import date

import pytest

from avow.ledger import guards
from avow.ledger.verify import CHECKS, verify
from avow.rates import checks
from avow.rates.models import BroughtRate, RatesFile
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def brought():
    bring_text("2026-03-04,USD,1.26\n2026-03-04,GBP,0.83\n2026-03-05,USD,1.27\n", "ours.csv")
    return bring_text("2026-03-05,USD,1.28\n", "two.csv")


def found() -> list[str]:
    return [finding.says for finding in verify().findings]


def test_as_they_were_brought(brought):
    assert checks.problems in CHECKS
    report = verify()
    assert (report.findings, report.notes) == ([], [])


def changed():
    BroughtRate.objects.filter(currency="GBP").update(rate="0.93")


def moved():
    BroughtRate.objects.filter(currency="GBP").update(day=date(2026, 3, 6))


def removed():
    BroughtRate.objects.filter(currency="GBP").delete()


def slipped_in():
    file = RatesFile.objects.order_by("pk").first()
    BroughtRate.objects.create(file=file, day=date(2026, 3, 6), currency="GBP", rate="9")


def in_another_order():
    one, *_, last = BroughtRate.objects.filter(file__name="ours.csv").order_by("pk")
    BroughtRate.objects.filter(pk=one.pk).update(day=date(2026, 3, 9))
    BroughtRate.objects.filter(pk=last.pk).update(day=one.day, currency=one.currency, rate=one.rate)


@pytest.mark.parametrize("damage", [changed, moved, removed, slipped_in, in_another_order])
def test_what_was_done_to_a_rate_is_found(brought, damage):
    guards.drop()
    damage()
    guards.install()
    assert found() == [
        "the rates brought by entry 1, of 2026-03-04 to 2026-03-05 in ours.csv, are not those that were attested"
    ]


def test_a_root_that_was_changed_with_its_rates_is_found_by_its_document(brought):
    guards.drop()
    changed()
    file = RatesFile.objects.get(name="ours.csv")
    rows = BroughtRate.objects.filter(file=file).order_by("pk").values_list("day", "currency", "rate")
    RatesFile.objects.filter(pk=file.pk).update(root=checks.root_of(rows))
    guards.install()
    (says,) = found()
    assert says.startswith(f"rates_ratesfile row {file.pk}: column `root` says")
