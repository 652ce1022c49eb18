"""An officer says which entry of the register a typed name is: of one gift or of all under it; and takes it back."""

from datetime import date

import pytest
from django.test import Client

from avow.access.testing import sign_in
from avow.disclosures.acts.refusals import Refused
from avow.disclosures.models import PartyResolved
from avow.disclosures.testing import noon
from avow.gifts.acts.resolving import resolve_all
from avow.gifts.models import Gift
from avow.gifts.testing import cited
from avow.ledger.verify import verify

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 4)
ALL = "/gifts/as-written/resolve/"
WHY = {"reason": "Both have one VAT number."}


@pytest.fixture
def chen(here):
    return sign_in(Client(), here.chen)


def test_all_gifts_under_one_name_count_with_the_entry_at_once(here, gift, chen):
    gift(here.amina, MARCH, party=here.delta, worth="150.00")
    first = gift(here.amina, MAY, other_side="Delta Frate", worth="60.00")
    gift(here.boris, MAY, other_side="delta frate!", worth="60.00")
    gift(here.dolores, MAY, other_side="Delta Frate", worth="60.00")
    page = chen.get(f"{ALL}?name=Delta+Frate&q=delta")
    assert {one.name for one in page.context["found"]} == {"Delta Holding", "Delta Freight"}
    assert len(page.context["asked"].lines) == 2, "not the superior's"
    asked = {"name": "Delta Frate", "party": here.freight.public_id}
    answer = chen.post(ALL, {**asked, **WHY})
    assert answer["Location"] == f"/gifts/party/{here.freight.public_id}/"
    assert Gift.objects.filter(counterparty=here.freight).count() == 2
    assert cited(first.latest_version) == ["5.2"]
    assert PartyResolved.objects.first().reason() == WHY["reason"]
    assert [one.says for one in verify().findings if one.kind != "head"] == []


def test_taking_it_back_lets_the_name_count_by_itself_again(here, gift, chen):
    gift(here.amina, MARCH, party=here.delta, worth="150.00")
    first = gift(here.amina, MAY, other_side="Delta Frate", worth="60.00")
    chen.post(ALL, {"name": "Delta Frate", "party": here.freight.public_id, **WHY})
    back = {"name": "Delta Frate", "back": here.freight.public_id, "act": "take-back"}
    assert "not Delta Freight after all" in chen.get(ALL, back).content.decode()
    assert chen.post(ALL, back).status_code == 422
    assert chen.post(ALL, {**back, "reason": "Another company."}).status_code == 302
    assert cited(first.latest_version) == []
    assert Gift.objects.get(disclosure=first).counterparty is None
    assert chen.get(ALL, back).status_code == 404


def test_one_gift_alone(here, gift, chen):
    one, other = gift(here.amina, other_side="D. F."), gift(here.boris, other_side="D. F.")
    address = f"/gifts/other-side/{one.public_id}/"
    assert chen.get(address).status_code == 200
    assert chen.post(address, {"party": here.freight.public_id, "reason": " "}).status_code == 422
    assert chen.post(address, {"party": "nobodyknows", **WHY}).status_code == 404
    chen.post(address, {"party": here.freight.public_id, **WHY})
    assert set(Gift.objects.values_list("disclosure", "counterparty")) == {(one.pk, here.freight.pk), (other.pk, None)}
    chen.post(address, {"act": "take-back", **WHY})
    assert not Gift.objects.filter(counterparty__isnull=False).exists()


def test_what_the_person_chose_themselves_is_not_resolved_again(here, gift, chen):
    chosen = gift(here.amina, party=here.delta)
    assert chen.get(f"/gifts/other-side/{chosen.public_id}/").status_code == 404


def test_nobody_else_reaches_it_and_officers_not_what_they_keep_away_from(here, gift, client):
    own, other = gift(here.chen, other_side="D. F."), gift(here.amina, other_side="E. G.")
    assert sign_in(client, here.chen).get(f"/gifts/other-side/{own.public_id}/").status_code == 404
    assert sign_in(client, here.chen).get(f"{ALL}?name=D.+F.").status_code == 404
    for person in (here.amina, here.boris, here.goran):
        assert sign_in(client, person).get(f"/gifts/other-side/{other.public_id}/").status_code == 404
        assert sign_in(client, person).get(f"{ALL}?name=E.+G.").status_code == 404


def test_whoever_comes_second_is_told_so_and_changes_nothing(here, gift):
    first = gift(here.amina, other_side="D. F.")
    said = {"by": here.chen, "reason": "One VAT number.", "on": MAY, "at": noon(MAY)}
    resolve_all([first.pk], here.freight, seen=None, **said)
    with pytest.raises(Refused, match="quicker"):
        resolve_all([first.pk], here.omega, seen=None, **said)
    assert PartyResolved.objects.count() == 1
    resolve_all([first.pk], here.omega, seen=here.freight, **said)
    assert Gift.objects.get().counterparty == here.omega
