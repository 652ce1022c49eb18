from io import StringIO

import pytest
from django.core.management import call_command

from avow.ledger.verify import verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("demo")]


def test_its_ledger_verifies():
    call_command("demo", stdout=StringIO())
    assert verify().findings == []
