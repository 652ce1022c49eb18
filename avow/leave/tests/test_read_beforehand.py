"""What sources of facts look up for many at once is what each looks up alone: leave, becomings, rules of the site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.adoptions.current import pack_by_hash
from avow.disclosures import computing
from avow.disclosures.models import Disclosure
from avow.disclosures.party import party_of
from avow.gifts.acts.becoming import become, take_back
from avow.gifts.testing import invited, received
from avow.leave.testing import MONDAY, answered, asked_of, changed, house, moment, wants_to_give
from avow.local_rules.testing import ruled
from avow.rates import current

pytestmark = pytest.mark.django_db
NEXT = MONDAY + timedelta(days=1)


@pytest.fixture
def every_sort():
    """Leave given, refused, waited for, asked anew; gifts given back, and not after all; invitations under a rule."""
    us = house()
    ruled(us.chen, MONDAY, site="", kinds=["hospitality_received"])
    ruled(us.chen, NEXT, "Not yet", site="", does="asked")
    for is_given in (True, False):
        (request,) = asked_of(wants_to_give(us, us.amina, MONDAY, NEXT))
        answered(request, us.boris, MONDAY, is_given=is_given, remark="So.")
    wants_to_give(us, us.amina, MONDAY, NEXT)
    changed(wants_to_give(us, us.amina, MONDAY, NEXT), MONDAY, worth="55.00")
    for back_again in (False, True):
        gift = received(us.amina, MONDAY, "60.00").disclosure
        row = become(
            gift, "given_back", by=us.amina, became_on=MONDAY, on=MONDAY, at=moment(MONDAY), remark="By post."
        )  # fmt: skip
        if back_again:
            take_back(row, by=us.amina, on=MONDAY, at=moment(MONDAY))
    invited(us.amina, MONDAY)
    invited(us.boris, MONDAY)
    return list(Disclosure.objects.all())


def asked(disclosure: Disclosure, memo=None) -> computing.Asked:
    version = disclosure.latest_version
    pack, sent_on = pack_by_hash(version.pack_hash), timezone.localdate(version.submitted_at)
    return computing.Asked(
        pack, disclosure, version.facts, version.on, party_of(version), sent_on, rates=current.held(), memo=memo
    )


def test_as_alone(every_sort):
    memo = computing.read([one.pk for one in every_sort])
    alone = {one.pk: computing.facts(asked(one)) for one in every_sort}
    assert {one.pk: computing.facts(asked(one, memo)) for one in every_sort} == alone
    values = [{name: known.value for name, known in facts.items()} for facts in alone.values()]
    assert {facts.get("leave_given") for facts in values} == {True, False, None}
    assert [facts.get("declined") for facts in values].count(True) >= 2
    assert [facts.get("forbidden_locally") for facts in values].count(True) == 2


def test_and_without_a_query_for_each(every_sort, django_assert_num_queries):
    memo = computing.read([one.pk for one in every_sort])
    ready = [asked(one, memo) for one in every_sort if one.kind != "hospitality_received"]
    with django_assert_num_queries(0):
        for one in ready:
            computing.facts(one)
