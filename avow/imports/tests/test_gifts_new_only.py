"""A later copy of a file that was imported: only what is new comes in, and what differs is named and not changed."""

from datetime import date

import pytest

from avow.adoptions.testing import adopted
from avow.disclosures import acts
from avow.disclosures.models import Disclosure
from avow.disclosures.testing import disclosed
from avow.gifts.models import Gift
from avow.imports.reading.table import Unusable
from avow.imports.tests.conftest import AT, DAY
from avow.imports.tests.gifts_world import LONG_AGO, brought
from avow.imports.tests.test_command import avow_import
from avow.ledger.models import Entry
from avow.people.testing import cast as make_cast

pytestmark = pytest.mark.django_db
HEAD = "person,date,party,amount\n"
OLD = "A1,2026-03-01,X,10\nA1,2026-03-02,X,20\nB1,2026-03-02,Y,30\n"


@pytest.fixture(autouse=True)
def cast(db):
    people = make_cast(LONG_AGO)
    adopted(date(2026, 1, 1))
    return people


@pytest.fixture
def gifts(file):
    def run(rows, **wishes):
        return brought(file(HEAD + rows, "register.csv"), "kind:=gift_received", **wishes)

    return run


def counts(report):
    return len(report.gifts), report.unchanged, report.recognised, len(report.refused)


def test_only_the_new_rows_come_in(gifts):
    gifts(OLD)
    later = OLD.replace("X,10", "x.,10.00") + "C1,2026-04-01,Z,40\n"
    with pytest.raises(Unusable, match="Add --new-only"):
        gifts(later)
    report = gifts(later, new_only=True)
    assert counts(report) == (1, 0, 3, 0)
    assert list(report.gifts) == [5]
    assert Gift.objects.count() == 4


def test_again_nothing_is_new(gifts):
    gifts(OLD)
    gifts(OLD + "C1,2026-04-01,Z,40\n", new_only=True)
    entries = Entry.objects.count()
    assert counts(gifts(OLD + "C1,2026-04-01,Z,40\n", new_only=True)) == (0, 1, 3, 0)
    assert counts(gifts(OLD + "C1,2026-04-01,Z,40\n\n", new_only=True)) == (0, 0, 4, 0)
    assert Entry.objects.count() == entries


@pytest.mark.parametrize(
    ("was", "now", "column", "says"),
    [
        ("Y,30", "Y,35", "amount", "differs only in its worth: USD 30.00"),
        ("B1,2026-03-02", "B1,2026-03-04", "date", "differs only in its day: 2026-03-02"),
        ("Y,30", "Ypsilon,30", "party", "differs only in its party: y"),
    ],
)
def test_a_row_that_differs_is_named_and_nothing_is_changed(gifts, was, now, column, says):
    first = gifts(OLD)
    before = list(Gift.objects.order_by("pk").values())
    report = gifts(OLD.replace(was, now) + "C1,2026-04-01,Z,40\n", new_only=True)
    assert counts(report) == (1, 0, 2, 1)
    told = report.refused[0]
    assert (told.line, told.column) == (4, column)
    assert says in told.why and "It was not changed." in told.why
    assert first.gifts[4] in told.why
    assert f"/disclosures/{first.gifts[4]}/" in told.remedy
    assert list(Gift.objects.order_by("pk").values())[:3] == before


def test_the_address_in_the_remedy_is_that_of_its_page(gifts):
    first = gifts(OLD)
    told = gifts(OLD.replace("Y,30", "Y,35"), new_only=True).refused[0]
    assert Disclosure.objects.get(public_id=first.gifts[4]).get_absolute_url() in told.remedy


def test_equal_rows_are_as_many_as_there_are(gifts):
    gifts("A1,2026-03-01,X,10\nA1,2026-03-01,X,10\n")
    report = gifts("A1,2026-03-01,X,10\n" * 3, new_only=True)
    assert counts(report) == (1, 0, 2, 0)


def test_a_regular_gift_is_no_correction_of_the_one_before(gifts):
    """The one before has its own row in the file."""
    gifts("A1,2026-03-01,X,10\n")
    assert counts(gifts("A1,2026-03-01,X,10\nA1,2026-04-01,X,10\n", new_only=True)) == (1, 0, 1, 0)


def test_what_was_sent_here_is_recognised_and_what_was_taken_back_stays_so(cast, gifts):
    version = disclosed(cast.amina, "gift_received", on=DAY, amount="10", other_side="X", received_on="2026-03-01")
    acts.withdraw(version.disclosure, cast.amina, "Not mine.", AT)
    assert counts(gifts("A1,2026-03-01,X,10\nA1,2026-05-01,W,99\n", new_only=True)) == (1, 0, 1, 0)


def test_a_dry_run_tells_the_same_numbers(gifts):
    gifts(OLD)
    later = OLD.replace("Y,30", "Y,35") + "C1,2026-04-01,Z,40\n"
    dry = gifts(later, new_only=True, dry_run=True)
    assert Gift.objects.count() == 3
    real = gifts(later, new_only=True)
    assert counts(dry) == counts(real) == (1, 0, 2, 1)


def test_the_command_says_so(file, monkeypatch):
    from avow.config import clock

    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: AT)
    words = ("--map", "kind:=gift_received")
    avow_import("gifts", file(HEAD + OLD), *words)
    later = file(HEAD + OLD + "C1,2026-04-01,Z,40\n", "later.csv")
    out, status = avow_import("gifts", later, *words, "--new-only", "--dry-run")
    assert "Gifts: 1 would be added, 0 there already and 3 recognised, 0 nil returns, 0 rows refused." in out
    out, status = avow_import("gifts", later, *words, "--new-only")
    assert "Gifts: 1 added, 0 there already and 3 recognised," in out
    assert status == 0
