"""Two people adopt the same version at the same moment: one adoption, and the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connections

from avow.adoptions.acts import NotAdopted, adopt
from avow.adoptions.models import Adoption
from avow.people.testing import cast

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_one_adopts_and_the_other_is_told():
    here = cast()
    ready = Barrier(2)

    def run(by):
        try:
            ready.wait(10)
            return adopt("corporate", from_day=date(2026, 1, 1), proposed_by=here.chen, adopted_by=by, at=AT)
        except NotAdopted as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(run, (here.dolores, here.boris)))
    assert sorted(type(result).__name__ for result in results) == ["Adoption", "NotAdopted"]
    assert Adoption.objects.count() == 1
