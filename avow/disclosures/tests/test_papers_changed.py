"""Papers that were changed or taken away after they were sent: `avow ledger verify` and the page both say so."""

import logging

import pytest

from avow.access.testing import sign_in
from avow.disclosures import acts
from avow.disclosures.files import attested, store
from avow.disclosures.testing import SHARE, drafted, noon
from avow.ledger import keyring
from avow.ledger.verify import CHECKS


@pytest.fixture
def sent(cast, on):
    draft = drafted(cast.amina, "financial_interest", SHARE, on=on)
    attachment = acts.attach(draft, cast.amina, "offer.pdf", b"%PDF-1.7\n", noon(on))
    acts.submit(draft, cast.amina, on, noon(on))
    return attachment


def change(attachment) -> None:
    path = store.path_of(attachment.public_id)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))


def seal_anew(attachment) -> None:
    store.put(attachment.public_id, attachment.disclosure.person.key, b"%PDF-1.7 another offer\n")


def take_away(attachment) -> None:
    store.remove(attachment.public_id)


DAMAGES = [(change, "cannot be opened"), (seal_anew, "has other contents"), (take_away, "is missing")]


def test_the_ledger_asks(sent):
    assert attested.problems in CHECKS
    assert list(attested.problems()) == []


@pytest.mark.parametrize(("damage", "says"), DAMAGES)
def test_it_is_found_with_its_version(sent, damage, says):
    damage(sent)
    (found,) = attested.problems()
    where = f"disclosure {sent.disclosure.public_id}, version 1: attachment {sent.public_id} "
    assert found.startswith(where + says)


@pytest.mark.parametrize("damage", [change, take_away])
def test_what_was_erased_is_no_finding(cast, sent, damage):
    keyring.destroy(cast.amina.key)
    damage(sent)
    assert list(attested.problems()) == []


@pytest.mark.parametrize(("damage", "says"), DAMAGES)
def test_the_page_says_so_and_the_log_says_what(client, cast, sent, damage, says, caplog):
    damage(sent)
    sign_in(client, cast.chen)
    with caplog.at_level(logging.ERROR, logger="avow.disclosures"):
        page = client.get(f"/attachments/{sent.public_id}/")
    assert page.status_code == 410
    assert ("This paper is missing" if damage is take_away else "This paper is not as it was sent") in page.text
    assert f"attachment {sent.public_id} of disclosure {sent.disclosure.public_id} {says}" in caplog.text


def test_a_paper_not_yet_sent_is_measured_by_what_was_added(client, cast, on):
    draft = drafted(cast.amina, "financial_interest", SHARE, on=on)
    attachment = acts.attach(draft, cast.amina, "offer.pdf", b"%PDF-1.7\n", noon(on))
    sign_in(client, cast.amina)
    assert client.get(f"/attachments/{attachment.public_id}/").status_code == 200
    seal_anew(attachment)
    assert client.get(f"/attachments/{attachment.public_id}/").status_code == 410
