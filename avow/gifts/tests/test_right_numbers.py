"""One of something is one: a time, a person, an entry that counts, a sum that is over."""

from datetime import date
from decimal import Decimal
from io import StringIO

from django.core.management import call_command

from avow.gifts.testing import received
from avow.gifts.tests.test_watching import seen
from avow.gifts.views.party_resolving import Asked, _done
from avow.policy.values import Type, shown


def test_units_of_one():
    assert shown(Type("integer", "times"), Decimal(1)) == "1 time"
    assert shown(Type("integer", "people"), Decimal(1)) == "1 person"
    assert shown(Type("integer", "times"), Decimal(2)) == "2 times"
    assert shown(Type("integer", "times"), Decimal("0")) == "0 times"


def test_invited_of_a_group(cast, group):
    found = seen(cast.amina, group[1], kind="hospitality_offered", occasions="1")
    assert all("from" not in one.words for one in found.sums)
    assert any(one.words.startswith("You invited so far of this group") for one in found.sums)


def test_one_entry_counts_and_one_more_is_waiting(cast, group):
    asked = Asked("Delta", [], "", "", None, further=1)
    assert _done(asked, group[1], 1) == (
        "1 entry under “Delta” now counts with Delta Bearings. 1 more is waiting: do it once more."
    )
    assert _done(asked, group[1], 2).startswith("2 entries under “Delta” now count with")


def test_one_sum_of_one_person_is_over(cast, group):
    received(cast.amina, date(2026, 3, 2), "250", party=group[1])
    out = StringIO()
    call_command("gifts", "check", stdout=out)
    assert "1 sum is over a limit." in out.getvalue()
    assert "1 line and 1 judgement of 1 person" in out.getvalue()
