"""Two presses, two tabs: one version, and the other is told."""

import pytest

from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.models import Draft, Version
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


def test_what_is_typed_in_a_tab_left_open_is_kept_as_a_change(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    acts.submit(disclosure, cast.amina, on, noon(on))
    page = client.post(f"/disclose/{disclosure.public_id}/bearing/?from=check", {"bearing": "actual"}, follow=True)
    assert page.redirect_chain[-1][0] == f"/disclose/{disclosure.public_id}/check/"
    assert "What you typed here is a change, which is not sent yet." in page.text
    assert Version.objects.get().bearing == "appearance"
    assert Draft.objects.get().open()["answers"]["bearing"] == "actual"


def test_a_tab_left_open_with_nothing_new_changes_nothing(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    acts.submit(disclosure, cast.amina, on, noon(on))
    response = client.post(f"/disclose/{disclosure.public_id}/bearing/", {"bearing": "appearance"})
    assert response["Location"] == f"/disclosures/{disclosure.public_id}/"
    assert not Draft.objects.exists()


def test_what_is_typed_of_something_taken_back_is_said_not_to_be_taken(client, cast, on):
    sign_in(client, cast.amina)
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    acts.submit(disclosure, cast.amina, on, noon(on))
    acts.withdraw(disclosure, cast.amina, "It was sold.", noon(on))
    page = client.post(f"/disclose/{disclosure.public_id}/bearing/", {"bearing": "actual"}, follow=True)
    assert "What you typed was not taken." in page.text
    assert not Draft.objects.exists()


def test_an_amendment_begun_before_another_was_sent_is_not_sent(cast, on):
    disclosure = drafted(cast.amina, "financial_interest", SHARE, on=on)
    acts.submit(disclosure, cast.amina, on, noon(on))
    draft = acts.amend(disclosure, cast.amina, noon(on))
    assert acts.amend(disclosure, cast.amina, noon(on)) == draft
    acts.submit(disclosure, cast.amina, on, noon(on))
    with pytest.raises(acts.AlreadySent) as told:
        acts.submit(disclosure, cast.amina, on, noon(on))
    assert told.value.version.number == 2
