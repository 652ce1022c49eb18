"""Nobody decides on their own matter, a relative's or a superior's, whatever roles they hold."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from avow.access import participants
from avow.access.independence import why_not
from avow.ledger.acts import record
from avow.people.testing import cast

ON = date(2026, 3, 2)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
MATTER = "0123456789ab"

pytestmark = pytest.mark.django_db


def test_someone_apart_may_decide():
    here = cast()
    assert why_not(here.chen, here.amina, MATTER, ON) is None


def test_not_their_own():
    here = cast()
    assert why_not(here.chen, here.chen, MATTER, ON) == "It is their own matter."


def test_not_a_superior_s_at_any_depth():
    here = cast()
    words = "It is the matter of someone above them in the reporting line."
    assert why_not(here.amina, here.boris, MATTER, ON) == words
    assert why_not(here.amina, here.dolores, MATTER, ON) == words


def test_the_one_above_may_decide_on_the_one_below():
    here = cast()
    assert why_not(here.dolores, here.amina, MATTER, ON) is None


def test_not_a_relative_s():
    here = cast()
    assert why_not(here.chen, here.amina, MATTER, ON, related={here.chen.public_id}) == "It is a relative's matter."


def test_not_where_they_are_named_as_the_manager_involved():
    here = cast()
    assert why_not(here.boris, here.amina, MATTER, ON, involved={here.boris.public_id}) == "They are named in it."


def test_not_where_they_are_kept_out():
    here = cast()
    with transaction.atomic():
        entry = record("stepped aside", actor=here.chen, subject=f"disclosure:{MATTER}", at=AT)
    participants.add(MATTER, here.chen, "excluded", entry, ON)
    assert why_not(here.chen, here.amina, MATTER, ON) == "They are kept out of this matter."
    assert why_not(here.chen, here.amina, "other0000000", ON) is None
