"""A mail in doubt: somebody says once that it arrived, or has it sent again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.access.models import Role
from avow.access.testing import grant, sign_in
from avow.adoptions.testing import adopted
from avow.config.testing import stand_still
from avow.ledger.models import Entry
from avow.ledger.testing import at_once
from avow.ledger.verify import verify
from avow.notices import standing
from avow.notices.models import DoubtSettled, Mail, MailEnded, Notice
from avow.notices.reading import letter
from avow.notices.sending import deciding, work
from avow.notices.testing import mail_server, plain, wanted
from avow.people.models import Person
from avow.people.testing import cast
from avow.retention.acts import erase

ON = date(2026, 3, 2)  # a Monday
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WHEN = {"on": ON, "at": AT}
pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return plain()


@pytest.fixture
def us(source, monkeypatch):
    stand_still(monkeypatch, AT)
    everyone = cast()
    adopted()
    grant(everyone.chen, Role.COMPLIANCE_OFFICER)
    grant(everyone.emeka, Role.ADMINISTRATOR)
    wanted(everyone.boris, ON, about=everyone.amina, audience="manager")
    with mail_server(lambda number, to: "drop") as server:
        work.work_through(lambda: AT, server.setting)
    return everyone


def doubted():
    return MailEnded.objects.get(outcome="uncertain")


def send(at=AT):
    with mail_server() as server:
        work.work_through(lambda: at, server.setting)
    return server


def test_it_arrived_and_nothing_is_sent_and_nobody_is_asked_again(us):
    before = Entry.objects.count()
    assert standing.health(AT) == "doubt"
    deciding.it_arrived(doubted(), by=us.emeka, **WHEN)
    assert Entry.objects.count() == before + 1
    assert standing.health(AT) == "kept"
    assert send().taken == []


def test_sent_again_on_the_same_day_it_is_another_mail_that_says_so(us):
    first = doubted()
    before = Entry.objects.count()
    row = deciding.send_again(first, by=us.chen, **WHEN)
    assert Entry.objects.count() == before + 1
    (taken,) = send().taken
    again = MailEnded.objects.get(public_id=row.again)
    assert taken["Message-ID"] == again.message_id != first.message_id
    assert taken["References"] == first.message_id
    text = letter(again).text
    assert "This may repeat a message of 2 March 2026. It is not known whether that one reached you." in text
    assert "- Amina Haddad (A1)" in text
    assert again.outcome == "sent"


def test_what_waits_for_tomorrow_is_not_taken_along_and_the_day_keeps_its_one_mail(us):
    deciding.send_again(doubted(), by=us.chen, **WHEN)
    wanted(us.boris, ON, "plain:2")
    assert len(send().taken) == 1
    assert Notice.objects.filter(mail=None).count() == 1
    assert len(send(AT + timedelta(days=1)).taken) == 1


def test_whoever_has_signed_meanwhile_gets_none(us, source):
    row = deciding.send_again(doubted(), by=us.chen, **WHEN)
    source.done = {Notice.objects.get().key}
    assert send().taken == []
    assert not Mail.objects.filter(public_id=row.again).exists()


def test_it_is_decided_once_and_only_where_it_is_in_doubt(us):
    first = doubted()
    with pytest.raises(deciding.Refused, match="Only the compliance officer"):
        deciding.it_arrived(first, by=us.boris, **WHEN)
    deciding.send_again(first, by=us.chen, **WHEN)
    with pytest.raises(deciding.Refused, match=r"Chen .* has said so already: send it again"):
        deciding.it_arrived(first, by=us.emeka, **WHEN)
    send()
    with pytest.raises(deciding.Refused, match="It is known"):
        deciding.send_again(MailEnded.objects.get(outcome="sent"), by=us.chen, **WHEN)


@pytest.mark.django_db(transaction=True)
def test_whoever_was_erased_gets_nothing_and_the_doubt_can_be_settled(us):
    erase(us.boris.key, by=us.chen, at=AT, reason="Five years after leaving.")
    with pytest.raises(deciding.Refused, match="erased"):
        deciding.send_again(doubted(), by=us.chen, **WHEN)
    assert deciding.it_arrived(doubted(), by=us.chen, **WHEN).again == ""


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(us):
    first = doubted()
    before = Entry.objects.count()
    chen, emeka = Person.objects.get(pk=us.chen.pk), Person.objects.get(pk=us.emeka.pk)
    results = at_once(
        lambda: deciding.send_again(first, by=chen, **WHEN), lambda: deciding.it_arrived(first, by=emeka, **WHEN)
    )
    assert sorted(type(one).__name__ for one in results) == ["DoubtSettled", "Refused"]
    assert Entry.objects.count() == before + 1
    again = DoubtSettled.objects.get().again
    assert len(send().taken) == (1 if again else 0)
    assert verify().findings == []


def test_the_administrator_decides_without_reading(client, us):
    first = doubted()
    sign_in(client, us.emeka)
    address = f"/outbox/{first.public_id}/"
    assert address in client.get("/outbox/").content.decode()
    page = client.get(address).content.decode()
    assert first.message_id[1:-1] in page
    assert "About plain:1" not in page and "Amina" not in page
    assert client.post(f"{address}settle/", {"decision": "burn"}).status_code == 404
    assert client.post(f"{address}settle/", {"decision": "again"}).status_code == 302
    assert "It is on its way." in client.get(address).content.decode()
    assert address not in client.get("/outbox/").content.decode()
    send()
    again = MailEnded.objects.get(outcome="sent").public_id
    assert client.get(f"/outbox/{again}/").status_code == 404
    assert f"/outbox/{again}/" not in client.get(address).content.decode()
    client.post(f"{address}settle/", {"decision": "arrived"})
    assert "has said so already" in client.get(address).content.decode()


def test_the_officer_finds_what_was_sent_again_and_others_nothing(client, us):
    first = doubted()
    row = deciding.send_again(first, by=us.chen, **WHEN)
    send()
    sign_in(client, us.chen)
    assert f"/outbox/{row.again}/" in client.get(f"/outbox/{first.public_id}/").content.decode()
    sign_in(client, us.boris)
    assert client.post(f"/outbox/{first.public_id}/settle/", {"decision": "arrived"}).status_code == 404
