"""The cast is there, and Amina reports to Boris."""

from datetime import date

import pytest

from avow.people.line import is_below, manager_of, reports_of, superiors
from avow.people.testing import cast

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)


def test_amina_reports_to_boris_and_boris_to_dolores():
    everyone = cast(DAY)
    assert manager_of(everyone.amina, DAY) == everyone.boris
    assert superiors(everyone.amina, DAY) == [everyone.boris, everyone.dolores]
    assert reports_of(everyone.dolores, DAY) == [everyone.boris, everyone.chen, everyone.emeka, everyone.farah]
    assert is_below(everyone.amina, everyone.dolores, DAY)
    assert not is_below(everyone.dolores, everyone.amina, DAY)
    assert manager_of(everyone.goran, DAY) is None
