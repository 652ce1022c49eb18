"""Bringing rates: what is new and what is otherwise, one entry, nothing the second time, all or nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from avow.ledger import guards
from avow.ledger.models import Entry
from avow.rates import current, signals
from avow.rates.acts import Refused
from avow.rates.models import BroughtRate, RatesFile
from avow.rates.testing import bring_text

pytestmark = pytest.mark.django_db
FOURTH = date(2026, 3, 4)


@pytest.fixture
def told():
    """What the rooms above were told."""
    heard = []

    def hear(sender, **said):
        heard.append((sender, said))

    signals.imported.connect(hear, weak=False)
    yield heard
    signals.imported.disconnect(hear)


def rows():
    return list(BroughtRate.objects.order_by("pk").values_list("day", "currency", "rate"))


def test_new_and_corrected_rates_are_kept_and_known_ones_are_not():
    text = "2026-03-03,USD,1.250\n2026-03-03,GBP,0.83\n2026-03-04,USD,1.260\n"
    done = bring_text(text)
    assert (done.added, done.corrected, done.unchanged) == (1, 1, 1)
    assert rows() == [(date(2026, 3, 3), "GBP", "0.83"), (FOURTH, "USD", "1.26")]
    assert (done.entry.verb, done.entry.actor, done.entry.subject) == ("rates imported", "command line", "rates")
    body = done.entry.documents[0].open()
    assert (body["name"], body["added"], body["corrected"]) == ("ours.csv", 1, 1)
    assert (body["first"], body["last"]) == ("2026-03-03", "2026-03-04")
    assert body["days"] == {"GBP": ["2026-03-03"] * 2, "USD": ["2026-03-04"] * 2}


def test_the_second_time_changes_nothing(told):
    text = "2026-03-03,GBP,0.83\n2026-03-04,USD,1.26\n"
    bring_text(text)
    done = bring_text(text)
    assert (done.added, done.corrected, done.unchanged, done.entry) == (0, 0, 2, None)
    assert (Entry.objects.count(), BroughtRate.objects.count(), len(told)) == (1, 2, 1)


def test_a_correction_keeps_the_row_that_was():
    bring_text("2026-03-04,USD,1.26\n", "one.csv")
    bring_text("2026-03-04,USD,1.27\n", "two.csv")
    assert rows() == [(FOURTH, "USD", "1.26"), (FOURTH, "USD", "1.27")]
    assert [(file.added, file.corrected) for file in RatesFile.objects.order_by("pk")] == [(1, 0), (0, 1)]


def test_a_dry_run_writes_nothing(told):
    done = bring_text("2026-03-04,USD,1.26\n", try_only=True)
    assert (done.added, done.entry, told) == (1, None, [])
    assert not Entry.objects.exists() and not BroughtRate.objects.exists()


def test_the_rooms_above_are_told_which_days_of_which_currency(told):
    text = "2026-03-05,USD,1.27\n2026-03-04,USD,1.26\n2026-03-03,USD,1.25\n2026-03-02,GBP,0.83\n"
    done = bring_text(text)
    ((sender, said),) = told
    assert (sender, said["entry"], said["on"]) == (RatesFile, done.entry, date(2026, 3, 20))
    assert said["changed"] == {"USD": (FOURTH, date(2026, 3, 5)), "GBP": (date(2026, 3, 2), date(2026, 3, 2))}


def test_a_room_above_that_asks_when_it_is_told_gets_the_new_rate():
    heard = []

    def ask(**_):
        heard.append((current.mark(), str(current.rate("EUR", "USD", FOURTH).value)))

    signals.imported.connect(ask)
    try:
        done = bring_text("2026-03-04,USD,1.26\n")
    finally:
        signals.imported.disconnect(ask)
    assert heard == [(done.entry.number, "1.260000000000")]


@pytest.mark.django_db(transaction=True)
def test_if_a_room_above_fails_nothing_was_brought():
    def fail(**_):
        raise ZeroDivisionError

    signals.imported.connect(fail)
    try:
        with pytest.raises(ZeroDivisionError):
            bring_text("2026-03-04,USD,1.26\n")
    finally:
        signals.imported.disconnect(fail)
    assert not Entry.objects.exists() and not RatesFile.objects.exists() and not BroughtRate.objects.exists()


def test_one_row_that_cannot_be_taken_stops_the_file():
    with pytest.raises(Refused) as refused:
        bring_text("2026-03-04,USD,1.26\n2026-03-04,usd,1\n2026-03-05,GBP,x\n")
    assert [row.line for row in refused.value.rows] == [3, 4]
    assert not BroughtRate.objects.exists()


@pytest.mark.parametrize("rate", ["3.76", "0.41"])
def test_a_rate_far_from_the_one_before_is_most_likely_a_slip(rate):
    with pytest.raises(Refused) as refused:
        bring_text(f"2026-03-04,GBP,0.81\n2026-03-04,USD,{rate}\n")
    (row,) = refused.value.rows
    assert (row.line, row.value) == (3, f"USD {rate}")
    assert row.why.startswith("On 2026-03-03 it was 1.25: ") and "--yes" in row.remedy
    assert bring_text(f"2026-03-04,USD,{rate}\n", jumps=True).added == 1


def test_a_slip_inside_the_file_is_found_and_three_times_is_none():
    with pytest.raises(Refused) as refused:
        bring_text("2026-03-04,NOK,11\n2026-03-05,NOK,1.1\n")
    assert [row.line for row in refused.value.rows] == [3]
    assert bring_text("2026-03-04,USD,3.75\n2026-02-01,SEK,1\n").added == 2


def test_a_known_slip_can_be_put_right_at_once():
    bring_text("2026-03-04,USD,12.6\n2026-03-05,USD,12.7\n", jumps=True)
    assert bring_text("2026-03-04,USD,1.26\n2026-03-05,USD,1.27\n").corrected == 2


def test_rows_are_never_changed_or_removed():
    bring_text("2026-03-04,USD,1.26\n")
    assert guards.check() == []
    for act in (
        lambda: BroughtRate.objects.update(rate="9"),
        lambda: BroughtRate.objects.all().delete(),
        lambda: RatesFile.objects.update(added=2),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_euro_itself_has_no_rate():
    bring_text("2026-03-04,USD,1.26\n")
    with pytest.raises(IntegrityError, match="the_euro_has_no_rate"), transaction.atomic():
        BroughtRate.objects.create(file=RatesFile.objects.get(), day=FOURTH, currency="EUR", rate="1")
