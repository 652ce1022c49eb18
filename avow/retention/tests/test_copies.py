"""Every copy of what people told is on the list, with what erasing does to it."""

from avow.ledger import tables
from avow.ledger.tests.sample.models import Town
from avow.retention import copies

EFFECTS = {"unreadable", "blanked", "deleted", "kept", "expires", "out of reach"}


def test_every_table_that_may_change_is_named_once():
    named = [table for copy in copies.COPIES for table in copy.tables]
    assert len(set(named)) == len(named)
    expected = {model._meta.label for model in (*tables.working(), *tables.attested())} - {Town._meta.label}
    assert set(named) - {"every projection"} == expected


def test_each_says_what_erasing_does():
    for copy in copies.COPIES:
        assert copy.effect in EFFECTS and copy.says.endswith(".") and copy.holds, copy
