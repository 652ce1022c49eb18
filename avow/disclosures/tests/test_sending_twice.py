"""Two presses, two tabs: one version, and the other is told."""

import pytest

from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.models import Version
from avow.disclosures.testing import SHARE, drafted, noon
from avow.ledger.testing import at_once


@pytest.mark.django_db(transaction=True)
def test_two_threads_send_one_version(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)

    def send():
        return acts.submit(type(disclosure).objects.get(pk=disclosure.pk), cast.amina, on, noon(on))

    outcomes = at_once(send, send)
    version = Version.objects.get()
    assert version in outcomes
    told = next(one for one in outcomes if isinstance(one, acts.AlreadySent))
    assert told.version == version


def test_a_second_press_shows_what_was_sent(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    address = f"/disclose/{disclosure.public_id}/check/"
    revision = disclosure.draft.revision
    client.post(address, {"revision": revision})
    second = client.post(address, {"revision": revision}, follow=True)
    assert second.redirect_chain[-1][0] == f"/disclosures/{disclosure.public_id}/"
    assert "You have already sent this" in second.text
    assert Version.objects.count() == 1


def test_a_tab_left_open_on_a_step_is_told_too(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    acts.submit(disclosure, cast.amina, on, noon(on))
    response = client.post(f"/disclose/{disclosure.public_id}/bearing/", {"bearing": "actual"})
    assert response["Location"] == f"/disclosures/{disclosure.public_id}/"
    assert Version.objects.get().bearing == "appearance"


def test_an_amendment_begun_before_another_was_sent_is_not_sent(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    acts.submit(disclosure, cast.amina, on, noon(on))
    draft = acts.amend(disclosure, cast.amina, noon(on))
    assert acts.amend(disclosure, cast.amina, noon(on)) == draft
    acts.submit(disclosure, cast.amina, on, noon(on))
    with pytest.raises(acts.AlreadySent) as told:
        acts.submit(disclosure, cast.amina, on, noon(on))
    assert told.value.version.number == 2
